using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Evaluation;

/// <summary>
/// One person's facts on one day, as rules look at them. Figures are those in force on <see cref="FiledOn"/> (CF-34), prices
/// those of <see cref="AsOf"/>. A class of its own, and loops instead of queries, because a queue of thousands is decided
/// at once.
/// </summary>
internal sealed class Look(Pack pack, ImmutableArray<Fact> facts, DateOnly asOf, string filing)
{
    private Argument.Day? _said;
    private ImmutableArray<Argument> _alone;

    public Pack Pack { get; } = pack;

    public DateOnly AsOf { get; } = asOf;

    /// <summary>The newest filing known, or the day asked about while nothing is filed.</summary>
    public DateOnly FiledOn { get; } = Newest(facts, filing, asOf);

    /// <summary>A day as an argument of a text. Many rules of a file say the same day, so the last one is said again.</summary>
    public Argument Said(string name, DateOnly day) => _said is { } said && said.Value == day && said.Name == name ? said : _said = new(name, day);

    /// <summary>The only argument of a text, where that is a day.</summary>
    public ImmutableArray<Argument> SaidAlone(DateOnly day)
    {
        if (_alone.IsDefault || _alone[0] != Said("day", day))
            _alone = [Said("day", day)];
        return _alone;
    }

    /// <summary>Facts of a kind that count by the day asked about, in the order given.</summary>
    public Known<T> Of<T>(string kind) where T : Fact => new(facts, kind, AsOf);

    /// <summary>The last fact of a kind that was given; null where there is none.</summary>
    public T? Last<T>(string kind) where T : Fact
    {
        T? last = null;
        foreach (var fact in Of<T>(kind))
            last = fact;
        return last;
    }

    /// <summary>Whether a rule is asked of this person.</summary>
    public bool Asks(Requirement rule) =>
        rule.When is not { } when || (Last<Fact.PersonAttribute>(when.Attribute) is { Value: { } value } && when.Values.Contains(value));

    private static DateOnly Newest(ImmutableArray<Fact> facts, string filing, DateOnly asOf)
    {
        DateOnly? newest = null;
        foreach (var fact in new Known<Fact.Filing>(facts, filing, asOf))
            if (newest is null || fact.On > newest)
                newest = fact.On;
        return newest ?? asOf;
    }
}

/// <summary>Facts of one shape and kind that have begun by a day.</summary>
internal readonly struct Known<T>(ImmutableArray<Fact> facts, string kind, DateOnly asOf) where T : Fact
{
    private readonly ImmutableArray<Fact> _facts = facts;
    private readonly string _kind = kind;
    private readonly DateOnly _asOf = asOf;

    public Enumerator GetEnumerator() => new(this);

    public struct Enumerator(Known<T> known)
    {
        private int _next;

        public T Current { get; private set; } = null!;

        public bool MoveNext()
        {
            while (_next < known._facts.Length)
                if (known._facts[_next++] is T fact && fact.Kind == known._kind && (fact.Begins is not { } begins || begins <= known._asOf))
                {
                    Current = fact;
                    return true;
                }

            return false;
        }
    }
}
