using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Exams;

/// <summary>
/// Keys in one result: pass, fail or no-show, and the day (<see cref="RecordSittings"/>).
/// </summary>
public static class RecordResult
{
    public sealed record Command(string? CandidateId, TypedDay SatOn, AttemptOutcome? Outcome, Actor By);

    public sealed class Handler(PeerCertDb db, RecordSittings sittings, ProgramClock clock)
    {
        public async Task<Result<RecordSittings.Recorded>> HandleAsync(Command command, CancellationToken ct)
        {
            var candidate = (command.CandidateId ?? "").Trim().ToUpperInvariant();
            var day = command.SatOn.ReadPast("SatOn", clock.Today);
            if (Problem.Invalid.Of(CheckCandidate(candidate), day.Problem, CheckOutcome(command.Outcome)) is { } wrong)
                return wrong;
            if (!day.Succeeded(out var satOn, out var problem))
                return problem;
            var recorded = (await sittings.TakeAsync([new Sitting(candidate, satOn, command.Outcome!.Value)], command.By, ct))[0];
            return recorded.Problem is not null ? recorded : await db.TrySaveAsync(ct) is { } lost ? lost : recorded;
        }
    }

    /// <summary>The question a pack answers before a certificate may be issued.</summary>
    public const string CertificateQuestion = "certificate";

    private static Problem.Invalid? CheckCandidate(string candidate) =>
        candidate.Length == 0 ? Problem.Invalid.At("CandidateId", Text.Of("exam.candidate-missing")) : null;

    private static Problem.Invalid? CheckOutcome(AttemptOutcome? outcome) =>
        outcome is AttemptOutcome.Pass or AttemptOutcome.Fail or AttemptOutcome.NoShow ? null : Problem.Invalid.At("Outcome", Text.Of("exam.outcome-missing"));
}
