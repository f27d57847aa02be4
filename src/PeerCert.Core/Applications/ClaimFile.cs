using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>Takes a file onto one's own desk. Of two who reach for it at once one has it, and the other is told who.</summary>
public static class ClaimFile
{
    public sealed record Command(Id<Application> Application, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.AnyApplicationAsync(command.Application, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (!application.IsAtTheDesk())
                return new Problem.NotAllowedNow("action.claim", TextKeys.Of(application.State));
            var claim = await db.Claims.SingleOrDefaultAsync(c => c.Application == application.Id, ct);
            if (claim is not null && claim.Account == command.By.Account)
                return new Done();
            if (claim is not null && await db.IsStaffAsync(claim.Account, ct))
                return Claims.Taken(claim);

            var before = claim?.Account;
            if (claim is null)
                db.Add(claim = Claim.Of(application.Id, command.By, clock.Now));
            else
                claim.GoTo(command.By.Account!.Value, command.By.Name, clock.Now);   // whoever had it left the staff
            journal.Record(new FileClaimed(before), claim, command.By);
            if (await db.TrySaveAsync(ct) is not { } lost)
                return new Done();
            return lost is Problem.AlreadyDone && await db.InTheWayAsync(application.Id, command.By, ct) is { } first ? first
                : lost is Problem.AlreadyDone ? new Done()   // the same form sent twice at once
                : lost;
        }
    }
}

/// <summary>Puts a file back, for anybody to take.</summary>
public static class ReleaseFile
{
    public sealed record Command(Id<Application> Application, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.Claims.SingleOrDefaultAsync(c => c.Application == command.Application, ct) is not { } claim)
                return new Done();   // released already
            if (claim.Account != command.By.Account)
                return Claims.Taken(claim);
            db.Remove(claim);
            journal.Record(new FileReleased(claim.Account), claim, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

/// <summary>
/// Gives files to somebody of the staff, or back to everybody: one file, or all that an absent colleague has. With a reason,
/// since it takes work out of another one's hands.
/// </summary>
public static class AssignFiles
{
    /// <param name="Application">The file; null: all files of <paramref name="From"/>.</param>
    /// <param name="To">The account; null: nobody, for anybody to take.</param>
    public sealed record Command(Id<Application>? Application, Guid? From, Guid? To, string? Reason, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        /// <summary>Says how many files changed hands.</summary>
        public async Task<Result<int>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!Reason.Read(command.Reason, "Reason").Succeeded(out var reason, out var problem))
                return problem;
            var to = command.To is { } account ? await db.Users.AsNoTracking().SingleOrDefaultAsync(a => a.Id == account, ct) : null;
            if (command.To is not null && (to is null || !await db.IsStaffAsync(to.Id, ct)))
                return Problem.Invalid.At("To", Text.Of("claim.not-staff"));
            var claims = await db.Claims.Where(c => command.Application == null ? c.Account == command.From : c.Application == command.Application).ToListAsync(ct);
            if (command.Application is { } one && claims.Count == 0 && to is not null)
            {
                if (!(await db.AnyApplicationAsync(one, ct)).Succeeded(out var application, out problem))
                    return problem;
                if (!application.IsAtTheDesk())
                    return new Problem.NotAllowedNow("action.claim", TextKeys.Of(application.State));
                var claim = Claim.Of(one, new Actor(to.Id, to.Email!), clock.Now);
                db.Add(claim);
                journal.Record(new FileAssigned(null, to.Id), claim, command.By, reason);
                return await db.TrySaveAsync(ct) is { } taken ? taken : 1;
            }

            var moved = 0;
            foreach (var claim in claims.Where(c => c.Account != command.To))
            {
                var before = claim.Account;
                if (to is null)
                    db.Remove(claim);
                else
                    claim.GoTo(to.Id, to.Email!, clock.Now);
                journal.Record(to is null ? new FileReleased(before) : new FileAssigned(before, to.Id), claim, command.By, reason);
                moved++;
            }
            return await db.TrySaveAsync(ct) is { } lost ? lost : moved;
        }
    }
}

/// <summary>Says that a file on one's desk has to wait, and why; or that it goes on. The clock runs meanwhile.</summary>
public static class HoldFile
{
    /// <param name="Reason">Why it waits; null: it goes on.</param>
    public sealed record Command(Id<Application> Application, bool Holds, string? Reason, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.Claims.SingleOrDefaultAsync(c => c.Application == command.Application, ct) is not { } claim)
                return new Problem.Refused("claim-first", Text.Of("problem.claim-first"));
            if (claim.Account != command.By.Account)
                return Claims.Taken(claim);
            if (!command.Holds)
            {
                if (claim.HeldAt is null)
                    return new Done();
                claim.GoOn();
                journal.Record(new FileHoldEnded(), claim, command.By);
                return await db.TrySaveAsync(ct) is { } gone ? gone : new Done();
            }
            if (!Reason.Read(command.Reason, "Reason").Succeeded(out var reason, out var problem))
                return problem;
            if (claim.HoldReason == reason)
                return new Done();
            claim.Hold(reason, clock.Now);
            journal.Record(new FileHeld(), claim, command.By, reason);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}
