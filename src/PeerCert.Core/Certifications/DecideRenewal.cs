using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

[JournalEvent("certificate-renewed")]
public sealed record CertificateRenewed(string Number, Id<RenewalFiling> Filing, string Way, DateOnly From, DateOnly Due, Id<StoredDecision> Decision) : IJournalEvent;

[JournalEvent("renewal-denied")]
public sealed record RenewalDenied(string Number, Id<RenewalFiling> Filing, Id<StoredDecision> Decision) : IJournalEvent;

/// <summary>
/// Staff decide a filing for the next term, by the standard of the day on which it was whole. Granted, the term follows the one before where it was
/// in time, else it is counted from the decision (CF-19); denied, nothing keeps the certificate current any more (CF-13).
/// </summary>
public static class DecideRenewal
{
    public sealed record Command(Id<RenewalFiling> Filing, RenewalFilingAction Step, int Version, string? Reason, Session By);

    public sealed class Handler(
        PeerCertDb db, PackDecisions decisions, CertificateChanges changes, JournalWriter journal, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.AnyRenewalAsync(command.Filing, ct)).Succeeded(out var filing, out var problem))
                return problem;
            if (await db.People.AnyAsync(p => p.Id == filing.Person && p.Account == command.By.Account, ct))
                return new Problem.Refused("own-renewal", Text.Of("problem.own-renewal"));
            if (filing.Version != command.Version)
                return await db.WhoChangedAsync(filing, ct);
            var reason = string.IsNullOrWhiteSpace(command.Reason) && command.Step is RenewalFilingAction.Approve ? null : command.Reason;
            if (reason is not null || command.Step is RenewalFilingAction.Deny)
                if (Reason.Read(command.Reason, "Reason").Problem is { } wrong)
                    return wrong;
            if (filing is not { WholeOn: { } whole, Way: { } way })
                return new Problem.Refused("renewal-not-whole", Text.Of("problem.renewal-not-whole"));
            if (!(await decisions.ConsiderAsync(way, filing.Subject(), whole, ct)).Succeeded(out var considered, out problem))
                return problem;
            if (Decide(command.Step, considered.Decision) is { } refused)
                return refused;

            return await db.InTransactionAsync<Done>(async inner =>
            {
                if (filing.Take(command.Step, clock.Today).Problem is { } closed)
                    return closed;
                var stored = decisions.Store(considered, command.By.Actor);
                var number = await db.Certificates.Where(c => c.Id == filing.Certificate).Select(c => c.Number).SingleAsync(inner);
                if (command.Step is RenewalFilingAction.Deny)
                {
                    journal.Record(new RenewalDenied(number, filing.Id, stored.Id), filing, command.By.Actor, reason!.Trim());
                    await changes.SettledAsync(filing, null, "renewal-denied", inner);
                    await notices.TellAsync(
                        filing.Person, "renewal-denied", $"{filing.Id}", Text.Of("notice.renewal.denied", ("reference", filing.Reference), ("number", number)), stored.Id.Value, null, inner);
                    return new Done();
                }

                if (Standing.Renewed(considered.Pack, filing.FollowsDue, whole, clock.Today) is not { } term)
                    return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", whole)));
                journal.Record(new CertificateRenewed(number, filing.Id, way, term.From, term.Due, stored.Id), filing, command.By.Actor, reason?.Trim());
                await changes.SettledAsync(
                    filing,
                    new CertificateTerm
                    {
                        Id = OrderedId.At(clock.Now),
                        Certificate = filing.Certificate,
                        Filing = filing.Id,
                        StartsOn = term.From,
                        DueOn = term.Due,
                        RecordedAt = clock.Now,
                        RecordedBy = command.By.Actor.Name,
                    },
                    "certificate-renewed", inner);
                await notices.TellAsync(
                    filing.Person, "certificate-renewed", $"{filing.Id}", Text.Of("notice.renewal.approved", ("number", number), ("expires", term.Due)), stored.Id.Value, null, inner);
                return new Done();
            }, ct);
        }
    }

    /// <summary>Only what the standard grants is approved, and only what it can never grant is denied; else the filing waits (CF-13).</summary>
    public static Problem? Decide(RenewalFilingAction step, Decision decision) => step switch
    {
        RenewalFilingAction.Approve => decision.Outcome is Outcome.Grant ? null : new Problem.StandardNotMet(decision),
        RenewalFilingAction.Deny => decision.Outcome is Outcome.Refuse ? null : new Problem.Refused("nothing-denies", Text.Of("problem.nothing-denies")),
        _ => new Problem.NotAllowedNow(TextKeys.Of(step), TextKeys.Of(RenewalFilingState.Submitted)),
    };
}
