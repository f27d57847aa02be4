using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Ledger;

[JournalEvent("fee-line-approved")]
public sealed record FeeLineApproved(string FeeLine, string FeeLineSha256, DateOnly EffectiveFrom, string Reference) : IJournalEvent;

/// <summary>
/// Records that the state approved one line of the fee schedule, by the line's hash (CF-151). What is recorded is a fact
/// about that very line: the pack's next version of it needs an approval of its own.
/// </summary>
public static class ApproveFeeLine
{
    private const int ReferenceLength = 80;

    public sealed record Command(string FeeLineSha256, TypedDay EffectiveFrom, string? Reference, Session By);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var line = library.Packs.SelectMany(p => p.Fees.Values).FirstOrDefault(l => l.Sha256 == command.FeeLineSha256);
            if (line is null)
                return new Problem.NotFound("thing.fee-line");
            var day = command.EffectiveFrom.Read("EffectiveFrom");
            var letter = ReadReference(command.Reference);
            if (Problem.Invalid.Of(day.Problem, letter.Problem) is { } invalid)
                return invalid;
            if (!day.Succeeded(out var from, out var problem) || !letter.Succeeded(out var reference, out problem))
                return problem;
            if (await db.FeeApprovals.AnyAsync(a => a.FeeLineSha256 == line.Sha256, ct))
                return new Problem.AlreadyDone("fee-approval");

            var by = command.By.Actor;
            var approval = new FeeApproval
            {
                Id = Guid.NewGuid(),
                FeeLine = line.Code,
                FeeLineSha256 = line.Sha256,
                EffectiveFrom = from,
                Reference = reference,
                RecordedAt = clock.Now,
                RecordedBy = by.Name,
            };
            db.Add(approval);
            journal.Record(new FeeLineApproved(line.Code, line.Sha256, from, reference), approval, by);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }

    private static Result<string> ReadReference(string? typed) => typed?.Trim() switch
    {
        null or "" => Problem.Invalid.At("Reference", Text.Of("fee-approval.reference-missing")),
        { Length: > ReferenceLength } => Problem.Invalid.At("Reference", Text.Of("fee-approval.reference-too-long", ("max", ReferenceLength))),
        var reference => reference,
    };
}
