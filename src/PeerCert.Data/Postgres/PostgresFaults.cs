using System.Net.Sockets;
using Npgsql;
using PeerCert.Core.Shared;

namespace PeerCert.Data.Postgres;

internal sealed class PostgresFaults : IStoreFaults
{
    public bool Is(Exception e) => Faults.Chain(e).Any(inner => inner switch
    {
        PostgresException p => IsOutage(p.SqlState),
        NpgsqlException n => n.InnerException is IOException or SocketException or TimeoutException || n.IsTransient,
        StoreBusyException => true,
        _ => false,
    });

    public TakenKey? TakenKeyIn(Exception e) =>
        Faults.Chain(e).OfType<PostgresException>().FirstOrDefault(p => p.SqlState == PostgresErrorCodes.UniqueViolation) is { TableName: { } table } taken
            ? new(table, taken.ConstraintName, [])
            : null;

    public bool IsCollision(Exception e) =>
        Faults.Chain(e).OfType<PostgresException>().Any(p => p.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure);

    // By class (appendix A of the PostgreSQL manual): 08 connection, 53 resources, 57P operator intervention, 58 system;
    // then a lock or a statement that took too long, and a server that became a read-only replica.
    private static bool IsOutage(string state) => state[..2] is "08" or "53" or "58"
        || state.StartsWith("57P", StringComparison.Ordinal)
        || state is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.ReadOnlySqlTransaction;
}
