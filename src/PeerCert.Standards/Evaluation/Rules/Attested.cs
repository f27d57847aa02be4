using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>The person states it. Whoever said no may still say yes: the newest answer counts.</summary>
public sealed record Attested(string Attestation) : Requirement
{
    internal static readonly RuleKind Kind = new("attested", ["attestation"], [], r => new Attested(r.FactKind("attestation", "attestation")));

    public override ImmutableArray<string> FromApplicant => [Attestation];

    public override ImmutableArray<Ending> Endings { get; } = [new("met", "day"), new("missing"), new("refused", "day")];

    internal override Finding Check(Look at)
    {
        Fact.Attestation? newest = null;
        foreach (var stated in at.Of<Fact.Attestation>(Attestation))
            if (newest is null || stated.On >= newest.On)
                newest = stated;
        return newest switch
        {
            null => this.Supply("missing", null),
            { Value: true } yes => this.Met("met", null, at.SaidAlone(yes.On)),
            var no => this.Supply("refused", null, at.SaidAlone(no.On)),
        };
    }
}
