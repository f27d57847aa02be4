using System.Globalization;
using System.Text;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.People;

/// <summary>An e-mail address as typed, and the key under which it is one account whatever its case.</summary>
public sealed record EmailAddress(string Value)
{
    public const int MaxLength = 254;

    public string Key => KeyOf(Value);

    public static string KeyOf(string typed) => typed.Trim().Normalize(NormalizationForm.FormC).ToUpperInvariant();

    /// <summary>Judges no more than it must: only a letter that arrives proves an address.</summary>
    public static Result<EmailAddress> Read(string? typed, string field)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length == 0)
            return Problem.Invalid.At(field, Text.Of("email.missing"));
        if (text.Length > MaxLength)
            return Problem.Invalid.At(field, Text.Of("email.too-long", ("max", MaxLength)));
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < text.Length - 1 && at == text.LastIndexOf('@') && text.EnumerateRunes().All(Visible)
            ? new EmailAddress(text)
            : Problem.Invalid.At(field, Text.Of("email.not-one"));
    }

    private static bool Visible(Rune r) => !Rune.IsWhiteSpace(r) && r != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(r) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
