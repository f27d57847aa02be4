using System.Diagnostics.CodeAnalysis;

namespace PeerCert.Core.Shared;

/// <summary>Identity of one <typeparamref name="T"/>; ids of different things do not mix. Binds from routes and queries.</summary>
public readonly record struct Id<T>(Guid Value) : IParsable<Id<T>>
{
    public static Id<T> New() => new(OrderedId.New());

    public static Id<T> Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s));

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id<T> result)
    {
        var ok = Guid.TryParse(s, out var value);
        result = new(value);
        return ok;
    }

    public override string ToString() => Value.ToString();
}
