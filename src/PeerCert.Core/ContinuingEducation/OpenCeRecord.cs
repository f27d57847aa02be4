using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Certifications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.ContinuingEducation;

/// <summary>A line of the record, what it counts for, and how many files prove it.</summary>
public sealed record CeLine(CeRecordEntry Entry, CountedCeEntry Counted, int Files);

/// <summary>
/// A record as its holder sees it: what counts for the filing that comes next or waits, what does not and why, and what the standard says to it.
/// Lines of earlier periods come after.
/// </summary>
/// <param name="Audit">The review of proof that was asked for last; null where none was.</param>
public sealed record CeRecord(string Number, DateOnly Began, IReadOnlyList<CeLine> Lines, IReadOnlyList<CeLine> Earlier, Decision Decision, Pack Pack, CeAudit? Audit);

/// <summary>Opens one's own record, and contributes what counts in it to the filings of its certificate.</summary>
public sealed class OpenCeRecord(PeerCertDb db, StandardsLibrary library, ProgramClock clock) : IFactSource
{
    /// <summary>The pack's names for hours of continuing education, and for those about law and ethics.</summary>
    public const string Kind = "continuing-education", LawAndEthics = "law-and-ethics", Unit = "hours";

    /// <summary>The question a pack answers about a record.</summary>
    public const string Question = "ce-record";

    public async Task<Result<CeRecord>> HandleAsync(string number, Actor by, CancellationToken ct)
    {
        if (!(await db.OwnCertificateAsync(number, by, ct)).Succeeded(out var certificate, out var problem))
            return problem;
        var today = clock.Today;
        if (library.On(GoverningQuestion.Filing, today) is not { ContinuingEducation: { } standard } pack)
            return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", today)));
        var began = (await db.AcceptedFilingsAsync(certificate.Id, ct)).Append(certificate.IssuedOn).Max();
        var entries = await db.CeEntries.AsNoTracking().Where(e => e.Certificate == certificate.Id && e.RemovedAt == null).ToListAsync(ct);
        var whole = (await db.OpenRenewalAsync(certificate.Id, ct))?.WholeOn;
        var counted = CeCount.Of(standard, entries.Select(e => e.Read()), began, whole ?? today);
        var ids = entries.ConvertAll(e => e.Id.Value);
        var files = (await db.Evidence.AsNoTracking().Where(f => ids.Contains(f.File) && f.DeletedAt == null).Select(f => f.File).ToListAsync(ct)).CountBy(f => f).ToDictionary();
        var lines = counted.Select(c => (Entry: entries.Single(e => e.Id.ToString() == c.Entry.Id), Counted: c)).Select(l => new CeLine(l.Entry, l.Counted, files.GetValueOrDefault(l.Entry.Id.Value))).Reverse().ToLookup(l => l.Counted.NotCounted is CeCount.BeforePeriod);
        var facts = Facts.Of([new Fact.Event(CertificateFacts.PeriodBegan, began, null), .. Of(counted)]);
        return new CeRecord(number, began, [.. lines[false]], [.. lines[true]], Evaluator.Decide(pack, Question, facts, today), pack, await db.LastCeAuditAsync(certificate.Id, ct));
    }

    public async Task<ILookup<Subject, Fact>> AboutAsync(IReadOnlyCollection<Subject> subjects, CancellationToken ct)
    {
        var ids = subjects.Select(s => new Id<RenewalFiling>(s.File)).ToList();
        var filings = await db.RenewalFilings.AsNoTracking().Where(f => ids.Contains(f.Id)).ToListAsync(ct);
        var held = filings.Select(f => f.Certificate).ToList();
        var entries = filings.Count == 0 ? [] : await db.CeEntries.AsNoTracking().Where(e => held.Contains(e.Certificate) && e.RemovedAt == null).ToListAsync(ct);
        var issued = entries.Count == 0 ? [] : await db.Certificates.AsNoTracking().Where(c => held.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.IssuedOn, ct);
        var facts = new List<(Subject Subject, Fact Fact)>();
        foreach (var filing in filings.Where(f => issued.ContainsKey(f.Certificate)))
        {
            var day = filing.WholeOn ?? clock.Today;
            if (library.On(GoverningQuestion.Filing, day)?.ContinuingEducation is not { } standard)
                continue;
            var began = (await db.AcceptedFilingsAsync(filing.Certificate, ct)).Where(d => d < day).Append(issued[filing.Certificate]).Max();
            facts.AddRange(Of(CeCount.Of(standard, entries.Where(e => e.Certificate == filing.Certificate).Select(e => e.Read()), began, day)).Select(f => (filing.Subject(), f)));
        }
        return facts.ToLookup(f => f.Subject, f => f.Fact);
    }

    /// <summary>Entries that count, as facts: the hours about law and ethics are a span of their own.</summary>
    internal static IEnumerable<Fact> Of(IEnumerable<CountedCeEntry> counted)
    {
        foreach (var (entry, hours, ethics, notCounted) in counted)
        {
            if (notCounted is not null)
                continue;
            if (hours > ethics)
                yield return new Fact.Span(Kind, entry.From, entry.To, hours - ethics, Unit) { Id = $"{entry.Id}/general", By = entry.Provider };
            if (ethics > 0)
                yield return new Fact.Span(Kind, entry.From, entry.To, ethics, Unit) { Id = $"{entry.Id}/ethics", By = entry.Provider, Topics = [LawAndEthics] };
        }
    }
}
