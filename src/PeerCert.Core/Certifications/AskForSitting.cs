using PeerCert.Core.Decisions;
using PeerCert.Core.Exams;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

[JournalEvent("sitting-asked-for")]
public sealed record SittingAskedFor(string Number, DateOnly WindowEnds) : IJournalEvent;

/// <summary>
/// The holder of an expired certificate asks for a sitting of the exam, the first or another one, so many days before the last day on which it would
/// count (CAL-209.X0, CF-20). The first time opens the window, which is theirs until the certificate is vacated (CF-21).
/// </summary>
public static class AskForSitting
{
    /// <summary>The pack's kind of fact for a request.</summary>
    public const string Requested = "exam-requested";

    public sealed record Command(string Number, Actor By);

    public sealed class Handler(PeerCertDb db, OpenReinstatement open, RecordedFacts recorded, JournalWriter journal, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await open.OwnAsync(command.Number, command.By, ct)).Succeeded(out var mine, out var problem))
                return problem;
            if (mine.IsAsked)
                return new Done();   // the same form sent twice
            if (!await db.HasConfirmedAsync(command.By, ct))
                return new Problem.Refused("address-first", Text.Of("problem.address-first"));
            var way = mine.Ways.FirstOrDefault(w => w.State is WayState.Open && mine.Pack.Questions[w.Way.Question].Roots.Any(r => r is Passed));
            var request = new Fact.Event(Requested, clock.Today, null);
            if (way?.LastDay is not { } last)
                return new Problem.Refused("no-way-open", Text.Of("problem.no-way-open"));
            var decision = Evaluator.Decide(mine.Pack, ExamFacts.ReturnQuestion, new([.. mine.Facts.All, request]), clock.Today);
            if (!MayStillSit(mine.Pack, decision))
                return new Problem.StandardNotMet(decision);

            var asked = await db.InTransactionAsync<Done>(async inner =>
            {
                var file = mine.File ?? db.Begin(mine.Certificate, clock.Now);
                var before = mine.Facts.All.OfType<Fact.Event>().Where(e => e.Kind == Requested).ToList();
                await recorded.ReplaceAsync(file.Subject(), Requested, [.. before, request], clock.Today, command.By, inner);
                var eligibility = mine.Exam?.Eligibility;
                if (eligibility is null)
                    db.Add(eligibility = ExamEligibility.OpenAgain(file.Id.Value, file.Person, CandidateNumber.New(), clock.Today, last));
                journal.Record(new SittingAskedFor(mine.Certificate.Number, eligibility.WindowEnds), file, command.By);
                await notices.TellAsync(
                    file.Person, "sitting-asked-for", $"{file.Id} {before.Count}",
                    Text.Of("notice.return-exam.open", ("number", mine.Certificate.Number), ("candidate", eligibility.CandidateId), ("last", eligibility.WindowEnds)), null, eligibility.WindowEnds, inner);
                return new Done();
            }, ct);
            // Of two sent at once the second finds the first; what else changed meanwhile does not swallow a request.
            return asked.Problem is Problem.AlreadyDone or Problem.ChangedMeanwhile ? await HandleAsync(command, ct) : asked;
        }
    }

    /// <summary>Whether there is a request that no sitting has answered yet.</summary>
    public static bool Waits(Facts facts) =>
        facts.All.OfType<Fact.Event>().Count(e => e.Kind == Requested) > facts.All.OfType<Fact.Attempt>().Count(a => a.Kind == ExamFacts.Kind && a.Outcome is not AttemptOutcome.Cancelled);

    /// <summary>That its fee is still to come keeps nobody from asking.</summary>
    private static bool MayStillSit(Pack pack, Decision decision) =>
        decision.Roots.All(f => f.Verdict is Verdict.Met || FileRenewal.RuleOf(pack, ExamFacts.ReturnQuestion, f) is not SittingOpen);
}
