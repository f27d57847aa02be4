using System.Text.Json;
using System.Text.Json.Serialization;

namespace PeerCert.Standards.Model;

/// <summary>
/// The one way in which facts and decisions are written as JSON: in the database, in case files (as YAML) and by the API.
/// </summary>
public static class StandardsJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };
}
