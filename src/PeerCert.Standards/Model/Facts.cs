using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;

namespace PeerCert.Standards.Model;

/// <summary>
/// Something known about one person or file. The shapes are closed (nine of them); the kinds are names that a pack
/// declares. <see cref="Id"/> ties facts to each other (a document covers a span) and to the record they came from.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "shape")]
[JsonDerivedType(typeof(PersonAttribute), "attribute")]
[JsonDerivedType(typeof(Event), "event")]
[JsonDerivedType(typeof(Span), "span")]
[JsonDerivedType(typeof(Document), "document")]
[JsonDerivedType(typeof(Attestation), "attestation")]
[JsonDerivedType(typeof(Agreement), "agreement")]
[JsonDerivedType(typeof(Attempt), "attempt")]
[JsonDerivedType(typeof(Overlay), "overlay")]
[JsonDerivedType(typeof(Filing), "filing")]
public abstract record Fact(string Kind)
{
    /// <summary>Name of this fact inside its file; empty where nothing refers to it.</summary>
    public string Id { get; init; } = "";

    /// <summary>The first day on which it counts; none for what has no day.</summary>
    [JsonIgnore]
    public DateOnly? Begins => this switch
    {
        PersonAttribute => null,
        Event f => f.On,
        Span f => f.To,
        Document f => f.ReceivedOn,
        Attestation f => f.On,
        Agreement f => f.On,
        Attempt f => f.On,
        Overlay f => f.From,
        Filing f => f.On,
        _ => throw new UnreachableException(GetType().Name),
    };

    /// <summary>A property of the person: a birth date (<see cref="Day"/>) or a word from a declared list (<see cref="Value"/>).</summary>
    public sealed record PersonAttribute(string Kind, DateOnly? Day, string? Value) : Fact(Kind);

    /// <summary>Something that happened on a day, such as an approval or a fee paid (<see cref="Detail"/>: the fee line).</summary>
    public sealed record Event(string Kind, DateOnly On, string? Detail) : Fact(Kind);

    /// <summary>A stretch of time with an amount: training or work, in the unit the pack declares for the kind.</summary>
    public sealed record Span(string Kind, DateOnly? From, DateOnly To, decimal Quantity, string Unit) : Fact(Kind)
    {
        /// <summary>Who gave it (a training provider, an employer), as written.</summary>
        public string? By { get; init; }

        /// <summary>What it was about, in words that the kind declares.</summary>
        public ImmutableArray<string> Topics { get; init; } = [];

        public bool Equals(Span? other) => base.Equals(other) && From == other.From && To == other.To && Quantity == other.Quantity
            && Unit == other.Unit && By == other.By && Topics.SequenceEqual(other.Topics);

        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), From, To, Quantity, Unit, By, Topics.Length);
    }

    /// <summary>A file held as evidence. <see cref="Check"/> is what staff found; null while nobody has looked.</summary>
    public sealed record Document(string Kind, DateOnly ReceivedOn, DocumentCheck? Check) : Fact(Kind)
    {
        /// <summary>What staff found in it, in words that the kind declares: a letterhead, a graduation date.</summary>
        public ImmutableArray<string> Features { get; init; } = [];

        public bool Equals(Document? other) => base.Equals(other) && ReceivedOn == other.ReceivedOn && Check == other.Check && Features.SequenceEqual(other.Features);

        public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), ReceivedOn, Check, Features.Length);
    }

    /// <summary>The person's own statement, yes or no.</summary>
    public sealed record Attestation(string Kind, DateOnly On, bool Value) : Fact(Kind);

    /// <summary>A text agreed to and signed.</summary>
    public sealed record Agreement(string Kind, string Version, DateOnly On) : Fact(Kind);

    /// <summary>A sitting of an exam. There is no score, here or anywhere.</summary>
    public sealed record Attempt(string Kind, DateOnly On, AttemptOutcome Outcome) : Fact(Kind);

    /// <summary>A condition that holds from a day, through a day or until lifted: a suspension, a certificate of another state.</summary>
    public sealed record Overlay(string Kind, DateOnly From, DateOnly? Until) : Fact(Kind)
    {
        /// <summary>Whose condition it is (a state, an authority), as written.</summary>
        public string? By { get; init; }

        /// <summary>Whether it holds on <paramref name="day"/>; its last day is still inside.</summary>
        public bool Covers(DateOnly day) => From <= day && (Until is not { } last || day <= last);
    }

    /// <summary>Something handed in for decision; its day picks the governing pack.</summary>
    public sealed record Filing(string Kind, DateOnly On) : Fact(Kind);
}

public enum DocumentCheck { Accepted, NotAccepted, Falsified }

public enum AttemptOutcome { Pass, Fail, NoShow, Cancelled }

/// <summary>Everything known about one file, in the order it was given.</summary>
public sealed record Facts(ImmutableArray<Fact> All)
{
    public static Facts Of(params IEnumerable<Fact> facts) => new([.. facts]);
}
