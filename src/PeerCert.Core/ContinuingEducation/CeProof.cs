using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.ContinuingEducation;

/// <summary>Adds a file that proves an entry of one's own record, at any time of the cycle. It is one's own until it is asked for and sent.</summary>
public static class AddCeProof
{
    public sealed record Command(string Number, Id<CeRecordEntry> Entry, string FileName, Stream? Content, Actor By);

    /// <summary>Files of one entry: pages photographed one by one; ours, no document gives a number.</summary>
    public const int AtMost = 20;

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, IEvidenceIntake intake, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Id<EvidenceFile>>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnCeEntryAsync(command.Number, command.Entry, command.By, ct)).Succeeded(out var entry, out var problem))
                return problem;
            if (library.On(GoverningQuestion.Filing, clock.Today)?.ContinuingEducation is not { } standard)
                return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", clock.Today)));
            if (command.Content is not { } content)
                return Problem.Invalid.At("File", Text.Of("evidence.missing"));
            var files = await db.Evidence.Where(e => e.File == entry.Id.Value && e.DeletedAt == null).ToListAsync(ct);
            if (files.Count >= AtMost)
                return Problem.Invalid.At("File", Text.Of("evidence.too-many", ("max", AtMost)));
            if (!(await intake.TakeAsync(content, ct)).Succeeded(out var taken, out problem))
                return problem;
            if (files.Find(f => f.Sha256 == taken.Kept.Sha256) is { } same)
                return same.Id;   // the same form sent twice; the second copy is an orphan and is swept
            var evidence = taken.Keep(db, entry.Person, entry.Id.Value, standard.Proof.Kind, AddEvidence.ShownName(command.FileName), clock.Now);
            journal.Record(new EvidenceAdded(evidence.Id, evidence.Kind, evidence.Sha256, evidence.Length), entry, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : evidence.Id;
        }
    }
}

/// <summary>Takes such a file back, until it was sent for a review.</summary>
public static class RemoveCeProof
{
    public sealed record Command(string Number, Id<CeRecordEntry> Entry, Id<EvidenceFile> Evidence, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnCeEntryAsync(command.Number, command.Entry, command.By, ct)).Succeeded(out var entry, out var problem))
                return problem;
            if (await db.Evidence.SingleOrDefaultAsync(e => e.Id == command.Evidence && e.File == entry.Id.Value, ct) is not { } evidence)
                return new Problem.NotFound("thing.evidence");
            if (evidence.DeletedAt is not null)
                return new Done();   // the same form sent twice
            if (await db.EvidenceChecks.AnyAsync(c => c.Evidence == evidence.Id, ct) || await db.IsSentForReviewAsync(entry, ct))
                return new Problem.Refused("ce-proof-sent", Text.Of("problem.ce-proof-sent"));
            await db.DestroyAsync(evidence, clock.Now, ct);
            journal.Record(new EvidenceRemoved(evidence.Id, evidence.Kind), entry, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

public static class CeProofAccess
{
    extension(PeerCertDb db)
    {
        /// <summary>An entry of one's own record that was not taken out.</summary>
        public async Task<Result<CeRecordEntry>> OwnCeEntryAsync(string number, Id<CeRecordEntry> id, Actor by, CancellationToken ct) =>
            !(await db.OwnCertificateAsync(number, by, ct)).Succeeded(out var certificate, out var problem) ? problem
            : await db.CeEntries.SingleOrDefaultAsync(e => e.Id == id && e.Certificate == certificate.Id && e.RemovedAt == null, ct) is { } entry ? entry
            : new Problem.NotFound("thing.ce-record-entry");

        /// <summary>Whether a review of a filing that the entry may count for has its proof.</summary>
        public Task<bool> IsSentForReviewAsync(CeRecordEntry entry, CancellationToken ct) =>
            db.CeAudits.AnyAsync(a => a.Certificate == entry.Certificate && a.ReceivedOn != null && db.RenewalFilings.Any(f => f.Id == a.Filing && f.WholeOn >= entry.EndedOn), ct);

        /// <summary>Whether a review was asked for of a filing that the entry may count for.</summary>
        public Task<bool> IsAskedForReviewAsync(CeRecordEntry entry, CancellationToken ct) =>
            db.CeAudits.AnyAsync(a => a.Certificate == entry.Certificate && db.RenewalFilings.Any(f => f.Id == a.Filing && f.WholeOn >= entry.EndedOn), ct);
    }
}
