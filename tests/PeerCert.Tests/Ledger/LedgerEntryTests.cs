using PeerCert.Core.Ledger;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Tests.Ledger;

public class LedgerEntryTests
{
    [Fact]
    public void Postings_that_balance_are_recorded_in_order()
    {
        var entry = Record((LedgerAccount.Received, new(12_345)), (LedgerAccount.FeeIncome, new(-12_345)));
        Assert.Equal([(1, 12_345L), (2, -12_345L)], entry.Postings.Select(p => (p.Line, p.Cents)));
        Assert.Equal(0, entry.Postings.Sum(p => p.Cents));
    }

    [Fact]
    public void Postings_that_do_not_balance_are_a_bug_and_never_recorded()
    {
        Assert.Throws<ArgumentException>(() => Record((LedgerAccount.Received, new(100)), (LedgerAccount.FeeIncome, new(-99))));
        Assert.Throws<ArgumentException>(() => Record((LedgerAccount.Received, new(0))));
    }

    [Fact]
    public void Money_that_overflows_is_never_quietly_wrong() =>
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue) + new Money(1));

    private static LedgerEntry Record(params (LedgerAccount, Money)[] postings) => LedgerEntry.Record(
        Id<Person>.New(), Guid.NewGuid(), "TEST", "", new(2026, 5, 1), "receipt 1", [.. postings], new(2026, 5, 1, 0, 0, 0, DateTimeKind.Utc), Actor.Program);
}
