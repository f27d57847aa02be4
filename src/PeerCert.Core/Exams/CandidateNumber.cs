using System.Security.Cryptography;

namespace PeerCert.Core.Exams;

/// <summary>The number a candidate schedules with: a letter and nine digits, not counted up and not the certificate number (CF-55).</summary>
public static class CandidateNumber
{
    private const char Letter = 'C';
    private const int Digits = 9;

    public static string New() => Letter + RandomNumberGenerator.GetString("0123456789", Digits);

    /// <summary>The number that was typed, in capitals; null where it is none that was ever given out.</summary>
    public static string? Read(string typed) =>
        typed.Length == 1 + Digits && char.ToUpperInvariant(typed[0]) == Letter && typed.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0 ? typed.ToUpperInvariant() : null;
}
