using Microsoft.EntityFrameworkCore;
using PeerCert.Core;
using PeerCert.Data;
using PeerCert.Data.Postgres;
using PeerCert.Data.Sqlite;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Data;

/// <summary>
/// Until the first release the first migration is the model itself: change the model and run this with
/// PEERCERT_WRITE_SCHEMA=1 to write the files again. From the first release on, a change is a new numbered file.
/// </summary>
public sealed class SchemaFileTests
{
    [Theory, OnEveryDatabase]
    public void The_first_migration_is_what_the_model_creates(Engine engine)
    {
        var script = CreateScript(engine);
        var file = Path.Combine(Repository.Root, $"src/PeerCert.Data/{engine}/Migrations/0001_first.sql");
        if (Environment.GetEnvironmentVariable("PEERCERT_WRITE_SCHEMA") == "1")
        {
            File.WriteAllText(file, script);
            return;
        }
        Assert.Equal(script, File.ReadAllText(file));
        Assert.Equal(script, Migration.Embedded($"{engine}")[0].Sql);
    }

    private static string CreateScript(Engine engine)
    {
        using PeerCertDb db = engine == Engine.Sqlite
            ? new SqliteDb(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=:memory:").Options)
            : new PostgresDb(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql("Host=nowhere").Options);
        return db.Database.GenerateCreateScript().ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
    }
}
