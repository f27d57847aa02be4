using System.Globalization;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Shared;

/// <summary>A day as somebody typed it, part by part, kept even where no such day exists.</summary>
public sealed record TypedDay(string? Year, string? Month, string? Day)
{
    /// <summary>No day that anybody types here is older; "0085" and "1026" are slips of the finger.</summary>
    private const int FirstYear = 1900;

    public bool IsEmpty => string.IsNullOrWhiteSpace(Year) && string.IsNullOrWhiteSpace(Month) && string.IsNullOrWhiteSpace(Day);

    public static TypedDay Of(DateOnly day) => new(
        day.Year.ToString("0000", CultureInfo.InvariantCulture), day.Month.ToString(CultureInfo.InvariantCulture), day.Day.ToString(CultureInfo.InvariantCulture));

    /// <summary>The day, or at <paramref name="field"/> why it is none. Four digits for the year: "26" could be two centuries.</summary>
    public Result<DateOnly> Read(string field) => Parsed is { } day ? day : Problem.Invalid.At(field, Fault);

    /// <summary>The same for a day that has come already.</summary>
    public Result<DateOnly> ReadPast(string field, DateOnly today)
    {
        var read = Read(field);
        return read.Succeeded(out var day, out _) && day > today ? Problem.Invalid.At(field, Text.Of("day.in-the-future", ("today", today))) : read;
    }

    private DateOnly? Parsed => (NumberIn(Year), NumberIn(Month), NumberIn(Day)) is ({ } y and >= FirstYear, { } m and >= 1 and <= 12, { } d and >= 1)
        && d <= DateTime.DaysInMonth(y, m) ? new(y, m, d) : null;

    private Text Fault =>
        IsEmpty ? Text.Of("field.date.missing")
        : string.IsNullOrWhiteSpace(Year) || string.IsNullOrWhiteSpace(Month) || string.IsNullOrWhiteSpace(Day) ? Text.Of("field.date.incomplete")
        : NumberIn(Year) is not >= FirstYear ? Text.Of("field.date.year", ("year", Year.Trim()))
        : Text.Of("field.date.impossible", ("typed", $"{Year.Trim()}-{Month.Trim()}-{Day.Trim()}"));

    /// <summary>Digits of any script: a phone set to Arabic or Hindi may type its own.</summary>
    private static int? NumberIn(string? typed)
    {
        if (typed?.Trim() is not { Length: > 0 and <= 4 } digits)
            return null;
        var number = 0;
        foreach (var c in digits)
        {
            if (CharUnicodeInfo.GetDecimalDigitValue(c) is not (>= 0 and var digit))
                return null;
            number = number * 10 + digit;
        }
        return number;
    }
}
