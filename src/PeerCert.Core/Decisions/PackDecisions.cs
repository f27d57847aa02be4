using System.Collections.Frozen;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Decisions;

/// <summary>What a pack says about a file now, and the facts it says it on.</summary>
public sealed record Considered(Subject Subject, Pack Pack, Decision Decision, Facts Facts);

/// <summary>A file to decide about, the day it was filed, and facts that nobody has recorded yet.</summary>
public sealed record Asked(Subject Subject, DateOnly? FiledOn, IReadOnlyCollection<Fact> Added);

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
        string question, Subject subject, DateOnly? filedOn, IReadOnlyCollection<Fact> added, IReadOnlySet<string> insteadOf, CancellationToken ct) =>
        (await ConsiderAsync(question, [new Asked(subject, filedOn, added)], insteadOf, ct))[0];

    /// <summary>The same of many files, each fact source asked once; the answers stand as they were asked.</summary>
    public async Task<IReadOnlyList<Result<Considered>>> ConsiderAsync(string question, IReadOnlyList<Asked> asked, IReadOnlySet<string> insteadOf, CancellationToken ct)
    {
        var known = await KnownAsync([.. asked.Select(a => a.Subject)], ct);
        return [.. asked.Select(a => Consider(question, a, known.SelectMany(k => k[a.Subject]).Where(f => !insteadOf.Contains(f.Kind))))];
    }

    /// <summary>All that every source knows of one file now.</summary>
    public async Task<Facts> GatherAsync(Subject subject, CancellationToken ct) => Facts.Of((await KnownAsync([subject], ct)).SelectMany(k => k[subject]));

    private async Task<List<ILookup<Subject, Fact>>> KnownAsync(List<Subject> subjects, CancellationToken ct)
    {
        var known = new List<ILookup<Subject, Fact>>();
        foreach (var source in sources)
            known.Add(await source.AboutAsync(subjects, ct));
        return known;
    }

    private Result<Considered> Consider(string question, Asked asked, IEnumerable<Fact> known)
    {
        var (today, governing) = (clock.Today, asked.FiledOn ?? clock.Today);
        if (library.On(GoverningQuestion.Filing, governing) is not { } pack)
            return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", governing)));
        var facts = Facts.Of(known.Concat(asked.Added));
        return new Considered(asked.Subject, pack, Evaluator.Decide(pack, question, facts, today), facts);
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
