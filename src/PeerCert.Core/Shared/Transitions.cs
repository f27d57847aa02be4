using System.Collections.Immutable;

namespace PeerCert.Core.Shared;

/// <summary>
/// A lifecycle as one table: it answers "may I?", draws the buttons, writes <c>docs/states.md</c>; a test walks every
/// (state, action) pair. Only states that people decide stand here; what the calendar does is computed.
/// </summary>
public sealed class Transitions<TState, TAction>(params (TState From, TAction Action, TState To)[] rows)
    where TState : struct, Enum
    where TAction : struct, Enum
{
    public ImmutableArray<(TState From, TAction Action, TState To)> Rows { get; } = [.. rows];

    /// <summary>Where <paramref name="action"/> leads from <paramref name="from"/>; a problem where the table has no such row.</summary>
    public Result<TState> Next(TState from, TAction action)
    {
        foreach (var row in Rows)
            if (row.From.Equals(from) && row.Action.Equals(action))
                return row.To;
        return new Problem.NotAllowedNow(KeyOf(action), KeyOf(from));
    }

    public bool Allows(TState from, TAction action) => Next(from, action).Problem is null;

    public IEnumerable<TAction> ActionsFrom(TState from) => Rows.Where(r => r.From.Equals(from)).Select(r => r.Action);

    /// <summary>Text key of a state or action: <c>application-state.submitted</c>.</summary>
    public static string KeyOf<TName>(TName name) where TName : struct, Enum => TextKeys.Of(name);
}
