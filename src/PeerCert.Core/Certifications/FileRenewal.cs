using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Ethics;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

[JournalEvent("renewal-filed")]
public sealed record RenewalFiled(string Reference, string Number, string Way) : IJournalEvent;

/// <summary>All that was asked for is there, its fees too: the day of the filing, and the way it goes.</summary>
[JournalEvent("renewal-whole")]
public sealed record RenewalWhole(string Reference, DateOnly On, string Way) : IJournalEvent;

/// <summary>
/// Files for the next term of one's own certificate: what the way that is open asks the holder to state, and the code of ethics signed anew
/// (CAL-207.7, 207.8). The same form sent twice files once. It counts from the day on which its fees are there too (CAL-207.3).
/// </summary>
public static class FileRenewal
{
    /// <param name="Stated">Statements by the pack's name for them.</param>
    public sealed record Command(string Number, IReadOnlyDictionary<string, bool> Stated, string? TextSha256, string Language, string? SignedName, Actor By);

    public sealed class Handler(
        PeerCertDb db, StandardsLibrary library, RecordedFacts facts, PackDecisions decisions, CodeTexts texts, CertificateChanges changes, JournalWriter journal, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Id<RenewalFiling>>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnCertificateAsync(command.Number, command.By, ct)).Succeeded(out var certificate, out var problem))
                return problem;
            if (await db.OpenRenewalAsync(certificate.Id, ct) is { } filed)
                return filed.Id;   // the same form sent twice
            if (!await db.HasConfirmedAsync(command.By, ct))
                return new Problem.Refused("address-first", Text.Of("problem.address-first"));
            var today = clock.Today;
            var about = (await decisions.BeforeFilingAsync(certificate, await db.ReinstatementOfAsync(certificate, ct), db, ct)).All;
            if (library.On(GoverningQuestion.Filing, today) is not { } pack || !Decide(pack, about, today).Succeeded(out var way, out problem))
                return new Problem.Refused("no-way-open", Text.Of("problem.no-way-open"));

            var text = await texts.ToSignAsync(today, command.Language, ct);
            var name = await db.LegalNames.AsNoTracking().CurrentAsync(certificate.Person, ct);
            var unstated = Statements(pack, way).Where(kind => !command.Stated.GetValueOrDefault(kind)).Select(kind => (Problem)Problem.Invalid.At("Stated", Text.Of("renewal.statement-missing"))).ToArray();
            if (Problem.Invalid.Of([.. unstated, SignCode.CheckName(command.SignedName, name?.AsPrinted)]) is { } wrong)
                return wrong;
            if (!text.Succeeded(out var code, out problem))
                return problem;
            if (code.Sha256 != command.TextSha256)
                return new Problem.Refused("code-text-changed", Text.Of("problem.code-text-changed"));

            var result = await db.InTransactionAsync<Id<RenewalFiling>>(async inner =>
            {
                var filing = RenewalFiling.File(certificate, FileReference.New('R'), today, clock.Now);
                db.Add(filing);
                var stated = Statements(pack, way).Select(kind => new Fact.Attestation(kind, today, true)).ToList();
                foreach (var fact in stated)
                    await facts.ReplaceAsync(filing.Subject(), fact.Kind, [fact], today, command.By, inner);
                db.Add(CodeAgreement.Sign(certificate.Person, filing.Id.Value, code, command.SignedName!.Trim(), today, clock.Now));
                journal.Record(new CodeSigned(code.CodeVersion, code.Sha256), filing, command.By);
                journal.Record(new RenewalFiled(filing.Reference, certificate.Number, way.Way.Question), filing, command.By);
                await changes.WholeAsync(filing, certificate, new([.. about, .. stated, new Fact.Agreement(AgreementFacts.Kind, code.CodeVersion, today)]), command.By, inner);
                await notices.TellAsync(
                    filing.Person, "renewal-received", $"{filing.Id}",
                    Text.Of(filing.WholeOn is null ? "notice.renewal.received-unpaid" : "notice.renewal.received", ("reference", filing.Reference), ("number", certificate.Number), ("due", filing.FollowsDue)),
                    null, filing.WholeOn is null ? way.LastDay : null, inner);
                return filing.Id;
            }, ct);
            // Two sent at once: the second one finds the first.
            return result.Problem is Problem.AlreadyDone or Problem.ChangedMeanwhile && await db.OpenRenewalAsync(certificate.Id, ct) is { } first ? first.Id : result;
        }
    }

    /// <summary>
    /// The way that can be filed for on a day: one that is open, in which all that is left is stated, signed or paid. What takes an exam or
    /// a course comes before the filing, and may wait for staff to look at its proof.
    /// </summary>
    public static Result<WayOn> Decide(Pack pack, ImmutableArray<Fact> about, DateOnly today)
    {
        var open = Ways.On(pack, new(about), today).Where(w => w.State is WayState.Open && !w.Way.NewNumber).ToList();
        return open.FirstOrDefault(w => w.Steps.All(step => IsFiled(pack, w.Way, step) || (step.Verdict is Verdict.Unknown && ComesBefore(pack, w.Way, step)))) is { } way ? way : new Problem.Refused("no-way-open", Text.Of("problem.no-way-open"));
    }

    /// <summary>The statements that a way asks for, by their kind.</summary>
    public static IEnumerable<string> Statements(Pack pack, WayOn way) => pack.Questions[way.Way.Question].Roots.OfType<Attested>().Select(r => r.Attestation);

    /// <summary>Whether a step is one that the filing itself supplies.</summary>
    private static bool IsFiled(Pack pack, Way way, Finding step) => RuleOf(pack, way.Question, step) is Attested or AgreementSigned or FeePaid;

    /// <summary>Whether a step is one that is done before the filing: an exam, a course and its proof.</summary>
    internal static bool ComesBefore(Pack pack, Way way, Finding step) => RuleOf(pack, way.Question, step) is not (Attested or AgreementSigned or FeePaid or FreeOf or FiledInTier);

    internal static Requirement RuleOf(Pack pack, string question, Finding step) => pack.Questions[question].Roots.First(r => r.Id == step.Rule);
}

/// <summary>Takes back one's own filing until it is decided. What was paid stays paid; another may be filed at once.</summary>
public static class WithdrawRenewal
{
    public sealed record Command(Id<RenewalFiling> Filing, Actor By);

    public sealed class Handler(PeerCertDb db, CertificateChanges changes, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnRenewalAsync(command.Filing, command.By, ct)).Succeeded(out var filing, out var problem))
                return problem;
            if (filing.State is RenewalFilingState.Withdrawn)
                return new Done();   // the same form sent twice
            return await db.InTransactionAsync<Done>(async inner =>
            {
                if (filing.Take(RenewalFilingAction.Withdraw, clock.Today).Problem is { } refused)
                    return refused;
                journal.Record(new RenewalWithdrawn(filing.Reference), filing, command.By);
                await changes.SettledAsync(filing, null, "renewal-withdrawn", inner);
                return new Done();
            }, ct);
        }
    }
}

[JournalEvent("renewal-withdrawn")]
public sealed record RenewalWithdrawn(string Reference) : IJournalEvent;
