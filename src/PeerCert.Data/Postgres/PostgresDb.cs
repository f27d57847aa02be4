using Microsoft.EntityFrameworkCore;
using PeerCert.Core;

namespace PeerCert.Data.Postgres;

/// <summary>
/// The model on PostgreSQL: text compares by bytes whatever the cluster's language, so that ranges, order and unique
/// keys mean what they mean on SQLite; instants keep milliseconds.
/// </summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : PeerCertDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveColumnType("timestamp(3) with time zone");
        configurationBuilder.Properties<DateTimeOffset>().HaveColumnType("timestamp(3) with time zone");
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (var text in builder.Model.GetEntityTypes().SelectMany(t => t.GetProperties()).Where(TextColumns.IsText))
            text.SetCollation("C");
    }
}
