namespace PeerCert.Core.Shared;

/// <summary>US dollars in integer cents. Never negative when it names a price; postings carry a sign.</summary>
public readonly record struct Money(long Cents)
{
    public static Money operator +(Money a, Money b) => new(checked(a.Cents + b.Cents));
    public static Money operator -(Money a) => new(-a.Cents);
    public static Money Add(Money left, Money right) => left + right;
    public static Money Negate(Money item) => -item;
}
