using System.Collections.Immutable;
using System.Diagnostics;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation.Rules;

/// <summary>A kind of document that would do, and what staff must have found in it.</summary>
public sealed record Wanted(string Kind, ImmutableArray<string> Needs)
{
    internal Argument Named { get; } = new Argument.Term("document", $"kind.{Kind}");

    private readonly ImmutableArray<Argument> _needs = [.. Needs.Select(need => new Argument.Term("feature", $"kind.{Kind}.{need}"))];

    /// <summary>The first thing needed that is not in it; null where nothing is missing.</summary>
    internal Argument? Lacking(Fact.Document document)
    {
        for (var at = 0; at < Needs.Length; at++)
            if (!document.Features.Contains(Needs[at]))
                return _needs[at];
        return null;
    }
}

/// <summary>
/// Staff have looked at one of the documents that would do and accepted it, with all it needs. A falsified one denies,
/// under <see cref="FalsifiedSource"/>.
/// </summary>
public sealed record DocumentAccepted(ImmutableArray<Wanted> Documents, Citation FalsifiedSource) : Requirement
{
    internal static readonly RuleKind Kind = new("document-accepted", ["documents", "falsified"], [], r => new DocumentAccepted(r.Documents("documents"), r.Citation("falsified")));

    public override ImmutableArray<string> FromApplicant => [.. Documents.Select(d => d.Kind)];

    public override ImmutableArray<Ending> Endings =>
    [
        new("met", "document", "day"), new("missing"), new("not-accepted", "document", "day"),
        .. Documents.All(d => d.Needs.IsEmpty) ? [] : (Ending[])[new("lacks", "document", "feature", "day")],
        new("not-looked-at", "document", "day"), new("falsified", "document", "day"),
    ];

    internal override Finding Check(Look at)
    {
        Fact.Document? falsified = null, good = null, waiting = null, lacking = null, refused = null;
        Argument? lacks = null;
        foreach (var wanted in Documents)
            foreach (var document in at.Of<Fact.Document>(wanted.Kind))
                switch (document.Check)
                {
                    case DocumentCheck.Falsified:
                        falsified = Newer(falsified, document);
                        break;
                    case null:
                        waiting = Newer(waiting, document);
                        break;
                    case DocumentCheck.NotAccepted:
                        refused = Newer(refused, document);
                        break;
                    case DocumentCheck.Accepted when wanted.Lacking(document) is { } feature:
                        (lacking, lacks) = Newer(lacking, document) == document ? (document, feature) : (lacking, lacks);
                        break;
                    default:
                        good = Newer(good, document);
                        break;
                }

        // A falsified document denies even beside a good one: what was stated with it was false (App F H13, CF-105).
        return falsified is not null ? this.Never("falsified", FalsifiedSource, Named(falsified), at.Said("day", falsified.ReceivedOn))
            : good is not null ? this.Met("met", null, Named(good), at.Said("day", good.ReceivedOn))
            : waiting is not null ? this.Unknown("not-looked-at", Named(waiting), at.Said("day", waiting.ReceivedOn))
            : lacking is not null ? this.Supply("lacks", null, Named(lacking), lacks!, at.Said("day", lacking.ReceivedOn))
            : refused is not null ? this.Supply("not-accepted", null, Named(refused), at.Said("day", refused.ReceivedOn))
            : this.Supply("missing", null);
    }

    private static Fact.Document Newer(Fact.Document? before, Fact.Document document) =>
        before is null || document.ReceivedOn >= before.ReceivedOn ? document : before;

    private Argument Named(Fact.Document document)
    {
        foreach (var wanted in Documents)
            if (wanted.Kind == document.Kind)
                return wanted.Named;
        throw new UnreachableException("Only documents that would do are looked at.");
    }
}
