using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PeerCert.Data;

/// <summary>A table's columns as the model maps them, and the value that goes into each.</summary>
internal sealed class BulkColumns
{
    private readonly List<IProperty> _properties;

    public BulkColumns(IEntityType type)
    {
        _properties = [.. type.GetProperties()];
        if (!Fit(type))
            throw new NotSupportedException($"{type.DisplayName()} has columns that its objects do not hold");
        Table = type.GetTableName()!;
        var table = StoreObjectIdentifier.Table(Table, type.GetSchema());
        Names = [.. _properties.Select(p => p.GetColumnName(table)!)];
        Types = [.. _properties.Select(p => p.GetTypeMapping() is var m && m.Converter is { } c ? c.ProviderClrType : m.ClrType).Select(t => Nullable.GetUnderlyingType(t) ?? t)];
    }

    /// <summary>Whether a row's object holds all its columns and nothing else: none is kept by the model alone, made by the database, or part of another object.</summary>
    public static bool Fit(IEntityType type) => !type.IsOwned() && !type.GetComplexProperties().Any() && !type.GetNavigations().Any(n => n.TargetEntityType.IsOwned())
        && !type.GetProperties().Any(p => p.IsShadowProperty() || p.ValueGenerated != ValueGenerated.Never && p.ClrType == typeof(int));

    public string Table { get; }

    public IReadOnlyList<string> Names { get; }

    /// <summary>What is stored, after conversion: text, numbers, days, instants.</summary>
    public IReadOnlyList<Type> Types { get; }

    public object? ValueOf(object row, int column)
    {
        var property = _properties[column];
        var value = property.GetGetter().GetClrValue(row);
        return value is not null && property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
    }
}
