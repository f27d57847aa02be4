using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>The version of the code in force on the day of filing is signed, or a later one that is in force by now.</summary>
public sealed record AgreementSigned(string Agreement) : Requirement
{
    internal static readonly RuleKind Kind = new("agreement-signed", ["agreement"], [], r => new AgreementSigned(r.FactKind("agreement", "agreement")));

    public override ImmutableArray<string> FromApplicant => [Agreement];

    public override ImmutableArray<Ending> Endings { get; } =
        [new("met", "version", "day"), new("missing", "version"), new("older", "version", "signed"), new("no-version", "day")];

    internal override Finding Check(Look at)
    {
        if (at.Pack.CodeOn(at.FiledOn) is not { } wanted)
            return this.Unknown("no-version", at.Said("day", at.FiledOn));

        Fact.Agreement? good = null, other = null;
        foreach (var signed in at.Of<Fact.Agreement>(Agreement))
            if (IsGood(signed.Version, wanted, at))
                good = good is null || signed.On > good.On ? signed : good;
            else
                other = other is null || signed.On > other.On ? signed : other;

        return good is not null ? this.Met("met", null, ("version", good.Version), at.Said("day", good.On))
            : other is not null ? this.Supply("older", null, ("version", wanted.Version), ("signed", other.Version))
            : this.Supply("missing", null, ("version", wanted.Version));
    }

    /// <summary>A newer version that is in force by now is as good: the person agreed to what binds them today.</summary>
    private static bool IsGood(string version, CodeVersion wanted, Look at)
    {
        foreach (var known in at.Pack.CodeVersions)
            if (known.Version == version)
                return known.From >= wanted.From && known.From <= at.AsOf;
        return false;
    }
}
