using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Exams;
using PeerCert.Core.Journal;
using PeerCert.Core.Ledger;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Payments;

[JournalEvent("fee-recorded")]
public sealed record FeeRecorded(string FeeLine, long Cents, DateOnly PaidOn, Id<LedgerEntry> Entry) : IJournalEvent;

/// <summary>
/// Staff record a fee that came by cheque or transfer. The amount is the schedule's on the payment day (CF-25), never
/// typed; a line without the state's approval cannot be charged (CF-151). A line is paid once for a file: an application, what is done to
/// bring a certificate back, or a filing for the next term, which may be whole with it (CAL-207.3). The exam alone is paid for again before each sitting.
/// </summary>
public static class RecordFee
{
    public sealed record Command(Guid File, string FeeLine, TypedDay PaidOn, string? Reference, Actor By);

    public sealed class Handler(PeerCertDb db, FeeSchedule schedule, FeeFacts paid, PackDecisions decisions, CertificateChanges changes, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Id<LedgerEntry>>> HandleAsync(Command command, CancellationToken ct)
        {
            var filing = await db.RenewalFilings.SingleOrDefaultAsync(f => f.Id == new Id<RenewalFiling>(command.File), ct);
            var reinstatement = filing is null ? await db.Reinstatements.SingleOrDefaultAsync(r => r.Id == new Id<Reinstatement>(command.File), ct) : null;
            var application = filing is null && reinstatement is null ? await db.AnyApplicationAsync(new(command.File), ct) : (Result<Application>?)null;
            if (application?.Problem is { } unknown)
                return unknown;
            var file = application?.Match(a => a, _ => null!);
            if (filing?.IsOver() is true)
                return new Problem.NotAllowedNow("action.record-fee", TextKeys.Of(filing.State));
            if (file?.IsOver() is true)
                return new Problem.NotAllowedNow("action.record-fee", TextKeys.Of(file.State));
            var subject = filing?.Subject() ?? reinstatement?.Subject() ?? file!.Subject();
            var reference = (command.Reference ?? "").Trim();
            var day = command.PaidOn.ReadPast("PaidOn", clock.Today);
            if (Problem.Invalid.Of(day.Problem, CheckReference(reference)) is { } wrong)
                return wrong;
            if (!day.Succeeded(out var paidOn, out var problem))
                return problem;

            var line = (await schedule.OnAsync(paidOn, ct)).SingleOrDefault(f => f.Line.Code == command.FeeLine);
            if (line?.Amount is not { } amount)
                return Problem.Invalid.At("FeeLine", Text.Of("fee.not-in-schedule", ("day", paidOn)));
            if (!line.IsChargeable(paidOn))
                return new Problem.Refused("fee-not-approved", Text.Of("problem.fee-not-approved", ("line", line.Line.Code), ("day", paidOn)));
            if ((await paid.AboutAsync([subject], ct))[subject].OfType<Fact.Event>().Any(e => e.Detail == line.Line.Code)
                && !await IsAskedAgainAsync(line.Line.Code, subject, file?.SubmittedOn, reinstatement is null ? ExamFacts.Question : ExamFacts.ReturnQuestion, ct))
                return new Problem.AlreadyDone("fee");

            var entry = LedgerEntry.Record(
                subject.Person, subject.File, line.Line.Code, line.Line.Sha256, paidOn, reference,
                [(LedgerAccount.Received, amount), (LedgerAccount.FeeIncome, -amount)], clock.Now, command.By);
            var recorded = new FeeRecorded(line.Line.Code, amount.Cents, paidOn, entry.Id);
            if (filing is null)
            {
                db.Add(entry);
                if (reinstatement is not null)
                    journal.Record(recorded, reinstatement, command.By);
                else
                    journal.Record(recorded, file!, command.By);
                return await db.TrySaveAsync(ct) is { } lost ? lost : entry.Id;
            }

            return await db.InTransactionAsync<Id<LedgerEntry>>(async inner =>
            {
                db.Add(entry);
                journal.Record(recorded, filing, command.By);
                var known = await decisions.GatherAsync(subject, inner);
                await changes.WholeAsync(
                    filing, await db.Certificates.SingleAsync(c => c.Id == filing.Certificate, inner),
                    new([.. known.All, new Fact.Event(FeeFacts.Kind, paidOn, line.Line.Code)]), command.By, inner);
                return entry.Id;
            }, ct);
        }

        /// <summary>Whether the standard asks for the line once more: a sitting after another one (CF-24).</summary>
        private async Task<bool> IsAskedAgainAsync(string line, Subject subject, DateOnly? filedOn, string question, CancellationToken ct) =>
            (await decisions.ConsiderAsync(question, subject, filedOn, ct)).Match(c => c.Decision.NextSteps.Any(f => f.FeeLine == line), _ => false);
    }

    private const int ReferenceLength = 80;

    private static Problem.Invalid? CheckReference(string reference) =>
        reference.Length == 0 ? Problem.Invalid.At("Reference", Text.Of("fee.reference-missing"))
        : reference.Length > ReferenceLength ? Problem.Invalid.At("Reference", Text.Of("name.too-long", ("max", ReferenceLength), ("length", reference.Length)))
        : null;
}
