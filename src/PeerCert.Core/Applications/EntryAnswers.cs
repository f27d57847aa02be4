using System.Globalization;
using System.Text.RegularExpressions;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>Reads what was typed about a training, a job or a certificate. Judges the form only; whether it suffices, the pack decides.</summary>
public static partial class EntryAnswers
{
    /// <summary>The longest name of a provider or employer we keep; ours, no document gives one.</summary>
    public const int WhoLength = 200;

    /// <summary>More lines about one thing than anybody has; ours.</summary>
    public const int AtMost = 100;

    /// <summary>Everything that is wrong with an entry; null where nothing is.</summary>
    public static Problem.Invalid? Check(TypedEntry entry, FactKind kind, DateOnly today) =>
        kind.Shape == "overlay"
            ? Problem.Invalid.Of(Who(entry.Who), (entry.From ?? Empty).ReadPast("From", today).Problem, NotBefore(entry.To, entry.From))
            : Problem.Invalid.Of(
                Who(entry.Who), Quantity(entry.Quantity).Problem,
                kind.FromRequired ? (entry.From ?? Empty).ReadPast("From", today).Problem : null,
                (entry.To ?? Empty).ReadPast("To", today).Problem, NotBefore(entry.To, entry.From),
                entry.Topics.All(kind.Topics.Contains) ? null : Problem.Invalid.At("Topics", Text.Of("entry.topic-unknown")));

    /// <summary>The fact that an entry states; null where it cannot be read.</summary>
    public static Fact? Read(TypedEntry entry, FactKind kind)
    {
        var from = entry.From is { IsEmpty: false } first && first.Read("").Succeeded(out var f, out _) ? f : (DateOnly?)null;
        var to = entry.To is { IsEmpty: false } last && last.Read("").Succeeded(out var t, out _) ? t : (DateOnly?)null;
        if (kind.Shape == "overlay")
            return from is { } begins ? new Fact.Overlay(kind.Name, begins, to) { By = entry.Who?.Trim() } : null;
        return to is { } ended && Quantity(entry.Quantity).Succeeded(out var quantity, out _)
            ? new Fact.Span(kind.Name, from, ended, quantity, kind.Unit!) { By = entry.Who?.Trim(), Topics = [.. entry.Topics.Order(StringComparer.Ordinal)] }
            : null;
    }

    /// <summary>
    /// An amount above zero with at most two decimals. A comma before three digits groups thousands, as in 1,550; before
    /// fewer it is taken for the decimal point.
    /// </summary>
    public static Result<decimal> Quantity(string? typed)
    {
        var text = (typed ?? "").Trim();
        if (text.Length == 0)
            return Problem.Invalid.At("Quantity", Text.Of("hours.missing"));
        text = Grouped().IsMatch(text) ? text.Replace(",", "", StringComparison.Ordinal) : text.Replace(',', '.');
        return AtMostTwoDecimals().IsMatch(text) && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount is > 0 and < 100_000
            ? amount
            : Problem.Invalid.At("Quantity", Text.Of("hours.not-a-number"));
    }

    [GeneratedRegex(@"^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();

    [GeneratedRegex(@"^[0-9]*(\.[0-9]{0,2})?$", RegexOptions.CultureInvariant)]
    private static partial Regex AtMostTwoDecimals();

    private static readonly TypedDay Empty = new(null, null, null);

    internal static Problem? NotBefore(TypedDay? to, TypedDay? from) =>
        to is not { IsEmpty: false } || from is not { IsEmpty: false } ? null
        : !to.Read("To").Succeeded(out var last, out var problem) ? problem
        : from.Read("From").Succeeded(out var first, out _) && last < first ? Problem.Invalid.At("To", Text.Of("entry.ends-before", ("from", first)))
        : null;

    private static Problem.Invalid? Who(string? typed) => (typed ?? "").Trim() switch
    {
        "" => Problem.Invalid.At("Who", Text.Of("entry.who-missing")),
        { Length: > WhoLength } name => Problem.Invalid.At("Who", Text.Of("name.too-long", ("max", WhoLength), ("length", name.Length))),
        _ => null,
    };
}
