using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PeerCert.Core;

namespace PeerCert.Data.Sqlite;

/// <summary>The model on SQLite: text compares by bytes already; lengths are checked, since SQLite keeps text of any length.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : PeerCertDb(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        foreach (var type in builder.Model.GetEntityTypes())
        {
            var table = StoreObjectIdentifier.Table(type.GetTableName()!);
            foreach (var property in type.GetProperties().Where(p => TextColumns.IsText(p) && p.GetMaxLength() is not null))
            {
                var column = property.GetColumnName(table);
                type.AddCheckConstraint($"CK_{table.Name}_{column}_length", $"length({column}) <= {property.GetMaxLength()}");
            }
        }
    }
}
