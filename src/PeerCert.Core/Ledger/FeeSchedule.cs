using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Ledger;

/// <summary>A fee line as it stands on a payment day: its amount by the schedule, and whether it may be charged.</summary>
public sealed record ScheduledFee(FeeLine Line, Money? Amount, Citation Source, FeeApproval? Approval)
{
    /// <summary>In the pack, approved by the state, and in effect (CF-151). Anything less is not chargeable.</summary>
    public bool IsChargeable(DateOnly paidOn) => Amount is not null && Approval is not null && Approval.EffectiveFrom <= paidOn;
}

/// <summary>The fee schedule by payment day (CF-25).</summary>
public sealed class FeeSchedule(PeerCertDb db, StandardsLibrary library)
{
    public async Task<IReadOnlyList<ScheduledFee>> OnAsync(DateOnly paidOn, CancellationToken ct)
    {
        if (library.On(GoverningQuestion.Fee, paidOn) is not { } pack)
            return [];
        var approvals = await db.FeeApprovals.AsNoTracking().ToDictionaryAsync(a => a.FeeLineSha256, ct);
        return
        [
            .. from line in pack.Fees.Values
               orderby line.Code
               let inForce = line.Cents.On(paidOn)
               select new ScheduledFee(
                   line, inForce is { Value: { } cents } ? new Money(cents) : null, inForce?.Source ?? line.Source, approvals.GetValueOrDefault(line.Sha256)),
        ];
    }
}
