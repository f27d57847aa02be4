using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.ContinuingEducation;

[JournalEvent("ce-audit-accepted")]
public sealed record CeAuditAccepted(string Number, bool WasLate, Id<StoredDecision> Decision) : IJournalEvent;

[JournalEvent("ce-audit-deficient")]
public sealed record CeAuditDeficient(string Number, bool WasLate, Id<StoredDecision> Decision) : IJournalEvent;

/// <summary>It goes to whoever deals with conduct: failing what was attested may open disciplinary action (CAL-207.12, 802.4.B).</summary>
[JournalEvent("ce-audit-referred")]
public sealed record CeAuditReferred(string Number, bool WasLate, Id<StoredDecision> Decision) : IJournalEvent;

/// <summary>Staff write down what they found in a file that proves an entry under review.</summary>
public static class CheckCeProof
{
    public sealed record Command(Id<CeAudit> Audit, Id<EvidenceFile> Evidence, DocumentCheck? Found, IReadOnlyCollection<string> Features, string? Note, Session By);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.AnyCeAuditAsync(command.Audit, ct)).Succeeded(out var audit, out var problem))
                return problem;
            if (await db.People.AnyAsync(p => p.Id == audit.Person && p.Account == command.By.Account, ct))
                return new Problem.Refused("own-audit", Text.Of("problem.own-audit"));
            if (audit.IsOver)
                return new Problem.NotAllowedNow("action.check-evidence", TextKeys.Of(audit.State));
            if (command.Found is not { } found)
                return Problem.Invalid.At("Found", Text.Of("evidence.found-missing"));
            if (audit.ReceivedOn is null || await db.CountedForAsync(library, audit.Filing, ct) is not { } counted || await counted.EntryOfAsync(db, command.Evidence, ct) is not { } entry)
                return new Problem.NotFound("thing.evidence");
            if (!(await db.CheckAsync(entry.Id.Value, command.Evidence, found, command.Features, command.Note, counted.Pack, clock.Now, command.By.Actor, ct)).Succeeded(out var isNew, out problem))
                return problem;
            if (!isNew)
                return new Done();   // the same form sent twice
            journal.Record(new EvidenceChecked(command.Evidence, found), audit, command.By.Actor);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

/// <summary>Staff end a review: the record proves what was attested, it does not, or it is referred.</summary>
public static class DecideCeAudit
{
    public sealed record Command(Id<CeAudit> Audit, CeAuditAction Step, string? Reason, int Version, Session By);

    public sealed class Handler(PeerCertDb db, PackDecisions decisions, JournalWriter journal, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.AnyCeAuditAsync(command.Audit, ct)).Succeeded(out var audit, out var problem))
                return problem;
            if (await db.People.AnyAsync(p => p.Id == audit.Person && p.Account == command.By.Account, ct))
                return new Problem.Refused("own-audit", Text.Of("problem.own-audit"));
            if (audit.Version != command.Version)
                return await db.WhoChangedAsync(audit, ct);
            string? reason = null;
            if (command.Step is not CeAuditAction.Accept && !Reason.Read(command.Reason, "Reason").Succeeded(out reason, out problem))
                return problem;
            var filed = await db.RenewalFilings.Where(f => f.Id == audit.Filing).Select(f => f.WholeOn).SingleAsync(ct);
            if (!(await decisions.ConsiderAsync(OpenCeRecord.Question, audit.Subject(), filed, ct)).Succeeded(out var considered, out problem))
                return problem;
            if (Decide(command.Step, audit, considered.Decision, clock.Today) is { } refused)
                return refused;
            return await db.InTransactionAsync<Done>(async inner =>
            {
                if (audit.Take(command.Step, clock.Today).Problem is { } closed)
                    return closed;
                var stored = decisions.Store(considered, command.By.Actor);
                var number = await db.Certificates.Where(c => c.Id == audit.Certificate).Select(c => c.Number).SingleAsync(inner);
                IJournalEvent happened = command.Step switch
                {
                    CeAuditAction.Accept => new CeAuditAccepted(number, audit.IsLate, stored.Id),
                    CeAuditAction.FindDeficient => new CeAuditDeficient(number, audit.IsLate, stored.Id),
                    _ => new CeAuditReferred(number, audit.IsLate, stored.Id),
                };
                journal.Record(happened, audit, command.By.Actor, reason);
                await notices.TellAsync(
                    audit.Person, $"ce-audit-{TextKeys.Kebab(audit.State.ToString())}", $"{stored.Id}", Text.Of($"notice.ce-audit.{TextKeys.Kebab(audit.State.ToString())}", ("number", number)), stored.Id.Value, null, inner);
                return new Done();
            }, ct);
        }
    }

    /// <summary>
    /// Accepted is only what proves what the standard asks for, and deficient only what does not; before the last day nobody is found deficient for
    /// having sent nothing. What came is referred only where it is late or was found deficient (CF-71).
    /// </summary>
    public static Problem? Decide(CeAuditAction step, CeAudit audit, Decision decision, DateOnly today) => (step, audit.State) switch
    {
        (CeAuditAction.Accept, _) => decision.Outcome is Outcome.Grant ? null : new Problem.StandardNotMet(decision),
        (CeAuditAction.FindDeficient, CeAuditState.Requested) => audit.IsOverdueOn(today) ? null : new Problem.Refused("ce-audit-not-over", Text.Of("problem.ce-audit-not-over", ("due", audit.DueOn))),
        (CeAuditAction.FindDeficient, _) => decision.Outcome is Outcome.Grant ? new Problem.Refused("ce-audit-proven", Text.Of("problem.ce-audit-proven")) : null,
        (CeAuditAction.Refer, CeAuditState.Received) => audit.IsLate ? null : new Problem.Refused("ce-audit-in-time", Text.Of("problem.ce-audit-in-time")),
        (CeAuditAction.Refer, _) => null,
        _ => new Problem.NotAllowedNow(TextKeys.Of(step), TextKeys.Of(audit.State)),
    };
}
