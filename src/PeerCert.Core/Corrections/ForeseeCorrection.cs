using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Exams;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Corrections;

/// <summary>
/// Says what would follow from a correction before anybody makes it: what the standard would say of each file, what the registry would show, what
/// is due, which fees and letters are touched. It reads and writes nothing.
/// </summary>
public sealed class ForeseeCorrection(PeerCertDb db, PackDecisions decisions, StandardsLibrary library, ApplicationClocks clocks, ProgramClock clock)
{
    private static readonly FrozenSet<string> OtherBirth = FrozenSet.Create(ApplicationFacts.BirthDate);
    private static readonly FrozenSet<string> OtherSittings = FrozenSet.Create(ExamFacts.Kind);

    public Task<Result<ForeseenCorrection>> HandleAsync(Application application, Correctable after, CancellationToken ct) => after switch
    {
        Correctable.Birth birth => BirthAsync(application, birth, ct),
        Correctable.Name name => NameAsync(application, name, ct),
        Correctable.Sitting sitting => SittingAsync(application, sitting, ct),
        Correctable.IssueDay day => IssueDayAsync(application, day, ct),
        Correctable.Issue issue => IssueAsync(application, issue, ct),
        _ => throw new ArgumentOutOfRangeException(nameof(after)),
    };

    private async Task<Result<ForeseenCorrection>> BirthAsync(Application application, Correctable.Birth after, CancellationToken ct)
    {
        var files = await db.FilesOfAsync(application.Person, ct);
        var fact = new Fact.PersonAttribute(ApplicationFacts.BirthDate, after.Day, null);
        var was = await decisions.ConsiderAsync(ApplicationFacts.Question, [.. files.Select(f => new Asked(f.Subject(), f.SubmittedOn, []))], FrozenSet<string>.Empty, ct);
        var would = await decisions.ConsiderAsync(ApplicationFacts.Question, [.. files.Select(f => new Asked(f.Subject(), f.SubmittedOn, [fact]))], OtherBirth, ct);
        Correctable.Birth? before = null;
        var effects = new List<CorrectionEffect>();
        foreach (var (file, then, now) in files.Zip(was, would).Select(f => (f.First, f.Second, f.Third)))
        {
            if (!then.Succeeded(out var known, out var problem) || !now.Succeeded(out var other, out problem))
                return problem;
            var recorded = known.Facts.All.OfType<Fact.PersonAttribute>().FirstOrDefault(f => f.Kind == ApplicationFacts.BirthDate)?.Day;
            if (file.Id == application.Id && recorded is { } day)
                before = new(day);
            if (recorded is not null && recorded != after.Day)
                effects.Add(Says(file, known.Decision, other.Decision));
        }
        if (before is null)
            return new Problem.Refused("nothing-to-correct", Text.Of("problem.nothing-to-correct"));
        return before == after ? Same("Day") : new ForeseenCorrection(before, after, [.. effects]);
    }

    /// <summary>What was decided stays decided; where the standard would now say something else of it, somebody else looks at it too.</summary>
    private static CorrectionEffect Says(Application file, Decision was, Decision would) => was.Outcome == would.Outcome
        ? Differ(was, would) is > 0 and var points
            ? new(Text.Of("correction.effect.findings", new Argument.Words("reference", file.Reference), new Argument.Count("points", points)), ChangesStanding: file.DecidedOn is not null)
            : new(Text.Of("correction.effect.decision-same", ("reference", file.Reference)))
        : new(
            Text.Of("correction.effect.decision", new Argument.Words("reference", file.Reference), new Argument.Term("before", TextKeys.Of(was.Outcome)), new Argument.Term("after", TextKeys.Of(would.Outcome))),
            ChangesStanding: file.DecidedOn is not null);

    /// <summary>How many rules come out otherwise.</summary>
    private static int Differ(Decision was, Decision would)
    {
        var before = Verdicts(was).ToHashSet();
        return Verdicts(would).Count(v => !before.Contains(v));

        static IEnumerable<(string Rule, Verdict Verdict)> Verdicts(Decision decision) => decision.Roots.SelectMany(r => r.Tree()).Where(f => f.Parts.IsEmpty).Select(f => (f.Rule, f.Verdict)).Distinct();
    }

    private async Task<Result<ForeseenCorrection>> NameAsync(Application application, Correctable.Name after, CancellationToken ct)
    {
        if (await db.LegalNames.AsNoTracking().CurrentAsync(application.Person, ct) is not { } name)
            return new Problem.Refused("nothing-to-correct", Text.Of("problem.nothing-to-correct"));
        var before = new Correctable.Name(name.AsPrinted, name.Given, name.Family);
        if (before == after)
            return Same("AsPrinted");
        var effects = new List<CorrectionEffect>();
        foreach (var certificate in await db.Certificates.AsNoTracking().Where(c => c.Person == application.Person && c.AnnulledOn == null).OrderBy(c => c.Number).ToListAsync(ct))
        {
            effects.Add(new(Text.Of("correction.effect.registry-name", ("number", certificate.Number), ("before", before.AsPrinted), ("after", after.AsPrinted))));
            effects.AddRange(await PrintsAsync(certificate, ct));
        }
        if (effects.Count == 0)
            effects.Add(new(Text.Of("correction.effect.registry-none")));
        effects.Add(new(Text.Of("correction.effect.letters-name")));
        return new ForeseenCorrection(before, after, [.. effects]);
    }

    private async Task<Result<ForeseenCorrection>> SittingAsync(Application application, Correctable.Sitting after, CancellationToken ct)
    {
        if (await db.ExamEligibilities.AsNoTracking().SingleOrDefaultAsync(e => e.Application == application.Id, ct) is not { } exam)
            return new Problem.NotFound("thing.exam-attempt");
        var known = await db.StandingAttempts.Where(a => a.Eligibility == exam.Id).OrderBy(a => a.SatOn).ToListAsync(ct);
        if (known.SingleOrDefault(a => a.Id == after.Attempt) is not { } wrong)
            return new Problem.NotFound("thing.exam-attempt");
        var before = new Correctable.Sitting(wrong.Id, wrong.SatOn, wrong.Outcome);
        if (Check(after, before, exam, known) is { } refused)
            return refused;

        var sittings = known.Where(a => a.Id != wrong.Id).Select(a => new Fact.Attempt(ExamFacts.Kind, a.SatOn, a.Outcome))
            .Append(new(ExamFacts.Kind, after.SatOn, after.Outcome)).OrderBy(a => a.On).ToList();
        if (!(await WouldAsync(RecordResult.CertificateQuestion, application, sittings, ct)).Succeeded(out var certificate, out var problem)
            || !(await decisions.ConsiderAsync(ExamFacts.Question, application.Subject(), application.SubmittedOn, ct)).Succeeded(out var due, out problem)
            || !(await WouldAsync(ExamFacts.Question, application, sittings, ct)).Succeeded(out var wouldBeDue, out problem))
            return problem;

        var effects = new List<CorrectionEffect>();
        var state = StateAfter(sittings, certificate.Decision);
        effects.Add(state == exam.State
            ? new(Text.Of("correction.effect.exam-same", new Argument.Term("state", TextKeys.Of(state))))
            : new(Text.Of("correction.effect.exam", new Argument.Term("before", TextKeys.Of(exam.State)), new Argument.Term("after", TextKeys.Of(state))), ChangesStanding: true));
        if (await db.StandingCertificate(application.Id).AsNoTracking().SingleOrDefaultAsync(ct) is { } issued)
        {
            if (certificate.Decision.Outcome is Outcome.Grant)
                effects.Add(new(Text.Of("correction.effect.certificate-stays", ("number", issued.Number))));
            else
                effects.AddRange(await AnnulledAsync(issued, ct));
        }
        else if (PassedOn(sittings) is { } passed && clocks.CertificateDue(application.SubmittedOn!.Value, passed) is { } last && last.Due != application.DueOn)
            effects.Add(new(Text.Of("correction.effect.certificate-due", ("last", last.Due)), ChangesStanding: true));
        effects.Add(Fees(due.Decision, wouldBeDue.Decision));
        effects.Add(new(Text.Of("correction.effect.told")));
        return new ForeseenCorrection(before, after, [.. effects]);
    }

    private Problem.Invalid? Check(Correctable.Sitting after, Correctable.Sitting before, ExamEligibility exam, List<ExamAttempt> known)
    {
        if (after == before)
            return Same("Outcome");
        if (after.SatOn > clock.Today)
            return Problem.Invalid.At("Day", Text.Of("day.in-the-future", ("today", clock.Today)));
        if (after.SatOn < exam.ApprovedOn || after.SatOn > exam.WindowEnds)
            return Problem.Invalid.At("Day", Text.Of("exam.outside-window", ("first", exam.ApprovedOn), ("last", exam.WindowEnds)));
        if (known.Any(a => a.Id != after.Attempt && a.SatOn == after.SatOn))
            return Problem.Invalid.At("Day", Text.Of("exam.other-result-that-day", ("day", after.SatOn)));
        return null;
    }

    private Task<Result<Considered>> WouldAsync(string question, Application application, List<Fact.Attempt> sittings, CancellationToken ct) =>
        decisions.ConsiderAsync(question, application.Subject(), application.SubmittedOn, sittings, OtherSittings, ct);

    /// <summary>Where the exam stands by its sittings: passed, used up, or open (<see cref="RecordSittings.ActionFor"/> says the same of one sitting at a time).</summary>
    internal static ExamEligibilityState StateAfter(IReadOnlyList<Fact.Attempt> sittings, Decision certificate) =>
        PassedOn(sittings) is not null ? ExamEligibilityState.Passed
        : certificate.Outcome is Outcome.Refuse && sittings.Any(s => s.Outcome is AttemptOutcome.Fail) ? ExamEligibilityState.Exhausted
        : ExamEligibilityState.Open;

    internal static DateOnly? PassedOn(IEnumerable<Fact.Attempt> sittings) => sittings.Where(s => s.Outcome is AttemptOutcome.Pass).Select(s => (DateOnly?)s.On).Max();

    /// <summary>What has to be paid before the next sitting, then and now; what was paid stays on the books as it is.</summary>
    private static CorrectionEffect Fees(Decision was, Decision would)
    {
        var (before, after) = (Lines(was), Lines(would));
        return new(before == after ? Text.Of("correction.effect.fees-same") : Text.Of("correction.effect.fees", ("before", before), ("after", after)));

        static string Lines(Decision decision) => decision.NextSteps.Where(f => f.FeeLine is not null).Select(f => f.FeeLine!).Distinct().ToList() is { Count: > 0 } lines ? string.Join(", ", lines) : "–";
    }

    private async Task<Result<ForeseenCorrection>> IssueDayAsync(Application application, Correctable.IssueDay after, CancellationToken ct)
    {
        if (await db.StandingCertificate(application.Id).AsNoTracking().SingleOrDefaultAsync(ct) is not { } issued)
            return new Problem.NotFound("thing.certificate");
        if (after.Day == issued.IssuedOn)
            return Same("Day");
        if (after.Day > clock.Today)
            return Problem.Invalid.At("Day", Text.Of("day.in-the-future", ("today", clock.Today)));
        var passed = await db.PassedOnAsync(application.Id, ct);
        if (passed > after.Day || application.DecidedOn > after.Day)
            return Problem.Invalid.At("Day", Text.Of("correction.before-the-pass", ("day", passed > application.DecidedOn ? passed.Value : application.DecidedOn!.Value)));
        if (DueOf(application, after.Day) is not { } due)
            return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", after.Day)));
        var isRenewed = await db.StandingTerms.CountAsync(t => t.Certificate == issued.Id, ct) > 1;
        return new ForeseenCorrection(new Correctable.IssueDay(issued.IssuedOn), after,
        [
            new(Text.Of("correction.effect.registry-dates", ("number", issued.Number), ("from", issued.IssuedOn), ("until", issued.CurrentUntil), ("newFrom", after.Day), ("newUntil", isRenewed ? issued.CurrentUntil : due)), ChangesStanding: true),
            .. await PrintsAsync(issued, ct),
            new(Text.Of("correction.effect.told")),
        ]);
    }

    /// <summary>The last day that a certificate is current which was issued on a day, by the standard it was filed under.</summary>
    internal DateOnly? DueOf(Application application, DateOnly issuedOn) =>
        library.On(GoverningQuestion.Filing, application.SubmittedOn!.Value) is { } pack ? Standing.Due(pack, issuedOn) : null;

    private async Task<Result<ForeseenCorrection>> IssueAsync(Application application, Correctable.Issue after, CancellationToken ct) =>
        await db.StandingCertificate(application.Id).AsNoTracking().SingleOrDefaultAsync(ct) is { } issued && !after.Stands
            ? new ForeseenCorrection(new Correctable.Issue(Stands: true), after, [.. await AnnulledAsync(issued, ct), new(Text.Of("correction.effect.told"))])
            : new Problem.NotFound("thing.certificate");

    private async Task<IReadOnlyList<CorrectionEffect>> AnnulledAsync(Certificate issued, CancellationToken ct) =>
        [new(Text.Of("correction.effect.annulled", ("number", issued.Number)), ChangesStanding: true), .. await PrintsAsync(issued, ct)];

    /// <summary>Pages that were handed out and say what is not so any more.</summary>
    private async Task<IReadOnlyList<CorrectionEffect>> PrintsAsync(Certificate certificate, CancellationToken ct) =>
        await db.CertificatePrints.CountAsync(p => p.Certificate == certificate.Id, ct) is > 0 and var prints
            ? [new(Text.Of("correction.effect.prints", new Argument.Words("number", certificate.Number), new Argument.Count("prints", prints)))]
            : [];

    private static Problem.Invalid Same(string field) => Problem.Invalid.At(field, Text.Of("correction.same"));
}

internal static class RecordsOfFiles
{
    /// <summary>The certificate that was issued for an application and stands; none where it was annulled.</summary>
    public static IQueryable<Certificate> StandingCertificate(this PeerCertDb db, Id<Application> application) =>
        db.Certificates.Where(c => c.Application == application && c.AnnulledOn == null);

    /// <summary>The day of the sitting that was passed, as it is known now; null where none was.</summary>
    public static Task<DateOnly?> PassedOnAsync(this PeerCertDb db, Id<Application> application, CancellationToken ct)
    {
        var standing = db.StandingAttempts;
        return (from e in db.ExamEligibilities where e.Application == application join a in standing on e.Id equals a.Eligibility where a.Outcome == AttemptOutcome.Pass select (DateOnly?)a.SatOn).MaxAsync(ct);
    }

    /// <summary>The applications of a person that were sent, oldest first.</summary>
    public static Task<List<Application>> FilesOfAsync(this PeerCertDb db, Id<Person> person, CancellationToken ct) =>
        db.Applications.Where(a => a.Person == person && a.SubmittedOn != null).OrderBy(a => a.StartedAt).ThenBy(a => a.Id).ToListAsync(ct);
}
