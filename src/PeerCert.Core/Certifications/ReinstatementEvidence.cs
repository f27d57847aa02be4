using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>Adds a file that proves what is to bring an expired certificate back.</summary>
public static class AddReinstatementEvidence
{
    public sealed record Command(string Number, string? Kind, string FileName, Stream Content, Actor By);

    public sealed class Handler(PeerCertDb db, OpenReinstatement open, IEvidenceIntake intake, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Id<EvidenceFile>>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await open.OwnAsync(command.Number, command.By, ct)).Succeeded(out var mine, out var problem))
                return problem;
            if (mine.Asks.Documents.FirstOrDefault(k => k.Name == command.Kind) is not { } kind)
                return mine.Asks.Documents.Count == 0 ? new Problem.Refused("no-way-open", Text.Of("problem.no-way-open")) : Problem.Invalid.At("Kind", Text.Of("field.choice-missing"));
            if (mine.Evidence.Count >= AddEvidence.AtMost)
                return Problem.Invalid.At("File", Text.Of("evidence.too-many", ("max", AddEvidence.AtMost)));
            if (!(await intake.TakeAsync(command.Content, ct)).Succeeded(out var taken, out problem))
                return problem;
            if (mine.Evidence.FirstOrDefault(e => e.File.Kind == kind.Name && e.File.Sha256 == taken.Kept.Sha256) is { } same)
                return same.File.Id;   // the same form sent twice; the second copy is an orphan and is swept

            var file = mine.File ?? db.Begin(mine.Certificate, clock.Now);
            var evidence = taken.Keep(db, file.Person, file.Id.Value, kind.Name, AddEvidence.ShownName(command.FileName), clock.Now);
            journal.Record(new EvidenceAdded(evidence.Id, evidence.Kind, evidence.Sha256, evidence.Length), file, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : evidence.Id;
        }
    }
}

/// <summary>Takes a file back that staff have not looked at.</summary>
public static class RemoveReinstatementEvidence
{
    public sealed record Command(string Number, Id<EvidenceFile> Evidence, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnCertificateAsync(command.Number, command.By, ct)).Succeeded(out var certificate, out var problem))
                return problem;
            if (await db.ReinstatementOfAsync(certificate, ct) is not { } file || await db.Evidence.SingleOrDefaultAsync(e => e.Id == command.Evidence && e.File == file.Id.Value, ct) is not { } evidence)
                return new Problem.NotFound("thing.evidence");
            if (evidence.DeletedAt is not null)
                return new Done();   // the same form sent twice
            if (await db.OpenRenewalAsync(certificate.Id, ct) is not null || await db.EvidenceChecks.AnyAsync(c => c.Evidence == evidence.Id, ct))
                return new Problem.Refused("looked-at-already", Text.Of("problem.looked-at-already"));
            await db.DestroyAsync(evidence, clock.Now, ct);
            journal.Record(new EvidenceRemoved(evidence.Id, evidence.Kind), file, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

/// <summary>What a reviewer writes down about a file that is to bring a certificate back.</summary>
public static class CheckReinstatementEvidence
{
    public sealed record Command(Id<Reinstatement> Reinstatement, Id<EvidenceFile> Evidence, DocumentCheck? Found, IReadOnlyCollection<string> Features, string? Note, Session By);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.AnyReinstatementAsync(command.Reinstatement, ct)).Succeeded(out var file, out var problem))
                return problem;
            if (await db.People.AnyAsync(p => p.Id == file.Person && p.Account == command.By.Account, ct))
                return new Problem.Refused("own-renewal", Text.Of("problem.own-renewal"));
            if (command.Found is not { } found)
                return Problem.Invalid.At("Found", Text.Of("evidence.found-missing"));
            if (!(await db.CheckAsync(file.Id.Value, command.Evidence, found, command.Features, command.Note, library.On(GoverningQuestion.Filing, clock.Today), clock.Now, command.By.Actor, ct)).Succeeded(out var isNew, out problem))
                return problem;
            if (!isNew)
                return new Done();
            journal.Record(new EvidenceChecked(command.Evidence, found), file, command.By.Actor);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}
