using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Corrections;

[JournalEvent("correction-proposed")]
public sealed record CorrectionProposed(Id<Correction> Correction, CorrectionKind Kind) : IJournalEvent;

[JournalEvent("correction-rejected")]
public sealed record CorrectionRejected(Id<Correction> Correction, CorrectionKind Kind) : IJournalEvent;

/// <summary>
/// Corrects what a record says, after its effects were looked at. Where somebody's standing would change it waits for a second person; else it is
/// made at once.
/// </summary>
public static class ProposeCorrection
{
    /// <param name="Seen">Hash of the effects that were looked at; null or another one: they are to be looked at first.</param>
    public sealed record Command(Id<Application> Application, Correctable After, string? Seen, string? Reason, Session By);

    /// <summary>What would follow, and whether it is made, proposed, or only looked at.</summary>
    public sealed record Outcome(ForeseenCorrection Foreseen, Id<Correction>? Correction, bool IsMade);

    public sealed class Handler(PeerCertDb db, ForeseeCorrection foresee, MakeCorrection make, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Outcome>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!command.By.May(Correction.PermissionFor(command.After.Kind)))
                return new Problem.NotFound("thing.correction");
            if (!(await db.AnyApplicationAsync(command.Application, ct)).Succeeded(out var application, out var problem))
                return problem;
            var (foreseen, why) = (await foresee.HandleAsync(application, command.After, ct), Reason.Read(command.Reason, "Reason"));
            if (Problem.Invalid.Of(foreseen.Problem, why.Problem) is { } wrong)
                return wrong;
            if (!foreseen.Succeeded(out var effects, out problem) || !why.Succeeded(out var reason, out problem))
                return problem;
            if (command.Seen != effects.Sha256)
                return new Outcome(effects, null, IsMade: false);
            return await db.InTransactionAsync<Outcome>(async inner =>
            {
                if (await db.Corrections.AnyAsync(c => c.Application == application.Id && c.State == CorrectionState.Proposed, inner))
                    return new Problem.Refused("correction-waits", Text.Of("problem.correction-waits"));
                var correction = Correction.Of(application.Id, effects, reason, command.By.Actor, clock.Now);
                db.Add(correction);
                if (effects.NeedsSecond)
                    journal.Record(new CorrectionProposed(correction.Id, correction.Kind), application, command.By.Actor, reason);
                else if ((await make.MakeAsync(application, correction, command.By.Actor, inner)).Problem is { } refused)
                    return refused;
                return new Outcome(effects, correction.Id, !effects.NeedsSecond);
            }, ct);
        }
    }
}

/// <summary>What another person says to a correction that waits. It is made only while just that follows from it which its proposer saw.</summary>
public static class DecideCorrection
{
    /// <param name="Reason">Why not, where it is rejected.</param>
    public sealed record Command(Id<Correction> Correction, bool Confirms, string? Reason, Session By);

    public sealed class Handler(PeerCertDb db, ForeseeCorrection foresee, MakeCorrection make, JournalWriter journal, ProgramClock clock)
    {
        public Task<Result<Done>> HandleAsync(Command command, CancellationToken ct) => db.InTransactionAsync(inner => DecideAsync(command, inner), ct);

        // In a transaction, so that of a decision that is refused half-way nothing is left to be saved by whatever comes next.
        private async Task<Result<Done>> DecideAsync(Command command, CancellationToken ct)
        {
            if (await db.Corrections.SingleOrDefaultAsync(c => c.Id == command.Correction, ct) is not { } correction || !command.By.May(Correction.PermissionFor(correction.Kind)))
                return new Problem.NotFound("thing.correction");
            if (!(await db.AnyApplicationAsync(correction.Application, ct)).Succeeded(out var application, out var problem))
                return problem;
            // Whoever proposed it may take it back, but never confirm it.
            if (command.Confirms && correction.Account == command.By.Account)
                return new Problem.Refused("second-is-another", Text.Of("problem.second-is-another"));
            if (!command.Confirms)
            {
                if (!Reason.Read(command.Reason, "Reason").Succeeded(out var why, out problem))
                    return problem;
                if (correction.Take(CorrectionAction.Reject, command.By.Actor, clock.Now).Problem is { } over)
                    return over;
                correction.Touch();
                journal.Record(new CorrectionRejected(correction.Id, correction.Kind), application, command.By.Actor, why);
                return new Done();
            }
            if (correction.Take(CorrectionAction.Confirm, command.By.Actor, clock.Now).Problem is { } closed)
                return closed;
            if (!(await foresee.HandleAsync(application, correction.ReadAfter(), ct)).Succeeded(out var foreseen, out problem))
                return problem is Problem.Invalid ? EffectsChanged : problem;
            if (foreseen.Sha256 != correction.Sha256)
                return EffectsChanged;
            correction.Touch();
            return await make.MakeAsync(application, correction, command.By.Actor, ct);
        }

        private static Problem.Refused EffectsChanged => new("effects-changed", Text.Of("problem.effects-changed"));
    }
}
