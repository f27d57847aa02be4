using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PeerCert.Standards.Loading;

/// <summary>
/// JSON in the one form of RFC 8785, so that equal content has equal bytes and one hash. Only whole numbers occur in a
/// pack (an amount with decimals is text), so its rules for floating point are not needed and such numbers are refused.
/// </summary>
public static class CanonicalJson
{
    private const long LargestExact = 9_007_199_254_740_991;

    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return text.ToString();
    }

    /// <summary>SHA-256 of the canonical form, in lower-case hexadecimal.</summary>
    public static string Sha256(JsonNode? node) => Sha256(Write(node));

    /// <summary>The canonical form of a YAML file that the loader would read, for tools; null where it would be refused.</summary>
    public static string? OfYaml(string path) => YamlFile.Read(path, path, []) is { } node ? Write(node.ToJson()) : null;

    internal static string Sha256(string canonical) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));

    private static void Write(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject o:
                text.Append('{');
                var first = true;
                foreach (var (key, value) in o.OrderBy(p => p.Key, StringComparer.Ordinal))   // ordinal is by UTF-16 unit, as section 3.2.3 asks
                {
                    if (!first)
                        text.Append(',');
                    first = false;
                    Write(text, key);
                    text.Append(':');
                    Write(text, value);
                }

                text.Append('}');
                break;
            case JsonArray a:
                text.Append('[');
                for (var i = 0; i < a.Count; i++)
                {
                    if (i > 0)
                        text.Append(',');
                    Write(text, a[i]);
                }

                text.Append(']');
                break;
            case JsonValue v:
                Write(text, v);
                break;
        }
    }

    private static void Write(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            case JsonValueKind.String:
                Write(text, value.GetValue<string>());
                break;
            case JsonValueKind.Number when long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && Math.Abs(whole) <= LargestExact:
                text.Append(whole.ToString(CultureInfo.InvariantCulture));
                break;
            default:
                throw new ArgumentException($"{value.ToJsonString()} has no canonical form here: write decimals as text.", nameof(value));
        }
    }

    private static void Write(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        text.Append('"');
    }
}
