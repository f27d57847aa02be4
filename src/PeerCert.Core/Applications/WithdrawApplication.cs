using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

[JournalEvent("application-withdrawn")]
public sealed record ApplicationWithdrawn(string Reference) : IJournalEvent;

/// <summary>
/// Ends one's own application, sent or not, until it is decided: nothing is decided about it any more. What was paid stays
/// paid; another application may be started at once.
/// </summary>
public static class WithdrawApplication
{
    /// <param name="Reason">Why, if the person likes to say it.</param>
    public sealed record Command(Id<Application> Application, string? Reason, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, Notice.Writer notices, ApplicationClocks clocks, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnApplicationAsync(command.Application, command.By, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (application.State is ApplicationState.Withdrawn)
                return new Done();   // the same form sent twice
            var reason = string.IsNullOrWhiteSpace(command.Reason) ? null : command.Reason.Trim();
            if (reason?.Length > Reason.MaxLength)
                return Problem.Invalid.At("Reason", Text.Of("reason.too-long", ("max", Reason.MaxLength)));
            if (!application.Take(ApplicationAction.Withdraw, clocks, clock.Today, clock.Now).Succeeded(out _, out problem))
                return problem;

            await db.SettleAfterTheEndAsync(application, journal, command.By, clock.Now, ct);
            journal.Record(new ApplicationWithdrawn(application.Reference), application, command.By, reason);
            if (application.SubmittedOn is not null)
                await notices.TellAsync(
                    application.Person, "application-withdraw", $"{application.Id}",
                    Text.Of("notice.application.withdraw", ("reference", application.Reference), ("day", clock.Today)), null, null, ct);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }

    /// <summary>Nobody works on it and nobody is reminded of letters for it any more.</summary>
    internal static async Task SettleAfterTheEndAsync(this PeerCertDb db, Application application, JournalWriter journal, Actor by, DateTime now, CancellationToken ct)
    {
        await db.ClearClaimAsync(application.Id, ct);
        foreach (var request in await db.LetterRequests.Where(r => r.Application == application.Id && r.State == LetterRequestState.Asked).ToListAsync(ct))
        {
            request.Take(LetterRequestAction.Withdraw, now);
            journal.Record(new LetterWithdrawn(request.Kind), request, by);
        }
    }
}
