using Microsoft.EntityFrameworkCore.Metadata;

namespace PeerCert.Data;

internal static class TextColumns
{
    /// <summary>Stored as text: strings, and enums by their names.</summary>
    public static bool IsText(IReadOnlyProperty property) =>
        (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) is var type && (type == typeof(string) || type.IsEnum);
}
