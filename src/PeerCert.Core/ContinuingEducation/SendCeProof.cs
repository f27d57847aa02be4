using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.ContinuingEducation;

[JournalEvent("ce-proof-sent")]
public sealed record CeProofSent(string Number, int Entries, int Files, bool IsLate) : IJournalEvent;

/// <summary>
/// Sends all proof that stands in one's own record for the filing under review, at once. After its last day it is taken all the same, and marked
/// late (CF-71). What was found missing is sent the same way.
/// </summary>
public static class SendCeProof
{
    public sealed record Command(Id<CeAudit> Audit, Actor By);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, JournalWriter journal, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var audit = await db.CeAudits.SingleOrDefaultAsync(a => a.Id == command.Audit && db.People.Any(p => p.Id == a.Person && p.Account == command.By.Account), ct);
            if (audit is null)
                return new Problem.NotFound("thing.ce-audit");
            if (audit.State is CeAuditState.Received)
                return new Done();   // the same form sent twice
            if (await db.CountedForAsync(library, audit.Filing, ct) is not { } counted)
                return new Problem.NotFound("thing.ce-audit");
            var entries = counted.Entries.Where(e => e.NotCounted is null).Select(e => Guid.Parse(e.Entry.Id)).ToList();
            var files = await db.Evidence.Where(f => entries.Contains(f.File) && f.DeletedAt == null).Select(f => f.File).ToListAsync(ct);
            if (files.Count == 0)
                return new Problem.Refused("ce-nothing-to-send", Text.Of("problem.ce-nothing-to-send"));
            return await db.InTransactionAsync<Done>(async inner =>
            {
                if (audit.Take(CeAuditAction.Send, clock.Today).Problem is { } closed)
                    return closed;
                var number = await db.Certificates.Where(c => c.Id == audit.Certificate).Select(c => c.Number).SingleAsync(inner);
                journal.Record(new CeProofSent(number, files.Distinct().Count(), files.Count, audit.IsLate), audit, command.By);
                await notices.TellAsync(
                    audit.Person, "ce-proof-received", $"{audit.Id}/{audit.Version}", Text.Of(audit.IsLate ? "notice.ce-audit.received-late" : "notice.ce-audit.received", ("number", number), ("due", audit.DueOn)), null, null, inner);
                return new Done();
            }, ct);
        }
    }
}
