namespace PeerCert.Standards.Model;

/// <summary>Three-valued "and" and "or": an unknown part never turns into a refusal, nor an empty list into a grant.</summary>
public static class Kleene
{
    public static Verdict All(IEnumerable<Verdict> parts) => parts.DefaultIfEmpty(Verdict.Unknown).Aggregate((a, b) =>
        a is Verdict.NotMet || b is Verdict.NotMet ? Verdict.NotMet
        : a is Verdict.Unknown || b is Verdict.Unknown ? Verdict.Unknown
        : Verdict.Met);

    public static Verdict Any(IEnumerable<Verdict> parts) => parts.DefaultIfEmpty(Verdict.Unknown).Aggregate((a, b) =>
        a is Verdict.Met || b is Verdict.Met ? Verdict.Met
        : a is Verdict.Unknown || b is Verdict.Unknown ? Verdict.Unknown
        : Verdict.NotMet);
}
