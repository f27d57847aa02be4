using System.Globalization;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>Reads what was typed about a training. Judges the form only; whether it suffices, the pack decides.</summary>
public static class TrainingAnswers
{
    /// <summary>The longest provider name we keep; ours, no document gives one.</summary>
    public const int ProviderLength = 200;

    /// <summary>A number of hours above zero with at most two decimals; a comma is taken for the decimal point.</summary>
    public static Result<decimal> Hours(string? typed)
    {
        var text = (typed ?? "").Trim().Replace(',', '.');
        if (text.Length == 0)
            return Problem.Invalid.At("Hours", Text.Of("hours.missing"));
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var hours)
            && hours is > 0 and < 10_000 && decimal.Round(hours, 2) == hours
            ? hours
            : Problem.Invalid.At("Hours", Text.Of("hours.not-a-number"));
    }

    /// <summary>A day that has come already; errors stand at <paramref name="field"/>.</summary>
    public static Result<DateOnly> PastDay(TypedDay typed, string field, DateOnly today)
    {
        var read = typed.Read(field);
        return read.Succeeded(out var day, out _) && day > today ? Problem.Invalid.At(field, Text.Of("day.in-the-future", ("today", today))) : read;
    }
}
