using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Ledger;

/// <summary>Fees paid for a file, each as often as it was paid: a payment counts while more came in than went back.</summary>
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
            .SelectMany(line => Paid(line).Select(e => (line.Key.Subject, Entry: e)))
            .ToLookup(p => p.Subject, Fact (p) => new Fact.Event(Kind, p.Entry.PaidOn, p.Entry.FeeLine) { Id = p.Entry.Id.ToString() });
    }

    /// <summary>The payments of one line that nothing was given back for; what went back takes the oldest away.</summary>
    private static IEnumerable<LedgerEntry> Paid(IEnumerable<LedgerEntry> line)
    {
        var entries = line.OrderBy(e => e.PaidOn).ThenBy(e => e.Id.Value).ToList();
        return entries.Where(e => Received(e) > 0).Skip(entries.Count(e => Received(e) < 0));
    }

    private static long Received(LedgerEntry entry) => entry.Postings.Where(p => p.Account is LedgerAccount.Received).Sum(p => p.Cents);
}
