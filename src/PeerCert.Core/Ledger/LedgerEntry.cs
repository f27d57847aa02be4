using System.Collections.Immutable;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Ledger;

/// <summary>The accounts that money moves between. No card data exists anywhere.</summary>
public enum LedgerAccount { Received, FeeIncome, Refunded, Forfeited }

/// <summary>
/// One movement of money: at least two postings that add up to nothing. Never changed; a mistake is reversed by an
/// entry of its own.
/// </summary>
public sealed class LedgerEntry
{
    private readonly List<Posting> _postings = [];

    private LedgerEntry() { }

    public Id<LedgerEntry> Id { get; private set; }
    public Id<Person> Person { get; private set; }

    /// <summary>The file the money is for.</summary>
    public Guid File { get; private set; }

    /// <summary>Code of the fee line, as the pack names it.</summary>
    public string FeeLine { get; private set; } = "";

    /// <summary>Hash of the very fee line that was charged; the state's approval names the same hash.</summary>
    public string FeeLineSha256 { get; private set; } = "";

    /// <summary>The day the money came, which picks the schedule (CF-25); may be before the day it is recorded.</summary>
    public DateOnly PaidOn { get; private set; }

    /// <summary>Receipt or cheque number as staff typed it.</summary>
    public string Reference { get; private set; } = "";

    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = "";
    public IReadOnlyList<Posting> Postings => _postings;

    /// <summary>Records an entry; throws when the postings do not balance, which no input can cause.</summary>
    public static LedgerEntry Record(
        Id<Person> person, Guid file, string feeLine, string feeLineSha256, DateOnly paidOn, string reference,
        ImmutableArray<(LedgerAccount Account, Money Amount)> postings, DateTime at, Actor by)
    {
        if (postings.Length < 2 || postings.Sum(p => p.Amount.Cents) != 0)
            throw new ArgumentException("postings must balance", nameof(postings));
        var entry = new LedgerEntry
        {
            Id = Id<LedgerEntry>.New(),
            Person = person,
            File = file,
            FeeLine = feeLine,
            FeeLineSha256 = feeLineSha256,
            PaidOn = paidOn,
            Reference = reference,
            RecordedAt = at,
            RecordedBy = by.Name,
        };
        entry._postings.AddRange(postings.Select((p, i) => new Posting(entry.Id, i + 1, p.Account, p.Amount.Cents)));
        return entry;
    }

    /// <summary>What this entry brought in as a fee.</summary>
    public Money Earned => new(-_postings.Where(p => p.Account is LedgerAccount.FeeIncome).Sum(p => p.Cents));

    /// <summary>An entry that keeps what this one brought in as forfeited: the service it was paid for is not given any more.</summary>
    public LedgerEntry Forfeit(Money amount, DateTime at, Actor by) =>
        Record(Person, File, FeeLine, FeeLineSha256, PaidOn, Reference, [(LedgerAccount.FeeIncome, amount), (LedgerAccount.Forfeited, -amount)], at, by);
}

/// <summary>One side of an entry, in integer cents: money that arrives at an account is positive.</summary>
public sealed record Posting(Id<LedgerEntry> Entry, int Line, LedgerAccount Account, long Cents);

/// <summary>
/// That the state approved one fee line, by the line's hash (CF-151): a line that was changed after its approval is
/// another line.
/// </summary>
public sealed class FeeApproval : IRoot
{
    public required Guid Id { get; init; }
    public required string FeeLine { get; init; }
    public required string FeeLineSha256 { get; init; }
    public required DateOnly EffectiveFrom { get; init; }
    public required string Reference { get; init; }
    public required DateTime RecordedAt { get; init; }
    public required string RecordedBy { get; init; }

    Guid IRoot.RootId => Id;

    // Written once and never changed: nothing to collide over but its key.
    int IRoot.Version => 0;

    void IRoot.Touch() { }
}
