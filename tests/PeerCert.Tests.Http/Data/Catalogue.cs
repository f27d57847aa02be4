using System.Data;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Data;

/// <summary>What a database says of itself, line by line: columns, keys, indexes, checks, collations.</summary>
internal static partial class Catalogue
{
    private const string Sqlite =
        """
        SELECT 'column', m.name, c.name, c.type, c."notnull", coalesce(c.dflt_value, ''), c.pk FROM sqlite_master m, pragma_table_xinfo(m.name) c WHERE m.type = 'table'
        UNION ALL SELECT 'index', m.name, iif(i.origin = 'c', i.name, i.origin), i."unique", i.partial, x.seqno || ' ' || x.name || ' ' || x.coll, x."desc"
          FROM sqlite_master m, pragma_index_list(m.name) i, pragma_index_xinfo(i.name) x WHERE m.type = 'table' AND x.key = 1
        UNION ALL SELECT 'foreign key', m.name, f."from", f."table", f."to", f.on_update, f.on_delete FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
        UNION ALL SELECT 'other', m.type, m.name, m.tbl_name, '', '', '' FROM sqlite_master m WHERE m.type NOT IN ('table', 'index')
        """;

    private const string Postgres =
        """
        SELECT 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text, coalesce(o.collname, ''), a.attidentity::text || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
          LEFT JOIN pg_collation o ON o.oid = a.attcollation LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
          WHERE a.attnum > 0 AND NOT a.attisdropped
        UNION ALL SELECT 'index', tablename, indexname, indexdef, '', '', '' FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', '', '' FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT 'other', c.relkind::text, c.relname, '', '', '', '' FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind NOT IN ('r', 'i')
        UNION ALL SELECT 'other', 'trigger', tgname, '', '', '', '' FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT 'other', 'function', proname, '', '', '', '' FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        """;

    public static async Task<List<string>> ReadAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var lines = await RowsAsync(db, database.Engine == Engine.Sqlite ? Sqlite : Postgres);
        if (database.Engine == Engine.Sqlite)
            foreach (var sql in await RowsAsync(db, "SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
                lines.AddRange(ChecksAndMore().Matches(sql).Select(m => $"{sql.Split('|')[0]}|{m.Value}"));
        return [.. lines.Where(l => !l.Contains("schema_migrations", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private static async Task<List<string>> RowsAsync(DbContext db, string sql)
    {
        var connection = db.Database.GetDbConnection();
        if (connection.State != ConnectionState.Open)
            await db.Database.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the two texts above
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetValue(i)}")));
        return rows;
    }

    // What SQLite keeps only as text: checks, names of constraints, collations of columns, numbering.
    [GeneratedRegex("CONSTRAINT \"[^\"]+\".*?(?=,?$)|COLLATE \\w+|AUTOINCREMENT", RegexOptions.Multiline)]
    private static partial Regex ChecksAndMore();
}
