using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Exams;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>One file that waits for staff, and the clock that runs for it.</summary>
public sealed record WaitingFile(Id<Application> Application, string Reference, string Name, ApplicationState State, bool ReadyToIssue, Deadline? Deadline);

/// <summary>What waits for staff, the clock that runs out first on top.</summary>
public sealed class WorkQueue(PeerCertDb db, ApplicationClocks clocks)
{
    private static readonly ApplicationState[] AtTheDesk = [ApplicationState.Submitted, ApplicationState.Complete];

    public async Task<IReadOnlyList<WaitingFile>> ListAsync(CancellationToken ct)
    {
        var open = await (
            from application in db.Applications.AsNoTracking()
            where AtTheDesk.Contains(application.State)
            select new { application, name = db.LegalNames.Where(n => n.Person == application.Person).OrderByDescending(n => n.RecordedAt).Select(n => n.AsPrinted).FirstOrDefault(), passedOn = (DateOnly?)null }).ToListAsync(ct);
        var passed = await (
            from application in db.Applications.AsNoTracking()
            where application.State == ApplicationState.Approved
            join eligibility in db.ExamEligibilities.AsNoTracking() on application.Id equals eligibility.Application
            where eligibility.State == ExamEligibilityState.Passed
            select new
            {
                application,
                name = db.LegalNames.Where(n => n.Person == application.Person).OrderByDescending(n => n.RecordedAt).Select(n => n.AsPrinted).FirstOrDefault(),
                passedOn = (DateOnly?)db.ExamAttempts.Where(a => a.Eligibility == eligibility.Id && a.Outcome == AttemptOutcome.Pass).Max(a => a.SatOn),
            }).ToListAsync(ct);
        return
        [
            .. open.Concat(passed)
                .Select(f => new WaitingFile(
                    f.application.Id, f.application.Reference, f.name ?? "", f.application.State, f.passedOn is not null,
                    f.passedOn is { } day
                        ? clocks.CertificateDue(f.application.SubmittedOn!.Value, day)
                        : clocks.Running(f.application.State, f.application.SubmittedOn, f.application.CompleteOn)))
                .OrderBy(f => f.Deadline?.Due ?? DateOnly.MaxValue).ThenBy(f => f.Reference, StringComparer.Ordinal),
        ];
    }
}
