using System.Collections.Frozen;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Decisions;

/// <summary>What a pack says about a file now, and the facts it says it on.</summary>
public sealed record Considered(Subject Subject, Pack Pack, Decision Decision, Facts Facts);

/// <summary>
/// Gathers the facts of a file from every source, picks the pack that governs, and decides. The same object reaches the
/// applicant's pre-check, the reviewer's page, the letter and the journal.
/// </summary>
public sealed class PackDecisions(PeerCertDb db, StandardsLibrary library, IEnumerable<IFactSource> sources, ProgramClock clock)
{
    /// <summary>
    /// Decides <paramref name="question"/> about a file filed on <paramref name="filedOn"/> (a draft: today, CF-34).
    /// <paramref name="added"/> are facts that nobody has recorded yet (a draft's answers, a sitting being keyed in); they
    /// take the place of what is recorded of the kinds in <paramref name="insteadOf"/>. A problem where no text is known for
    /// that day.
    /// </summary>
    public async Task<Result<Considered>> ConsiderAsync(
        string question, Subject subject, DateOnly? filedOn, IReadOnlyCollection<Fact> added, IReadOnlySet<string> insteadOf, CancellationToken ct)
    {
        var (today, governing) = (clock.Today, filedOn ?? clock.Today);
        if (library.On(GoverningQuestion.Filing, governing) is not { } pack)
            return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", governing)));
        var known = new List<Fact>();
        foreach (var source in sources)
            known.AddRange(await source.AboutAsync(subject, ct));
        var facts = Facts.Of(known.Where(f => !insteadOf.Contains(f.Kind)).Concat(added));
        return new Considered(subject, pack, Evaluator.Decide(pack, question, facts, today), facts);
    }

    public Task<Result<Considered>> ConsiderAsync(string question, Subject subject, DateOnly? filedOn, CancellationToken ct) =>
        ConsiderAsync(question, subject, filedOn, [], FrozenSet<string>.Empty, ct);

    /// <summary>Keeps a decision whole, in the caller's commit.</summary>
    public StoredDecision Store(Considered considered, Actor by)
    {
        var stored = StoredDecision.Of(considered.Subject, considered.Decision, considered.Facts, clock.Now, by);
        db.Add(stored);
        return stored;
    }
}
