using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Exams;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Corrections;

/// <summary>What was wrong and what is right stands in the correction, not here: some of it is private.</summary>
[JournalEvent("correction-made")]
public sealed record CorrectionMade(Id<Correction> Correction, CorrectionKind Kind) : IJournalEvent;

[JournalEvent("certificate-annulled")]
public sealed record CertificateAnnulled(string Number, Id<Correction> Correction) : IJournalEvent;

/// <summary>
/// Makes a correction in the caller's commit: the right value beside the wrong one, and all that was foreseen. What was decided is not decided
/// anew by it.
/// </summary>
public sealed class MakeCorrection(
    PeerCertDb db, RecordedFacts facts, PackDecisions decisions, ForeseeCorrection foresee, ApplicationClocks clocks, IRegistryPublisher registry, JournalWriter journal,
    Notice.Writer notices, ProgramClock clock)
{
    private const string Because = "correction-made";

    public async Task<Result<Done>> MakeAsync(Application application, Correction correction, Actor by, CancellationToken ct)
    {
        var (before, after) = (correction.ReadBefore(), correction.ReadAfter());
        var made = (before, after) switch
        {
            (Correctable.Birth was, Correctable.Birth birth) => await BirthAsync(application, correction, was, birth, by, ct),
            (Correctable.Name was, Correctable.Name name) => await NameAsync(application, was, name, by, ct),
            (_, Correctable.Sitting sitting) => await SittingAsync(application, correction, sitting, by, ct),
            (_, Correctable.IssueDay day) => await IssueDayAsync(application, day, by, ct),
            (_, Correctable.Issue) => await AnnulAsync(application, correction, by, ct),
            _ => throw new InvalidOperationException("a correction is of one kind"),
        };
        if (made is { } problem)
            return problem;
        journal.Record(new CorrectionMade(correction.Id, correction.Kind), application, by, correction.Reason);
        await notices.TellAsync(
            application.Person, "correction", correction.Id.ToString(),
            Text.Of($"notice.correction.{TextKeys.Kebab(correction.Kind.ToString())}", ("reference", application.Reference)), null, null, ct);
        return new Done();
    }

    private async Task<Problem?> BirthAsync(Application application, Correction correction, Correctable.Birth before, Correctable.Birth after, Actor by, CancellationToken ct)
    {
        var files = await db.FilesOfAsync(application.Person, ct);
        var changed = await facts.CorrectAsync([.. files.Select(f => f.Subject())], new Fact.PersonAttribute(ApplicationFacts.BirthDate, after.Day, null), by, ct);
        foreach (var file in files.Where(f => changed.Contains(f.Id.Value) && f.Id != application.Id))
            journal.Record(new CorrectionMade(correction.Id, correction.Kind), file, by, correction.Reason);
        if (await db.LegalNames.AsNoTracking().CurrentAsync(application.Person, ct) is { } name)
            await db.FindableByAsync(application.Person, new(name.AsPrinted, name.Given, name.Family), after.Day, ct);
        await ChangeOpenAnswersAsync(files, a => a.BirthDate?.Read("").Succeeded(out var day, out _) == true && day == before.Day, a => a with { BirthDate = TypedDay.Of(after.Day) }, ct);
        return null;
    }

    private async Task<Problem?> NameAsync(Application application, Correctable.Name before, Correctable.Name after, Actor by, CancellationToken ct)
    {
        var wrong = (await db.LegalNames.CurrentAsync(application.Person, ct))!;
        var right = LegalName.Record(application.Person, after.Printed, wrong.EffectiveOn, clock.Now, by, wrong.Id);
        db.Add(right);
        await db.FindableByAsync(application.Person, after.Printed, null, ct);
        foreach (var certificate in await db.Certificates.Where(c => c.Person == application.Person && c.AnnulledOn == null).ToListAsync(ct))
        {
            certificate.Touch();   // of this and of whoever changes the certificate, one is first
            await registry.ReplaceAsync(new(certificate.Number, right, await db.LifeOfAsync(certificate, ct), Because), ct);
        }
        await ChangeOpenAnswersAsync(
            await db.FilesOfAsync(application.Person, ct), a => a.AsPrinted == before.AsPrinted,
            a => a with { AsPrinted = after.AsPrinted, Given = after.Given, Family = after.Family }, ct);
        return null;
    }

    /// <summary>What the person will send again would else bring back what was wrong; what they changed themselves since is left to them.</summary>
    private async Task ChangeOpenAnswersAsync(List<Application> files, Func<DraftAnswers, bool> isWrong, Func<DraftAnswers, DraftAnswers> right, CancellationToken ct)
    {
        foreach (var file in files.Where(f => f.TakesAnswers()))
        {
            var draft = await db.Drafts.SingleAsync(d => d.Application == file.Id, ct);
            if (isWrong(draft.Read()))
                draft.Save(right(draft.Read()), clock.Now);
        }
    }

    private async Task<Problem?> SittingAsync(Application application, Correction correction, Correctable.Sitting after, Actor by, CancellationToken ct)
    {
        var exam = await db.ExamEligibilities.SingleAsync(e => e.Application == application.Id, ct);
        var all = await db.ExamAttempts.AsNoTracking().Where(a => a.Eligibility == exam.Id).ToListAsync(ct);
        var right = new ExamAttempt
        {
            Id = Id<ExamAttempt>.New(),
            Eligibility = exam.Id,
            SatOn = after.SatOn,
            Outcome = after.Outcome,
            RecordedAt = clock.Now,
            RecordedBy = by.Name,
            Revision = all.Where(a => a.SatOn == after.SatOn).Select(a => a.Revision + 1).DefaultIfEmpty(0).Max(),
            Supersedes = after.Attempt,
        };
        db.Add(right);
        var superseded = all.Select(a => a.Supersedes).Append(after.Attempt).ToHashSet();
        var sittings = all.Where(a => !superseded.Contains(a.Id)).Append(right).OrderBy(a => a.SatOn).Select(a => new Fact.Attempt(ExamFacts.Kind, a.SatOn, a.Outcome) { Id = a.Id.ToString() }).ToList();
        if (!(await decisions.ConsiderAsync(RecordResult.CertificateQuestion, application.Subject(), application.SubmittedOn, sittings, new HashSet<string> { ExamFacts.Kind }, ct)).Succeeded(out var considered, out var problem))
            return problem;
        decisions.Store(considered, by);
        var state = ForeseeCorrection.StateAfter(sittings, considered.Decision);
        if (state != exam.State && exam.Take(Towards(state)).Problem is { } refused)
            return refused;
        exam.Touch();
        if (considered.Decision.Outcome is not Outcome.Grant && await db.StandingCertificate(application.Id).AnyAsync(ct)
            && await AnnulAsync(application, correction, by, ct) is { } closed)
            return closed;
        if (application.State is ApplicationState.Approved)
            application.Passed(ForeseeCorrection.PassedOn(sittings) is { } passed ? clocks.CertificateDue(application.SubmittedOn!.Value, passed) : null);
        return null;
    }

    private static ExamEligibilityAction Towards(ExamEligibilityState state) => state switch
    {
        ExamEligibilityState.Open => ExamEligibilityAction.CorrectToOpen,
        ExamEligibilityState.Passed => ExamEligibilityAction.CorrectToPassed,
        _ => ExamEligibilityAction.CorrectToExhausted,
    };

    private async Task<Problem?> IssueDayAsync(Application application, Correctable.IssueDay after, Actor by, CancellationToken ct)
    {
        var certificate = await db.StandingCertificate(application.Id).SingleAsync(ct);
        if (foresee.DueOf(application, after.Day) is not { } due)
            return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", after.Day)));
        var terms = await db.CertificateTerms.AsNoTracking().Where(t => t.Certificate == certificate.Id).ToListAsync(ct);
        var wrong = terms.Single(t => t.StartsOn == certificate.IssuedOn && terms.All(later => later.Supersedes != t.Id));
        db.Add(new CertificateTerm
        {
            Id = OrderedId.At(clock.Now),
            Certificate = certificate.Id,
            StartsOn = after.Day,
            DueOn = due,
            RecordedAt = clock.Now,
            RecordedBy = by.Name,
            Revision = terms.Max(t => t.Revision) + 1,
            Supersedes = wrong.Id,
        });
        var known = await db.LifeOfAsync(certificate, ct);
        var life = known with { ActiveFrom = after.Day, Terms = known.Terms.Replace(new(wrong.StartsOn, wrong.DueOn), new(after.Day, due)) };
        certificate.CorrectIssue(after.Day, life.LastDue);
        certificate.Touch();
        await registry.ReplaceAsync(new(certificate.Number, (await db.LegalNames.AsNoTracking().CurrentAsync(application.Person, ct))!, life, Because), ct);
        return null;
    }

    /// <summary>The file is approved again as it was before, and its certificate is due if the exam is passed.</summary>
    private async Task<Problem?> AnnulAsync(Application application, Correction correction, Actor by, CancellationToken ct)
    {
        var certificate = await db.StandingCertificate(application.Id).SingleAsync(ct);
        if (application.Take(ApplicationAction.Annul, clocks, clock.Today, clock.Now).Problem is { } refused)
            return refused;
        var passed = await db.PassedOnAsync(application.Id, ct);
        application.Passed(passed is { } day ? clocks.CertificateDue(application.SubmittedOn!.Value, day) : null);
        certificate.Annul(clock.Today);
        journal.Record(new CertificateAnnulled(certificate.Number, correction.Id), certificate, by, correction.Reason);
        await registry.WithdrawAsync(certificate.Number, "certificate-annulled", ct);
        return null;
    }
}
