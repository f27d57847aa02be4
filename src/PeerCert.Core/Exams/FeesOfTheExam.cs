using PeerCert.Core.Applications;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Exams;

/// <summary>What the first sitting would cost somebody who was approved today.</summary>
public static class FeesOfTheExam
{
    public static IEnumerable<FeeAhead> Ahead(Pack pack, DateOnly today) =>
        Evaluator.Decide(pack, ExamFacts.Question, Facts.Of(new Fact.Event(ApplicationFacts.Approved, today, null)), today).NextSteps
            .Where(f => f.FeeLine is not null).Select(f => new FeeAhead(f.FeeLine!, f.FeeCents ?? 0, f.Source));
}
