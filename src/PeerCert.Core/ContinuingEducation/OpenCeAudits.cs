using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.ContinuingEducation;

/// <summary>An entry under review, with its proof.</summary>
public sealed record ReviewedEntry(CountedCeEntry Counted, CeRecordEntry Entry, IReadOnlyList<ReviewedEvidence> Proof);

/// <summary>A review as it stands: what it is about, what counted for the filing with its proof, and what the standard says of what is proven.</summary>
public sealed record OpenedCeAudit(CeAudit Audit, string Number, string Reference, string Name, Pack Pack, IReadOnlyList<ReviewedEntry> Entries, Decision Decision)
{
    /// <summary>Proof that would be sent now.</summary>
    public int Files => Entries.Sum(e => e.Proof.Count);
}

/// <summary>A review in the list for staff.</summary>
public sealed record ListedCeAudit(Id<CeAudit> Id, string Number, string Reference, string Name, CeAuditState State, DateOnly RequestedOn, DateOnly DueOn, DateOnly? ReceivedOn);

/// <summary>A draw with what came of it, and whether the same filings come out when it is drawn again from what was kept.</summary>
public sealed record OpenedCeAuditDraw(CeAuditDraw Draw, IReadOnlyList<ListedCeAudit> Audits, bool ComesOutAgain);

/// <summary>Reviews of proof: one's own last one, and for staff all that are not over, and the draws.</summary>
public sealed class OpenCeAudits(PeerCertDb db, StandardsLibrary library, PackDecisions decisions, JournalWriter journal)
{
    /// <summary>Reviews, and draws, that one list holds.</summary>
    public const int Most = 200;

    public async Task<Result<OpenedCeAudit>> OwnAsync(string number, Actor by, CancellationToken ct) =>
        !(await db.OwnCertificateAsync(number, by, ct)).Succeeded(out var certificate, out var problem) ? problem
        : await db.LastCeAuditAsync(certificate.Id, ct) is { } audit ? await OfAsync(audit, ct)
        : new Problem.NotFound("thing.ce-audit");

    /// <summary>For staff; that it was looked at is kept. What was not sent yet is its holder's own.</summary>
    public async Task<Result<OpenedCeAudit>> AnyAsync(Id<CeAudit> id, Actor by, CancellationToken ct)
    {
        if (!(await db.AnyCeAuditAsync(id, ct)).Succeeded(out var audit, out var problem))
            return problem;
        if (!(await OfAsync(audit, ct)).Succeeded(out var opened, out problem))
            return problem;
        journal.WasRead("ce-audit", id.Value, by);
        return await db.TrySaveAsync(ct) is { } lost ? lost : audit.ReceivedOn is null ? opened with { Entries = [] } : opened;
    }

    /// <summary>The entry that a file under review proves; null where it is none of that review, or was not sent.</summary>
    public async Task<Id<CeRecordEntry>?> EntryOfAsync(Id<CeAudit> id, Id<EvidenceFile> evidence, CancellationToken ct) =>
        await db.CeAudits.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.ReceivedOn != null, ct) is { } audit && await db.CountedForAsync(library, audit.Filing, ct) is { } counted
            ? (await counted.EntryOfAsync(db, evidence, ct))?.Id
            : null;

    /// <summary>Those that are not over, the first last day on top.</summary>
    public Task<IReadOnlyList<ListedCeAudit>> WaitingAsync(CancellationToken ct)
    {
        var over = CeAuditLifecycle.Over.ToList();
        return ListAsync(db.CeAudits.Where(a => !over.Contains(a.State)), ct);
    }

    /// <summary>Those that were referred, the newest last.</summary>
    public Task<IReadOnlyList<ListedCeAudit>> ReferredAsync(CancellationToken ct) => ListAsync(db.CeAudits.Where(a => a.State == CeAuditState.Referred), ct);

    public async Task<IReadOnlyList<CeAuditDraw>> DrawsAsync(CancellationToken ct) =>
        await db.CeAuditDraws.AsNoTracking().OrderByDescending(d => d.DrawnAt).Take(Most).ToListAsync(ct);

    public async Task<Result<OpenedCeAuditDraw>> DrawAsync(Id<CeAuditDraw> id, CancellationToken ct)
    {
        if (await db.CeAuditDraws.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct) is not { } draw)
            return new Problem.NotFound("thing.ce-audit-draw");
        var audits = await ListAsync(db.CeAudits.Where(a => a.Draw == id), ct, DrawCeAudits.AtMost);
        var again = CeSample.Draw(draw.Seed, CeSample.Read(draw.Population), draw.Size);
        return new OpenedCeAuditDraw(draw, audits, CeSample.Hex(draw.Population) == draw.PopulationSha256 && again.Order(StringComparer.Ordinal).SequenceEqual(audits.Select(a => a.Reference).Order(StringComparer.Ordinal)));
    }

    private async Task<IReadOnlyList<ListedCeAudit>> ListAsync(IQueryable<CeAudit> audits, CancellationToken ct, int most = Most)
    {
        var rows = await (
            from a in audits.AsNoTracking()
            join c in db.Certificates on a.Certificate equals c.Id
            join f in db.RenewalFilings on a.Filing equals f.Id
            orderby a.DueOn, c.Number
            select new { a, c.Number, f.Reference }).Take(most).ToListAsync(ct);
        var names = await db.LegalNames.AsNoTracking().CurrentOfAsync(rows.ConvertAll(r => r.a.Person), ct);
        return [.. rows.Select(r => new ListedCeAudit(r.a.Id, r.Number, r.Reference, names.GetValueOrDefault(r.a.Person)?.AsPrinted ?? "", r.a.State, r.a.RequestedOn, r.a.DueOn, r.a.ReceivedOn))];
    }

    private async Task<Result<OpenedCeAudit>> OfAsync(CeAudit audit, CancellationToken ct)
    {
        if (await db.CountedForAsync(library, audit.Filing, ct) is not { } counted)
            return new Problem.NotFound("thing.ce-audit");
        if (!(await decisions.ConsiderAsync(OpenCeRecord.Question, audit.Subject(), counted.FiledOn, ct)).Succeeded(out var considered, out var problem))
            return problem;
        var number = await db.Certificates.Where(c => c.Id == audit.Certificate).Select(c => c.Number).SingleAsync(ct);
        var reference = await db.RenewalFilings.Where(f => f.Id == audit.Filing).Select(f => f.Reference).SingleAsync(ct);
        var entries = new List<ReviewedEntry>();
        foreach (var entry in counted.Entries.Where(e => e.NotCounted is null))
        {
            var row = counted.Rows.Single(r => r.Id.ToString() == entry.Entry.Id);
            entries.Add(new(entry, row, await db.ReviewedAsync(row.Id.Value, ct)));
        }
        return new OpenedCeAudit(audit, number, reference, (await db.LegalNames.AsNoTracking().CurrentAsync(audit.Person, ct))?.AsPrinted ?? "", counted.Pack, entries, considered.Decision);
    }
}
