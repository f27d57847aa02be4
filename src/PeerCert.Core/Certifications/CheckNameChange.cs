using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

[JournalEvent("name-change-accepted")]
public sealed record NameChangeAccepted(Id<StoredDecision> Decision) : IJournalEvent;

[JournalEvent("name-change-refused")]
public sealed record NameChangeRefused(Id<StoredDecision> Decision) : IJournalEvent;

/// <summary>
/// Staff look at the paper of a change of name, and with that the name takes its place or does not, as the standard says on what they found. The
/// certificates and the registry show it in the same commit; the name before stays on record.
/// </summary>
public static class CheckNameChange
{
    public sealed record Command(Id<NameChange> Change, Id<EvidenceFile> Evidence, DocumentCheck? Found, IReadOnlyCollection<string> Features, string? Note, int Version, Session By);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, PackDecisions decisions, CertificateChanges changes, JournalWriter journal, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.AnyNameChangeAsync(command.Change, ct)).Succeeded(out var change, out var problem))
                return problem;
            if (await db.People.AnyAsync(p => p.Id == change.Person && p.Account == command.By.Account, ct))
                return new Problem.Refused("own-name-change", Text.Of("problem.own-name-change"));
            if (change.Version != command.Version)
                return await db.WhoChangedAsync(change, ct);
            if (change.State is not NameChangeState.Sent)
                return new Problem.NotAllowedNow("action.check-evidence", TextKeys.Of(change.State));
            if (command.Found is not { } found)
                return Problem.Invalid.At("Found", Text.Of("evidence.found-missing"));
            return await db.InTransactionAsync<Done>(async inner =>
            {
                if (!(await db.CheckAsync(change.Id.Value, command.Evidence, found, command.Features, command.Note, library.On(GoverningQuestion.Filing, change.SentOn), clock.Now, command.By.Actor, inner))
                    .Succeeded(out _, out var wrong))
                    return wrong;
                journal.Record(new EvidenceChecked(command.Evidence, found), change, command.By.Actor);
                await db.TrySaveAsync(inner);   // what was found belongs to the facts that are decided on
                if (!(await decisions.ConsiderAsync(NameChangeFacts.Question, change.Subject(), change.SentOn, inner)).Succeeded(out var considered, out wrong))
                    return wrong;
                var step = considered.Decision.Outcome is Outcome.Grant ? NameChangeAction.Accept : NameChangeAction.Refuse;
                if (change.Take(step, clock.Today).Problem is { } closed)
                    return closed;
                var stored = decisions.Store(considered, command.By.Actor);
                journal.Record(step is NameChangeAction.Accept ? new NameChangeAccepted(stored.Id) : new NameChangeRefused(stored.Id), change, command.By.Actor);
                if (step is NameChangeAction.Accept)
                    await TakeOverAsync(change, command.By.Actor, inner);
                await notices.TellAsync(
                    change.Person, step is NameChangeAction.Accept ? "name-change-accepted" : "name-change-refused", $"{change.Id}",
                    Text.Of(step is NameChangeAction.Accept ? "notice.name-change.accepted" : "notice.name-change.refused", ("name", change.AsPrinted)), stored.Id.Value, null, inner);
                return new Done();
            }, ct);
        }

        private async Task TakeOverAsync(NameChange change, Actor by, CancellationToken ct)
        {
            var before = await db.LegalNames.CurrentAsync(change.Person, ct);
            db.Add(LegalName.Record(change.Person, change.Name, change.EffectiveOn, clock.Now, by, before?.Id));
            await db.FindableByAsync(change.Person, change.Name, null, ct);
            await db.TrySaveAsync(ct);   // the registry shows the name that is current
            foreach (var certificate in await db.Certificates.Where(c => c.Person == change.Person && c.AnnulledOn == null).ToListAsync(ct))
            {
                certificate.Touch();   // of this and of whoever changes the certificate, one is first
                await changes.ShowAsync(certificate, await db.LifeOfAsync(certificate, ct), "name-changed", ct);
            }
        }
    }
}
