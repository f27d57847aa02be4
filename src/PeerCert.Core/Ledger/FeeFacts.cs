using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Ledger;

/// <summary>Fees paid for a file: a line counts while more came in than went back.</summary>
public sealed class FeeFacts(PeerCertDb db) : IFactSource
{
    public const string Kind = "fee-paid";

    public async Task<ILookup<Subject, Fact>> AboutAsync(IReadOnlyCollection<Subject> subjects, CancellationToken ct)
    {
        var files = subjects.Select(s => s.File).ToList();
        var entries = await db.Ledger.AsNoTracking()
            .Where(e => files.Contains(e.File))
            .ToListAsync(ct);
        return entries.GroupBy(e => (Subject: new Subject(e.Person, e.File), e.FeeLine))
            .Where(line => line.Sum(e => e.Postings.Where(p => p.Account is LedgerAccount.Received).Sum(p => p.Cents)) > 0)
            .ToLookup(line => line.Key.Subject, Fact (line) => new Fact.Event(Kind, line.Max(e => e.PaidOn), line.Key.FeeLine) { Id = line.First().Id.ToString() });
    }
}
