using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Certifications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.ContinuingEducation;

/// <summary>What a review rests on: the entries that counted for its filing and whose proof was accepted with all that has to stand in it.</summary>
public sealed class CeAuditFacts(PeerCertDb db, StandardsLibrary library) : IFactSource
{
    public async Task<ILookup<Subject, Fact>> AboutAsync(IReadOnlyCollection<Subject> subjects, CancellationToken ct)
    {
        var ids = subjects.Select(s => new Id<CeAudit>(s.File)).ToList();
        var facts = new List<(Subject Subject, Fact Fact)>();
        foreach (var audit in await db.CeAudits.AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(ct))
            if (await db.CountedForAsync(library, audit.Filing, ct) is { } counted)
            {
                var proven = await ProvenAsync(counted, ct);
                facts.Add((audit.Subject(), new Fact.Filing(CertificateFacts.Filing, counted.FiledOn)));
                facts.Add((audit.Subject(), new Fact.Event(CertificateFacts.PeriodBegan, counted.Began, null)));
                facts.AddRange(OpenCeRecord.Of(counted.Entries.Where(e => proven.Contains(e.Entry.Id))).Select(f => (audit.Subject(), f)));
            }
        return facts.ToLookup(f => f.Subject, f => f.Fact);
    }

    private async Task<HashSet<string>> ProvenAsync(CountedForFiling counted, CancellationToken ct)
    {
        var entries = counted.Entries.Where(e => e.NotCounted is null).Select(e => Guid.Parse(e.Entry.Id)).ToList();
        var files = await db.Evidence.AsNoTracking().Where(f => entries.Contains(f.File) && f.DeletedAt == null)
            .Select(f => new { f.File, Check = db.EvidenceChecks.Where(c => c.Evidence == f.Id).OrderByDescending(c => c.CheckedAt).ThenByDescending(c => c.Id).FirstOrDefault() }).ToListAsync(ct);
        return [.. files.Where(f => f.Check is { Found: DocumentCheck.Accepted } check && !counted.Standard.Proof.Needs.Except(check.Features.Split(' ')).Any()).Select(f => $"{f.File}")];
    }
}

/// <summary>What counted for a filing that is whole, by the standard of its day.</summary>
public sealed record CountedForFiling(Pack Pack, CeStandard Standard, DateOnly Began, DateOnly FiledOn, ImmutableArray<CountedCeEntry> Entries, IReadOnlyList<CeRecordEntry> Rows);

public static class CountedForFilings
{
    extension(PeerCertDb db)
    {
        /// <summary>Null where the filing is not whole, or no standard is known for its day.</summary>
        public async Task<CountedForFiling?> CountedForAsync(StandardsLibrary library, Id<RenewalFiling> id, CancellationToken ct)
        {
            var filing = await db.RenewalFilings.AsNoTracking().SingleAsync(f => f.Id == id, ct);
            if (filing.WholeOn is not { } whole || library.On(GoverningQuestion.Filing, whole) is not { ContinuingEducation: { } standard } pack)
                return null;
            var issued = await db.Certificates.Where(c => c.Id == filing.Certificate).Select(c => c.IssuedOn).SingleAsync(ct);
            var began = (await db.AcceptedFilingsAsync(filing.Certificate, ct)).Where(day => day < whole).Append(issued).Max();
            var rows = await db.CeEntries.AsNoTracking().Where(e => e.Certificate == filing.Certificate && e.RemovedAt == null).ToListAsync(ct);
            return new(pack, standard, began, whole, CeCount.Of(standard, rows.Select(e => e.Read()), began, whole), rows);
        }
    }
}

public static class ProofOfCounted
{
    /// <summary>The entry that counted and that a file proves; null where it is another's.</summary>
    public static async Task<CeRecordEntry?> EntryOfAsync(this CountedForFiling counted, PeerCertDb db, Id<Evidence.EvidenceFile> evidence, CancellationToken ct)
    {
        var file = await db.Evidence.AsNoTracking().Where(f => f.Id == evidence && f.DeletedAt == null).Select(f => (Guid?)f.File).SingleOrDefaultAsync(ct);
        return counted.Entries.Any(e => e.NotCounted is null && e.Entry.Id == $"{file}") ? counted.Rows.Single(r => r.Id.Value == file) : null;
    }
}
