using System.Collections.Immutable;
using System.Text;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.People;

/// <summary>
/// Long, and not what everybody tries first (NIST SP 800-63B: length and a blocklist, no rules of composition, anything
/// may be pasted). A password is measured by what is left of it without well-known words and the account's own address.
/// </summary>
public sealed class PasswordRules(IEnumerable<string> wellKnown)
{
    public const int MinLength = 15;
    public const int MaxLength = 256;
    private const int OwnLetters = 6;
    private const int DifferentLetters = 5;

    private readonly ImmutableArray<string> _wellKnown = [.. wellKnown.Select(Fold).Where(w => w.Length > 2).Distinct().OrderByDescending(w => w.Length)];

    /// <summary>The password in the form that is hashed, or why it is too easy.</summary>
    public Result<string> Read(string? typed, string field, EmailAddress email)
    {
        var password = Normal(typed);
        var length = password.EnumerateRunes().Count();
        if (length < MinLength)
            return Problem.Invalid.At(field, Text.Of("password.too-short", ("min", MinLength), ("length", length)));
        if (length > MaxLength)
            return Problem.Invalid.At(field, Text.Of("password.too-long", ("max", MaxLength)));
        return IsEasy(password, email) ? Problem.Invalid.At(field, Text.Of("password.easy")) : password;
    }

    /// <summary>The same letters typed on two keyboards are one password. Half a character stays as it is: it cannot be normalised.</summary>
    public static string Normal(string? typed)
    {
        var text = typed ?? "";
        return text.EnumerateRunes().Contains(Rune.ReplacementChar) ? text : text.Normalize(NormalizationForm.FormC);
    }

    private bool IsEasy(string password, EmailAddress email)
    {
        var left = Fold(password);
        foreach (var word in email.Value.Split('@', '.', '-', '_', '+').Select(Fold).Where(w => w.Length > 2).OrderByDescending(w => w.Length).Concat(_wellKnown))
            left = left.Replace(word, "", StringComparison.Ordinal);
        return left.Length < OwnLetters || left.Distinct().Count() < DifferentLetters;
    }

    private static string Fold(string text) => string.Concat(text.ToLowerInvariant().Where(c => !char.IsWhiteSpace(c)));
}
