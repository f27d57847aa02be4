using System.Globalization;
using System.Text;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.People;

/// <summary>A name as printed, with optional parts: any script, one word or many. Unseen characters are refused, nothing else is judged.</summary>
public sealed record PrintedName(string AsPrinted, string? Given, string? Family)
{
    /// <summary>The longest name that the store and the certificate page hold, in UTF-16 units: ours, no document gives one.</summary>
    public const int MaxLength = 200;

    public static Result<PrintedName> Read(string? asPrinted, string? given, string? family)
    {
        var errors = new List<FieldError>();
        var printed = Part("AsPrinted", asPrinted, errors);
        var name = new PrintedName(printed ?? "", Part("Given", given, errors), Part("Family", family, errors));
        if (printed is null)
            errors.Insert(0, new("AsPrinted", Text.Of("name.missing")));
        return errors.Count == 0 ? name : new Problem.Invalid([.. errors]);
    }

    /// <summary>One part alone, such as what somebody wants to be called; empty where nothing was typed.</summary>
    public static Result<string> ReadPart(string? typed, string field)
    {
        var errors = new List<FieldError>();
        var part = Part(field, typed, errors);
        return errors.Count == 0 ? part ?? "" : new Problem.Invalid([.. errors]);
    }

    private static string? Part(string field, string? typed, List<FieldError> errors)
    {
        // A lone half of a surrogate pair cannot be normalised, stored or shown.
        var whole = (typed ?? "").EnumerateRunes().All(r => r != Rune.ReplacementChar);
        var text = whole ? string.Join(' ', (typed ?? "").Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : typed!;
        if (text.Length == 0)
            return null;
        if (text.Length > MaxLength)
            errors.Add(new(field, Text.Of("name.too-long", ("max", MaxLength), ("length", text.Length))));
        else if (!whole || text.EnumerateRunes().Any(IsUnseen))
            errors.Add(new(field, Text.Of("name.unseen-character")));
        else if (!text.EnumerateRunes().Any(Rune.IsLetter))
            errors.Add(new(field, Text.Of("name.no-letter")));
        return text;
    }

    // Joiners belong to names in Arabic, Persian and Indic scripts; direction overrides would let a name print as another one.
    private static bool IsUnseen(Rune r) => r.Value is not (0x200C or 0x200D)
        && Rune.GetUnicodeCategory(r) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned;
}
