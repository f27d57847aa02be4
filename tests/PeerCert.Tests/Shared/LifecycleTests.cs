using System.Reflection;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.ContinuingEducation;
using PeerCert.Core.Corrections;
using PeerCert.Core.Exams;
using PeerCert.Core.Shared;
using PeerCert.Testing;
using static PeerCert.Core.Applications.ApplicationAction;
using static PeerCert.Core.Applications.ApplicationState;

namespace PeerCert.Tests.Shared;

/// <summary>Every pair of every lifecycle table: the rows lead where the documents say, everything else is refused by name.</summary>
public class LifecycleTests
{
    private static readonly Dictionary<(ApplicationState, ApplicationAction), ApplicationState> OfAnApplication = new()
    {
        [(Draft, Submit)] = Submitted,
        [(Submitted, AskForItems)] = Incomplete,
        [(Incomplete, Supply)] = Submitted,
        [(Submitted, MarkComplete)] = Complete,
        [(Complete, Approve)] = Approved,
        [(Submitted, Deny)] = Denied,
        [(Complete, Deny)] = Denied,
        [(Approved, Issue)] = Certified,
        [(Draft, Withdraw)] = Withdrawn,
        [(Submitted, Withdraw)] = Withdrawn,
        [(Incomplete, Withdraw)] = Withdrawn,
        [(Complete, Withdraw)] = Withdrawn,
        [(Incomplete, ApplicationAction.Void)] = Voided,
        [(Certified, Annul)] = Approved,
    };

    private static readonly Dictionary<(ExamEligibilityState, ExamEligibilityAction), ExamEligibilityState> OfAnEligibility = new()
    {
        [(ExamEligibilityState.Open, ExamEligibilityAction.RecordPass)] = ExamEligibilityState.Passed,
        [(ExamEligibilityState.Open, ExamEligibilityAction.RecordFail)] = ExamEligibilityState.Open,
        [(ExamEligibilityState.Open, ExamEligibilityAction.RecordLastFail)] = ExamEligibilityState.Exhausted,
        [(ExamEligibilityState.Open, ExamEligibilityAction.RecordNoShow)] = ExamEligibilityState.Open,
        [(ExamEligibilityState.Open, ExamEligibilityAction.CorrectToPassed)] = ExamEligibilityState.Passed,
        [(ExamEligibilityState.Open, ExamEligibilityAction.CorrectToExhausted)] = ExamEligibilityState.Exhausted,
        [(ExamEligibilityState.Passed, ExamEligibilityAction.CorrectToOpen)] = ExamEligibilityState.Open,
        [(ExamEligibilityState.Passed, ExamEligibilityAction.CorrectToExhausted)] = ExamEligibilityState.Exhausted,
        [(ExamEligibilityState.Exhausted, ExamEligibilityAction.CorrectToOpen)] = ExamEligibilityState.Open,
        [(ExamEligibilityState.Exhausted, ExamEligibilityAction.CorrectToPassed)] = ExamEligibilityState.Passed,
    };

    private static readonly Dictionary<(LetterRequestState, LetterRequestAction), LetterRequestState> OfALetterRequest = new()
    {
        [(LetterRequestState.Asked, LetterRequestAction.Receive)] = LetterRequestState.Received,
        [(LetterRequestState.Asked, LetterRequestAction.Decline)] = LetterRequestState.Declined,
        [(LetterRequestState.Asked, LetterRequestAction.Withdraw)] = LetterRequestState.Withdrawn,
    };

    private static readonly Dictionary<(ResultsImportState, ResultsImportAction), ResultsImportState> OfAnImport = new()
    {
        [(ResultsImportState.Reading, ResultsImportAction.TakeIn)] = ResultsImportState.Recording,
        [(ResultsImportState.Recording, ResultsImportAction.Finish)] = ResultsImportState.Finished,
    };

    private static readonly Dictionary<(ReviewStepState, ReviewStepAction), ReviewStepState> OfAReviewStep = new()
    {
        [(ReviewStepState.Proposed, ReviewStepAction.Confirm)] = ReviewStepState.Taken,
        [(ReviewStepState.Proposed, ReviewStepAction.Reject)] = ReviewStepState.Rejected,
        [(ReviewStepState.Taken, ReviewStepAction.Undo)] = ReviewStepState.Undone,
    };

    private static readonly Dictionary<(CorrectionState, CorrectionAction), CorrectionState> OfACorrection = new()
    {
        [(CorrectionState.Proposed, CorrectionAction.Confirm)] = CorrectionState.Made,
        [(CorrectionState.Proposed, CorrectionAction.Reject)] = CorrectionState.Rejected,
    };

    private static readonly Dictionary<(RenewalFilingState, RenewalFilingAction), RenewalFilingState> OfARenewal = new()
    {
        [(RenewalFilingState.Submitted, RenewalFilingAction.Approve)] = RenewalFilingState.Approved,
        [(RenewalFilingState.Submitted, RenewalFilingAction.Deny)] = RenewalFilingState.Denied,
        [(RenewalFilingState.Submitted, RenewalFilingAction.Withdraw)] = RenewalFilingState.Withdrawn,
    };

    private static readonly Dictionary<(SpecialisedTrainingState, SpecialisedTrainingAction), SpecialisedTrainingState> OfASpecialisedTraining = new()
    {
        [(SpecialisedTrainingState.Sent, SpecialisedTrainingAction.Record)] = SpecialisedTrainingState.Recorded,
        [(SpecialisedTrainingState.Sent, SpecialisedTrainingAction.Refuse)] = SpecialisedTrainingState.NotRecorded,
        [(SpecialisedTrainingState.Sent, SpecialisedTrainingAction.Withdraw)] = SpecialisedTrainingState.Withdrawn,
        [(SpecialisedTrainingState.Recorded, SpecialisedTrainingAction.Refuse)] = SpecialisedTrainingState.NotRecorded,
        [(SpecialisedTrainingState.NotRecorded, SpecialisedTrainingAction.Record)] = SpecialisedTrainingState.Recorded,
    };

    public static TheoryData<SpecialisedTrainingState, SpecialisedTrainingAction> SpecialisedTrainingPairs() =>
        Pairs<SpecialisedTrainingState, SpecialisedTrainingAction>();

    [Theory, MemberData(nameof(SpecialisedTrainingPairs))]
    public void A_training_in_an_area_takes_only_the_steps_of_its_table(SpecialisedTrainingState from, SpecialisedTrainingAction action) =>
        LeadsWhere(SpecialisedTrainingLifecycle.Table, OfASpecialisedTraining, from, action);

    private static readonly Dictionary<(NameChangeState, NameChangeAction), NameChangeState> OfAName = new()
    {
        [(NameChangeState.Sent, NameChangeAction.Accept)] = NameChangeState.Accepted,
        [(NameChangeState.Sent, NameChangeAction.Refuse)] = NameChangeState.Refused,
        [(NameChangeState.Sent, NameChangeAction.Withdraw)] = NameChangeState.Withdrawn,
    };

    public static TheoryData<NameChangeState, NameChangeAction> NamePairs() => Pairs<NameChangeState, NameChangeAction>();

    [Theory, MemberData(nameof(NamePairs))]
    public void A_change_of_name_takes_only_the_steps_of_its_table(NameChangeState from, NameChangeAction action) =>
        LeadsWhere(NameChangeLifecycle.Table, OfAName, from, action);

    private static readonly Dictionary<(WithheldNameState, WithheldNameAction), WithheldNameState> OfAWithheldName = new()
    {
        [(WithheldNameState.Asked, WithheldNameAction.Withhold)] = WithheldNameState.Withheld,
        [(WithheldNameState.Asked, WithheldNameAction.Refuse)] = WithheldNameState.Refused,
        [(WithheldNameState.Asked, WithheldNameAction.Withdraw)] = WithheldNameState.Withdrawn,
        [(WithheldNameState.Withheld, WithheldNameAction.Withhold)] = WithheldNameState.Withheld,
        [(WithheldNameState.Withheld, WithheldNameAction.End)] = WithheldNameState.Ended,
    };

    public static TheoryData<WithheldNameState, WithheldNameAction> WithheldNamePairs() => Pairs<WithheldNameState, WithheldNameAction>();

    [Theory, MemberData(nameof(WithheldNamePairs))]
    public void A_name_that_is_left_out_takes_only_the_steps_of_its_table(WithheldNameState from, WithheldNameAction action) =>
        LeadsWhere(WithheldNameLifecycle.Table, OfAWithheldName, from, action);

    private static readonly Dictionary<(CeAuditState, CeAuditAction), CeAuditState> OfAReview = new()
    {
        [(CeAuditState.Requested, CeAuditAction.Send)] = CeAuditState.Received,
        [(CeAuditState.Requested, CeAuditAction.FindDeficient)] = CeAuditState.Deficient,
        [(CeAuditState.Received, CeAuditAction.Accept)] = CeAuditState.Accepted,
        [(CeAuditState.Received, CeAuditAction.FindDeficient)] = CeAuditState.Deficient,
        [(CeAuditState.Received, CeAuditAction.Refer)] = CeAuditState.Referred,
        [(CeAuditState.Deficient, CeAuditAction.Send)] = CeAuditState.Received,
        [(CeAuditState.Deficient, CeAuditAction.Refer)] = CeAuditState.Referred,
    };

    public static TheoryData<CeAuditState, CeAuditAction> ReviewPairs() => Pairs<CeAuditState, CeAuditAction>();

    [Theory, MemberData(nameof(ReviewPairs))]
    public void A_review_of_proof_takes_only_the_steps_of_its_table(CeAuditState from, CeAuditAction action) =>
        LeadsWhere(CeAuditLifecycle.Table, OfAReview, from, action);

    public static TheoryData<RenewalFilingState, RenewalFilingAction> RenewalPairs() =>
        Pairs<RenewalFilingState, RenewalFilingAction>();

    [Theory, MemberData(nameof(RenewalPairs))]
    public void A_filing_for_a_next_term_takes_only_the_steps_of_its_table(RenewalFilingState from, RenewalFilingAction action) =>
        LeadsWhere(RenewalFilingLifecycle.Table, OfARenewal, from, action);

    public static TheoryData<CorrectionState, CorrectionAction> CorrectionPairs() =>
        Pairs<CorrectionState, CorrectionAction>();

    [Theory, MemberData(nameof(CorrectionPairs))]
    public void A_correction_takes_only_the_steps_of_its_table(CorrectionState from, CorrectionAction action) =>
        LeadsWhere(CorrectionLifecycle.Table, OfACorrection, from, action);

    public static TheoryData<ReviewStepState, ReviewStepAction> ReviewStepPairs() =>
        Pairs<ReviewStepState, ReviewStepAction>();

    public static TheoryData<ResultsImportState, ResultsImportAction> ImportPairs() =>
        Pairs<ResultsImportState, ResultsImportAction>();

    public static TheoryData<LetterRequestState, LetterRequestAction> LetterRequestPairs() =>
        Pairs<LetterRequestState, LetterRequestAction>();

    public static TheoryData<ApplicationState, ApplicationAction> ApplicationPairs() =>
        Pairs<ApplicationState, ApplicationAction>();

    public static TheoryData<ExamEligibilityState, ExamEligibilityAction> EligibilityPairs() =>
        Pairs<ExamEligibilityState, ExamEligibilityAction>();

    [Theory, MemberData(nameof(ApplicationPairs))]
    [Provision("CAL-801.6", "CAL-801.8", "CAL-801.8.C", "CAL-801.9", "CAL-801.11")]
    public void An_application_takes_only_the_steps_of_its_table(ApplicationState from, ApplicationAction action) =>
        LeadsWhere(ApplicationLifecycle.Table, OfAnApplication, from, action);

    [Theory, MemberData(nameof(EligibilityPairs))]
    [Provision("CAL-403.3")]
    public void An_exam_eligibility_takes_only_the_steps_of_its_table(ExamEligibilityState from, ExamEligibilityAction action) =>
        LeadsWhere(ExamEligibilityLifecycle.Table, OfAnEligibility, from, action);

    [Theory, MemberData(nameof(LetterRequestPairs))]
    public void A_request_for_a_letter_takes_only_the_steps_of_its_table(LetterRequestState from, LetterRequestAction action) =>
        LeadsWhere(LetterRequestLifecycle.Table, OfALetterRequest, from, action);

    [Theory, MemberData(nameof(ImportPairs))]
    public void An_import_of_results_takes_only_the_steps_of_its_table(ResultsImportState from, ResultsImportAction action) =>
        LeadsWhere(ResultsImportLifecycle.Table, OfAnImport, from, action);

    [Theory, MemberData(nameof(ReviewStepPairs))]
    public void A_step_of_a_reviewer_takes_only_the_steps_of_its_table(ReviewStepState from, ReviewStepAction action) =>
        LeadsWhere(ReviewStepLifecycle.Table, OfAReviewStep, from, action);

    [Fact]
    public void Every_lifecycle_table_of_the_program_is_walked_here()
    {
        var walked = new object[] { ApplicationLifecycle.Table, ExamEligibilityLifecycle.Table, LetterRequestLifecycle.Table, ResultsImportLifecycle.Table, ReviewStepLifecycle.Table, CorrectionLifecycle.Table, RenewalFilingLifecycle.Table, SpecialisedTrainingLifecycle.Table, CeAuditLifecycle.Table, NameChangeLifecycle.Table, WithheldNameLifecycle.Table };
        Assert.Equivalent(walked, TablesIn(typeof(ApplicationLifecycle).Assembly).ToArray(), strict: true);
        Assert.NotEmpty(TablesIn(typeof(PlantedLifecycle).Assembly));   // the search does find a table
    }

    [Fact]
    public void No_row_of_a_table_contradicts_another()
    {
        Assert.Empty(Contradictions(ApplicationLifecycle.Table));
        Assert.Empty(Contradictions(ExamEligibilityLifecycle.Table));
        Assert.Empty(Contradictions(LetterRequestLifecycle.Table));
        Assert.Empty(Contradictions(ResultsImportLifecycle.Table));
        Assert.Empty(Contradictions(ReviewStepLifecycle.Table));
        Assert.Empty(Contradictions(CorrectionLifecycle.Table));
        Assert.Empty(Contradictions(RenewalFilingLifecycle.Table));
        Assert.Empty(Contradictions(SpecialisedTrainingLifecycle.Table));
        Assert.Empty(Contradictions(CeAuditLifecycle.Table));
        Assert.Empty(Contradictions(NameChangeLifecycle.Table));
        Assert.Empty(Contradictions(WithheldNameLifecycle.Table));
        Assert.NotEmpty(Contradictions(PlantedLifecycle.Table));
    }

    private static TheoryData<TState, TAction> Pairs<TState, TAction>() where TState : struct, Enum where TAction : struct, Enum
    {
        var pairs = new TheoryData<TState, TAction>();
        foreach (var state in Enum.GetValues<TState>())
            foreach (var action in Enum.GetValues<TAction>())
                pairs.Add(state, action);
        return pairs;
    }

    private static void LeadsWhere<TState, TAction>(
        Transitions<TState, TAction> table, Dictionary<(TState, TAction), TState> expected, TState from, TAction action)
        where TState : struct, Enum
        where TAction : struct, Enum
    {
        var next = table.Next(from, action);
        if (expected.TryGetValue((from, action), out var to))
        {
            Assert.True(next.Succeeded(out var reached, out _));
            Assert.Equal(to, reached);
            Assert.Contains(action, table.ActionsFrom(from));
        }
        else
        {
            Assert.Equal(new Problem.NotAllowedNow(TextKeys.Of(action), TextKeys.Of(from)), next.Problem);
            Assert.DoesNotContain(action, table.ActionsFrom(from));
        }
    }

    private static IEnumerable<object> TablesIn(Assembly assembly) =>
        from type in assembly.GetTypes()
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(Transitions<,>)
        select field.GetValue(null)!;

    private static IEnumerable<(TState, TAction)> Contradictions<TState, TAction>(Transitions<TState, TAction> table)
        where TState : struct, Enum
        where TAction : struct, Enum =>
        table.Rows.GroupBy(r => (r.From, r.Action)).Where(g => g.Count() > 1).Select(g => g.Key);

    private static class PlantedLifecycle
    {
        public static readonly Transitions<ApplicationState, ApplicationAction> Table = new((Draft, Submit, Submitted), (Draft, Submit, Denied));
    }
}
