namespace PeerCert.Core.Shared;

/// <summary>What an exception of the database means, whichever engine raised it.</summary>
public interface IStoreFaults : IOutage
{
    /// <summary>The unique key that already holds the same value; null where the exception is about something else.</summary>
    TakenKey? TakenKeyIn(Exception e);

    /// <summary>The engine sacrificed this transaction to let another one through.</summary>
    bool IsCollision(Exception e);
}

/// <summary>A unique key by its table and, where the engine names it, its constraint, otherwise its columns.</summary>
public sealed record TakenKey(string Table, string? Constraint, IReadOnlyList<string> Columns);
