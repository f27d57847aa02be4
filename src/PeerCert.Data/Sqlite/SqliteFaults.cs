using Microsoft.Data.Sqlite;
using PeerCert.Core.Shared;
using static SQLitePCL.raw;

namespace PeerCert.Data.Sqlite;

internal sealed class SqliteFaults : IStoreFaults
{
    private const string UniqueMessage = "UNIQUE constraint failed: ";

    public bool Is(Exception e) => Faults.Chain(e).Any(inner => inner is StoreBusyException
        || inner is SqliteException
        {
            SqliteErrorCode: SQLITE_BUSY or SQLITE_LOCKED or SQLITE_FULL or SQLITE_IOERR or SQLITE_CANTOPEN or SQLITE_READONLY
                or SQLITE_NOMEM or SQLITE_PROTOCOL
        });

    // SQLite names the columns and not the key: "UNIQUE constraint failed: exam_attempts.eligibility, exam_attempts.sat_on".
    public TakenKey? TakenKeyIn(Exception e)
    {
        var taken = Faults.Chain(e).OfType<SqliteException>()
            .FirstOrDefault(s => s.SqliteExtendedErrorCode is SQLITE_CONSTRAINT_UNIQUE or SQLITE_CONSTRAINT_PRIMARYKEY);
        if (taken is null)
            return null;
        var start = taken.Message.IndexOf(UniqueMessage, StringComparison.Ordinal) + UniqueMessage.Length;
        var end = taken.Message.IndexOf('\'', start);
        var columns = taken.Message[start..(end < 0 ? taken.Message.Length : end)].Split(", ").Select(c => c.Split('.', 2)).ToList();
        return new(columns[0][0], null, [.. columns.Select(c => c[^1])]);
    }

    public bool IsCollision(Exception e) => false;
}
