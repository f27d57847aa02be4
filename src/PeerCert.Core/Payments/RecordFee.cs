using PeerCert.Core.Applications;
using PeerCert.Core.Journal;
using PeerCert.Core.Ledger;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Payments;

[JournalEvent("fee-recorded")]
public sealed record FeeRecorded(string FeeLine, long Cents, DateOnly PaidOn, Id<LedgerEntry> Entry) : IJournalEvent;

/// <summary>
/// Staff record a fee that came by cheque or transfer. The amount is the schedule's on the payment day (CF-25), never
/// typed; a line without the state's approval cannot be charged (CF-151). A line is paid once for a file.
/// </summary>
public static class RecordFee
{
    public sealed record Command(Id<Application> Application, string FeeLine, TypedDay PaidOn, string? Reference, Actor By);

    public sealed class Handler(PeerCertDb db, FeeSchedule schedule, FeeFacts paid, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Id<LedgerEntry>>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.AnyApplicationAsync(command.Application, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (application.IsOver())
                return new Problem.NotAllowedNow("action.record-fee", TextKeys.Of(application.State));
            var reference = (command.Reference ?? "").Trim();
            var day = command.PaidOn.ReadPast("PaidOn", clock.Today);
            if (Problem.Invalid.Of(day.Problem, CheckReference(reference)) is { } wrong)
                return wrong;
            if (!day.Succeeded(out var paidOn, out problem))
                return problem;

            var line = (await schedule.OnAsync(paidOn, ct)).SingleOrDefault(f => f.Line.Code == command.FeeLine);
            if (line?.Amount is not { } amount)
                return Problem.Invalid.At("FeeLine", Text.Of("fee.not-in-schedule", ("day", paidOn)));
            if (!line.IsChargeable(paidOn))
                return new Problem.Refused("fee-not-approved", Text.Of("problem.fee-not-approved", ("line", line.Line.Code), ("day", paidOn)));
            if ((await paid.AboutAsync([application.Subject()], ct))[application.Subject()].OfType<Fact.Event>().Any(e => e.Detail == line.Line.Code))
                return new Problem.AlreadyDone("fee");

            var entry = LedgerEntry.Record(
                application.Person, application.Id.Value, line.Line.Code, line.Line.Sha256, paidOn, reference,
                [(LedgerAccount.Received, amount), (LedgerAccount.FeeIncome, -amount)], clock.Now, command.By);
            db.Add(entry);
            journal.Record(new FeeRecorded(line.Line.Code, amount.Cents, paidOn, entry.Id), application, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : entry.Id;
        }
    }

    private const int ReferenceLength = 80;

    private static Problem.Invalid? CheckReference(string reference) =>
        reference.Length == 0 ? Problem.Invalid.At("Reference", Text.Of("fee.reference-missing"))
        : reference.Length > ReferenceLength ? Problem.Invalid.At("Reference", Text.Of("name.too-long", ("max", ReferenceLength), ("length", reference.Length)))
        : null;
}
