using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Exams;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

[JournalEvent("certificate-issued")]
public sealed record CertificateNumbered(string Number, Id<Application> Application, DateOnly IssuedOn, DateOnly CurrentUntil, Id<StoredDecision> Decision, string? Follows = null) : IJournalEvent;

/// <summary>What the registry is to show; the registry listens in the same commit.</summary>
public sealed record ToPublish(string Number, LegalName Name, CertificateLife Life, string Because);

/// <summary>Writes a change into the registry within the caller's commit.</summary>
public interface IRegistryPublisher
{
    /// <summary>A line that the registry did not have.</summary>
    /// <param name="withheldThrough">The last day on which it shows no name; null for one that shows it.</param>
    void Publish(ToPublish line, DateOnly? withheldThrough);

    /// <summary>Another line in place of the one with this number.</summary>
    Task ReplaceAsync(ToPublish line, CancellationToken ct);

    /// <summary>The line with this number shows no name through a day; null lets it show the name again.</summary>
    Task WithholdNameAsync(string number, DateOnly? through, string because, CancellationToken ct);

    /// <summary>The number is not shown from now on.</summary>
    Task WithdrawAsync(string number, string because, CancellationToken ct);
}

/// <summary>
/// Issues the certificate for an approved application whose exam is passed (CAL-202.1.H, 208.1). One for each
/// application, whoever clicks twice; the number is taken last, so none is lost to a refusal. Who comes back gets another number, linked to the one
/// before (CAL-209.V5).
/// </summary>
public static class IssueCertificate
{
    public sealed record Command(Id<Application> Application, int Version, Actor By);

    public sealed class Handler(
        PeerCertDb db, IHeldCertificates held, PackDecisions decisions, CertificateNumbers numbers, IRegistryPublisher registry, JournalWriter journal, Notice.Writer notices,
        ApplicationClocks clocks, ProgramClock clock)
    {
        public async Task<Result<string>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.AnyApplicationAsync(command.Application, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (application.Version != command.Version)
                return await db.WhoChangedAsync(application, ct);
            if (await db.InTheWayAsync(application.Id, command.By, ct) is { } taken)
                return taken;
            if (!(await decisions.ConsiderAsync(RecordResult.CertificateQuestion, application.Subject(), application.SubmittedOn, ct)).Succeeded(out var considered, out problem))
                return problem;
            if (!Decide(application, considered, clock.Today).Succeeded(out var issued, out problem))
                return problem;
            if (await held.InTheWayAsync(application.Person, ct) is { } kept)
                return kept;
            var before = await db.NewestCertificateAsync(application.Person, ct);
            if (await db.LegalNames.CurrentAsync(application.Person, ct) is not { } name)
                return new Problem.NotFound("thing.legal-name");
            if (!application.Take(ApplicationAction.Issue, clocks, clock.Today, clock.Now).Succeeded(out _, out problem))
                return problem;

            await db.ClearClaimAsync(application.Id, ct);
            return await db.InTransactionAsync<string>(async inner =>
            {
                var stored = decisions.Store(considered, command.By);
                var number = await numbers.NextAsync(considered.Pack, clock.Today, inner);
                var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == application.Person, inner);
                db.Add(Certificate.Issue(issued, number, stored.Id, before?.Id, person.County));
                db.Add(new CertificateTerm
                {
                    Id = OrderedId.At(clock.Now),
                    Certificate = issued.Certificate,
                    StartsOn = issued.IssuedOn,
                    DueOn = issued.CurrentUntil,
                    RecordedAt = clock.Now,
                    RecordedBy = command.By.Name,
                });
                registry.Publish(new(number, name, CertificateLife.Of(issued.IssuedOn, issued.CurrentUntil), "certificate-issued"), await db.NameWithheldThroughAsync(application.Person, inner));
                journal.Record(new CertificateNumbered(number, application.Id, issued.IssuedOn, issued.CurrentUntil, stored.Id, before?.Number), application, command.By);
                await notices.TellAsync(
                    application.Person, "certificate-issued", number,
                    Text.Of("notice.certificate-issued", ("number", number), ("expires", issued.CurrentUntil)), stored.Id.Value, null, inner);
                return number;
            }, ct);
        }
    }

    /// <summary>Issue day is the day of the decision; the last current day is the pack's term later (CF-05).</summary>
    public static Result<CertificateIssued> Decide(Application application, Considered considered, DateOnly today) =>
        !ApplicationLifecycle.Table.Allows(application.State, ApplicationAction.Issue)
            ? new Problem.NotAllowedNow(TextKeys.Of(ApplicationAction.Issue), TextKeys.Of(application.State))
        : considered.Decision.Outcome is not Outcome.Grant ? new Problem.StandardNotMet(considered.Decision)
        : Standing.Due(considered.Pack, today) is not { } due
            ? new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", today)))
        : new CertificateIssued(Id<Certificate>.New(), application.Id, application.Person, today, due, considered.Pack.Stamp.Sha256);
}

/// <summary>Certificate numbers: the pack's prefix and a counted number of at least so many digits, never used twice (CF-56).</summary>
public sealed class CertificateNumbers(Counters counters)
{
    public async Task<string> NextAsync(Pack pack, DateOnly today, CancellationToken ct)
    {
        var (prefix, digits) = (pack.Settings["certificate-number.prefix"].On(today), int.Parse(pack.Settings["certificate-number.digits"].On(today), CultureInfo.InvariantCulture));
        var next = await counters.NextAsync("certificate-number", ct);
        return prefix + next.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }
}
