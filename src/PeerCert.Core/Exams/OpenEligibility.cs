using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Exams;

[JournalEvent("exam-eligibility-opened")]
public sealed record ExamEligibilityOpened(Id<Application> Application, DateOnly WindowEnds) : IJournalEvent;

/// <summary>Follows an approval: opens the window in which the exam may be sat (CAL-403.3, CF-54).</summary>
public sealed class OpenEligibility(PeerCertDb db, StandardsLibrary library, JournalWriter journal, Notice.Writer notices) : IOutboxHandler
{
    /// <summary>The pack's clock for the exam window.</summary>
    public const string Window = "exam-window";

    public string Kind => ReviewApplication.ApprovedMessage;

    public async Task HandleAsync(OutboxMessage message, CancellationToken ct)
    {
        var id = message.Read<ReviewApplication.Approved>().Application;
        if (await db.ExamEligibilities.AnyAsync(e => e.Application == id, ct))
            return;
        var application = await db.Applications.SingleAsync(a => a.Id == id, ct);
        if (application.State is not ApplicationState.Approved)
            return;   // the approval was taken back
        var (filed, approved) = (application.SubmittedOn!.Value, application.DecidedOn!.Value);
        if (library.On(GoverningQuestion.Filing, filed)?.Clocks.GetValueOrDefault(Window)?.Run(approved, filed) is not { } window)
            return;   // no text gives a window for that day: staff decide, nothing is opened by itself

        var eligibility = ExamEligibility.Open(id, application.Person, CandidateNumber.New(), approved, window.Due);
        db.Add(eligibility);
        application.Touch();   // of this and of whoever takes the approval back, one is first and the other fails
        journal.Record(new ExamEligibilityOpened(id, window.Due), eligibility, Actor.Program);
        await notices.TellAsync(
            application.Person, "exam-open", eligibility.Id.ToString(),
            Text.Of("notice.exam-open", ("candidate", eligibility.CandidateId), ("last", window.Due)), null, window.Due, ct);
        if (await db.TrySaveAsync(ct) is { } problem and not Problem.AlreadyDone)
            throw new OutboxRefusedException(problem.Code);
    }
}
