using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PeerCert.Standards.Model;

/// <summary>
/// Words by key: which language they are shown in is settled when they are shown, not when they are decided.
/// Arguments are named, so that a translator may put them in any order.
/// </summary>
public sealed record Text(string Key, ImmutableArray<Argument> Arguments)
{
    public static Text Of(string key, params Argument[] arguments) => new(key, [.. arguments]);

    public bool Equals(Text? other) => other is not null && Key == other.Key && Arguments.SequenceEqual(other.Arguments);

    public override int GetHashCode() => HashCode.Combine(Key, Arguments.Length);
}

/// <summary>A named, typed value inside a <see cref="Text"/>. Its type decides how a language writes it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Count), "count")]
[JsonDerivedType(typeof(Quantity), "quantity")]
[JsonDerivedType(typeof(Day), "day")]
[JsonDerivedType(typeof(Moment), "moment")]
[JsonDerivedType(typeof(Amount), "amount")]
[JsonDerivedType(typeof(Words), "words")]
[JsonDerivedType(typeof(Term), "term")]
public abstract record Argument(string Name)
{
    /// <summary>A whole number; the plural form follows it.</summary>
    public sealed record Count(string Name, long Value) : Argument(Name);

    /// <summary>An amount that need not be whole, such as 79.5 hours.</summary>
    public sealed record Quantity(string Name, decimal Value) : Argument(Name);

    /// <summary>A civil date of the program.</summary>
    public sealed record Day(string Name, DateOnly Value) : Argument(Name);

    /// <summary>An instant, in UTC; shown in the program's zone.</summary>
    public sealed record Moment(string Name, DateTime Value) : Argument(Name);

    /// <summary>Money in integer US cents.</summary>
    public sealed record Amount(string Name, long Cents) : Argument(Name);

    /// <summary>Somebody's own words or a number of a record, shown as they are.</summary>
    public sealed record Words(string Name, string Value) : Argument(Name);

    /// <summary>Another text's key, shown in the reader's language.</summary>
    public sealed record Term(string Name, string Key) : Argument(Name);

    public static implicit operator Argument((string Name, long Value) a) => new Count(a.Name, a.Value);
    public static implicit operator Argument((string Name, int Value) a) => new Count(a.Name, a.Value);
    public static implicit operator Argument((string Name, decimal Value) a) => new Quantity(a.Name, a.Value);
    public static implicit operator Argument((string Name, DateOnly Value) a) => new Day(a.Name, a.Value);
    public static implicit operator Argument((string Name, DateTime Value) a) => new Moment(a.Name, a.Value);
    public static implicit operator Argument((string Name, string Value) a) => new Words(a.Name, a.Value);
}
