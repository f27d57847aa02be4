using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Ledger;

/// <summary>Fees paid for a file: a line counts while more came in than went back.</summary>
public sealed class FeeFacts(PeerCertDb db) : IFactSource
{
    public const string Kind = "fee-paid";

    public async Task<IReadOnlyList<Fact>> AboutAsync(Subject subject, CancellationToken ct)
    {
        var entries = await db.Ledger.AsNoTracking()
            .Where(e => e.Person == subject.Person && e.File == subject.File)
            .ToListAsync(ct);
        return
        [
            .. from line in entries.GroupBy(e => e.FeeLine)
               where line.Sum(e => e.Postings.Where(p => p.Account is LedgerAccount.Received).Sum(p => p.Cents)) > 0
               select new Fact.Event(Kind, line.Max(e => e.PaidOn), line.Key) { Id = line.First().Id.ToString() },
        ];
    }
}
