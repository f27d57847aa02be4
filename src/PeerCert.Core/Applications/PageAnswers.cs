using System.Collections.Immutable;
using System.Text.Json;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>
/// The answers of one page of an application by field, as typed; what was left empty is not there. With the answers that a
/// page showed when it was opened, what was saved since on another device can be told from what was typed here.
/// </summary>
public sealed record PageAnswers(ImmutableSortedDictionary<string, string> Fields)
{
    /// <summary>Longer than any answer that can be taken; ours.</summary>
    private const int Longest = 2000;

    /// <summary>The text that asks at a field; <see cref="IsAsked"/> tells it from what is wrong with the field.</summary>
    private const string ChangedElsewhere = "apply.changed-elsewhere";

    /// <summary>The same where the other answer can be told as it was typed.</summary>
    private const string ChangedElsewhereTo = "apply.changed-elsewhere-to";

    public static readonly PageAnswers None = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    public static PageAnswers Of(params IEnumerable<KeyValuePair<string, string?>> fields) =>
        new(fields.Where(f => !string.IsNullOrWhiteSpace(f.Value)).ToImmutableSortedDictionary(f => f.Key, f => f.Value!, StringComparer.Ordinal));

    public string? this[string field] => Fields.GetValueOrDefault(field);

    /// <summary>As a page carries it along; read back by <see cref="Read"/>.</summary>
    public string Write() => JsonSerializer.Serialize(Fields, Json.Options);

    /// <summary>What <see cref="Write"/> wrote; null where it is missing or was changed to something else.</summary>
    public static PageAnswers? Read(string? written)
    {
        try
        {
            return string.IsNullOrEmpty(written) || JsonSerializer.Deserialize<Dictionary<string, string?>>(written, Json.Options) is not { } fields ? null : Of(fields);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>
    /// Puts together what was typed here and what is <paramref name="saved"/> by now. Where only one side changed a field, that
    /// change counts; where both did, and not alike, it is asked at the field. Without <paramref name="seen"/> what is typed counts.
    /// With <paramref name="inWords"/> the answers are words that somebody typed, and the other one is told.
    /// </summary>
    public static Result<PageAnswers> Merge(PageAnswers? seen, PageAnswers saved, PageAnswers typed, bool inWords = false)
    {
        if (typed.Fields.FirstOrDefault(f => f.Value.Length > Longest) is { Key: { } tooLong, Value: var value })
            return Problem.Invalid.At(tooLong, Text.Of("name.too-long", ("max", Longest), ("length", value.Length)));
        if (seen is null)
            return typed;
        var merged = new Dictionary<string, string?>();
        var asked = new List<FieldError>();
        foreach (var field in typed.Fields.Keys.Union(saved.Fields.Keys).Union(seen.Fields.Keys))
        {
            var (here, there, before) = (typed[field], saved[field], seen[field]);
            if (here != before && there != before && here != there)
                asked.Add(new(field, inWords && there is not null ? Text.Of(ChangedElsewhereTo, ("other", there)) : Text.Of(ChangedElsewhere)));
            merged[field] = here == before ? there : here;
        }
        return asked.Count == 0 ? Of(merged) : new Problem.Invalid([.. asked]);
    }

    /// <summary>Whether a problem is the question which of two answers counts, and nothing that is wrong with them.</summary>
    public static bool IsAsked(Problem problem) => problem is Problem.Invalid invalid && invalid.Fields.Any(f => f.Message.Key is ChangedElsewhere or ChangedElsewhereTo);
}
