using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using PeerCert.Standards.Loading;
using PeerCert.Testing;

namespace PeerCert.Tests.Standards;

/// <summary>
/// The schemas that editors use say the same as the loader: every pack file fits its schema, and what the schema calls
/// wrong is wrong. Only the few words of JSON Schema that ours use are understood here.
/// </summary>
public partial class SchemaTests
{
    public static IEnumerable<object[]> Files =>
        Directory.EnumerateFiles(Repository.Standards, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => new object[] { Path.GetRelativePath(Repository.Standards, f) });

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_names_its_schema_and_fits_it(string file)
    {
        var path = Path.Combine(Repository.Standards, file);
        var named = SchemaLine().Match(File.ReadLines(path).First());
        Assert.True(named.Success, $"{file} does not begin with the line that tells an editor its schema.");

        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, named.Groups[1].Value)));
        using var content = JsonDocument.Parse(CanonicalJson.OfYaml(path)!);
        Assert.Empty(Problems(schema.RootElement, schema.RootElement, content.RootElement, ""));
    }

    [Theory]
    [InlineData("fees", """{"fees":{"APP":{"amount":"100.00","cite":"Guide §1"}}}""")]
    [InlineData("fees", """{"fees":{"APP":{"amount":"USD 100.00"}}}""")]
    [InlineData("clocks", """{"clocks":{"a":{"length":30,"unit":"moons","cite":"Guide §1"}}}""")]
    [InlineData("clocks", """{"clocks":{"a":{"length":-1,"unit":"days","cite":"Guide §1"}}}""")]
    [InlineData("ethics", """{"codeOfEthics":[]}""")]
    [InlineData("cases", """{"format":2,"cases":[{"name":"a","question":"q","asOf":"2025-01-01"}]}""")]
    [InlineData("cases", """{"format":1,"cases":[{"name":"a","question":"q","asOf":"2025-01-01","facts":[{"shape":"filing","kind":"a","on":"2025-01-01","off":1}]}]}""")]
    [InlineData("requirements", """{"questions":{"q":{"filing":"a","cite":"Guide §1","roots":[{"id":"a","rule":"magic","cite":"Guide §1"}]}}}""")]
    public void A_schema_refuses_what_the_loader_refuses(string name, string json)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Standards, "schema", $"{name}.schema.json")));
        using var content = JsonDocument.Parse(json);

        Assert.NotEmpty(Problems(schema.RootElement, schema.RootElement, content.RootElement, ""));
    }

    private static IEnumerable<string> Problems(JsonElement root, JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            var target = root.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1]);
            return Problems(root, target, value, at);
        }

        if (schema.TryGetProperty("oneOf", out var choices))
            return choices.EnumerateArray().Count(c => !Problems(root, c, value, at).Any()) == 1 ? [] : [$"{at}: fits not exactly one choice"];

        if (schema.TryGetProperty("const", out var only))
            return JsonElement.DeepEquals(only, value) ? [] : [$"{at}: not {only}"];

        if (schema.TryGetProperty("enum", out var words))
            return words.EnumerateArray().Any(w => JsonElement.DeepEquals(w, value)) ? [] : [$"{at}: not one of {words}"];

        return schema.GetProperty("type").GetString() switch
        {
            "object" when value.ValueKind is JsonValueKind.Object => OfObject(root, schema, value, at),
            "array" when value.ValueKind is JsonValueKind.Array =>
                (schema.TryGetProperty("minItems", out var least) && value.GetArrayLength() < least.GetInt32() ? [$"{at}: too few"] : Array.Empty<string>())
                .Concat(value.EnumerateArray().SelectMany((v, n) => Problems(root, schema.GetProperty("items"), v, $"{at}[{n}]"))),
            // The canonical form writes 79.5 as text; in the file it is a number.
            "number" when value.ValueKind is JsonValueKind.String && decimal.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _) => [],
            "string" when value.ValueKind is JsonValueKind.String =>
                schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(value.GetString()!, pattern.GetString()!) ? [$"{at}: does not match {pattern}"] : [],
            "integer" or "number" when value.ValueKind is JsonValueKind.Number =>
                schema.TryGetProperty("minimum", out var minimum) && value.GetDecimal() < minimum.GetDecimal() ? [$"{at}: too small"] : [],
            "boolean" when value.ValueKind is JsonValueKind.True or JsonValueKind.False => [],
            "null" when value.ValueKind is JsonValueKind.Null => [],
            var type => [$"{at}: not {type}"],
        };
    }

    private static IEnumerable<string> OfObject(JsonElement root, JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("required", out var required))
            foreach (var key in required.EnumerateArray().Select(r => r.GetString()!).Where(k => !value.TryGetProperty(k, out _)))
                yield return $"{at}: {key} is missing";

        var others = schema.GetProperty("additionalProperties");
        foreach (var property in value.EnumerateObject())
        {
            var inside = $"{at}/{property.Name}";
            if (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(property.Name, out var own))
                foreach (var problem in Problems(root, own, property.Value, inside))
                    yield return problem;
            else if (others.ValueKind is JsonValueKind.False)
                yield return $"{inside}: not known";
            else
                foreach (var problem in Problems(root, others, property.Value, inside))
                    yield return problem;
        }
    }

    [GeneratedRegex(@"^# yaml-language-server: \$schema=(\S+)$")]
    private static partial Regex SchemaLine();
}
