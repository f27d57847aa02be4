using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>The person has said which of the declared words holds of them.</summary>
public sealed record Declared(string Attribute) : Requirement
{
    internal static readonly RuleKind Kind = new("declared", ["attribute"], [], r => new Declared(r.WordAttribute("attribute")));

    public override ImmutableArray<string> FromApplicant => [Attribute];

    public override ImmutableArray<Ending> Endings { get; } = [new("met", "value"), new("missing")];

    internal override Finding Check(Look at) =>
        at.Last<Fact.PersonAttribute>(Attribute)?.Value is { } value
            ? this.Met("met", null, at.Pack.Kinds[Attribute].Said(value))
            : this.Supply("missing", null);
}
