using System.Collections.Immutable;

namespace PeerCert.Standards.Model;

/// <summary>Three-valued "and" and "or": an unknown part never turns into a refusal, nor an empty list into a grant.</summary>
public static class Kleene
{
    public static Verdict All(ImmutableArray<Finding> parts)
    {
        var all = parts.IsEmpty ? Verdict.Unknown : Verdict.Met;
        foreach (var part in parts)
            all = all is Verdict.NotMet || part.Verdict is Verdict.NotMet ? Verdict.NotMet
                : all is Verdict.Unknown || part.Verdict is Verdict.Unknown ? Verdict.Unknown
                : Verdict.Met;
        return all;
    }

    public static Verdict Any(ImmutableArray<Finding> parts)
    {
        var any = parts.IsEmpty ? Verdict.Unknown : Verdict.NotMet;
        foreach (var part in parts)
            any = any is Verdict.Met || part.Verdict is Verdict.Met ? Verdict.Met
                : any is Verdict.Unknown || part.Verdict is Verdict.Unknown ? Verdict.Unknown
                : Verdict.NotMet;
        return any;
    }
}
