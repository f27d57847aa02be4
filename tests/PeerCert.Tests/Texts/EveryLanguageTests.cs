using PeerCert.Web.Texts;

namespace PeerCert.Tests.Texts;

/// <summary>What is said in English is said in every language that has a file: all of it, with the same values in it.</summary>
public sealed class EveryLanguageTests
{
    /// <summary>Words that are the same in both languages.</summary>
    private static readonly HashSet<string> SameInBoth = ["es site.title-error", "es field.error", "es apply.statements.no", "es demographic.languages.fa", "es demographic.languages.hmn"];

    /// <summary>The counties are called the same in every language that is written in Latin letters.</summary>
    private const string NamesOfPlaces = "es demographic.county-of-residence.";

    /// <summary>What their makers call them.</summary>
    private static readonly string[] NamesOfMakers = ["es browser.", "es machine."];

    [Fact]
    public void Every_language_says_all_that_English_says()
    {
        var faults = SaidText.All.SelectMany(file => file.Languages.Keys.Where(l => l is not Catalogue.Fallback)
            .SelectMany(l => FaultsOf(l, file.Languages[Catalogue.Fallback], file.Languages[l]).Select(f => $"{file.Where} {f}"))).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void A_pack_speaks_every_language_of_the_program()
    {
        var languages = SaidText.All[0].Languages.Keys.Order().ToList();
        Assert.Equal(["en", "es"], languages);
        Assert.All(SaidText.All, file => Assert.Equal(languages, file.Languages.Keys.Order()));
    }

    [Fact]
    public void The_summary_of_a_code_has_the_same_parts_in_every_language()
    {
        var summaries = SaidText.Packs().SelectMany(p => p.CodeVersions, (p, c) => p.Texts.Keys.Select(l => (Language: l, Text: p.CodeText(c.Version, l))).ToList())
            .Where(texts => texts.Exists(t => t.Text is not null)).ToList();
        Assert.NotEmpty(summaries);
        foreach (var texts in summaries)
        {
            var english = PartsOf(texts.Single(t => t.Language == Catalogue.Fallback).Text!);
            Assert.All(texts, t => Assert.Equal(english, PartsOf(t.Text ?? "")));
        }

        static string PartsOf(string markdown) => string.Concat(markdown.Split('\n').Where(l => l.StartsWith('#') || l.StartsWith('-')).Select(l => l[..2]));
    }

    [Theory]
    [InlineData("b: dos", "es a is missing")]
    [InlineData("a: \"{n} uno\"\nb: dos\nc: tres", "es c is not an English text")]
    [InlineData("a: uno\nb: dos", "es a (other) has other places")]
    [InlineData("a: \"{n} {m} uno\"\nb: dos", "es a (other) has other places")]
    [InlineData("a: \"{n} uno\"\nb: two", "es b is still English")]
    [InlineData("a: \"{n} uno\"\nb: {count: n, one: dos, many: dos, other: dos}", "es b counts by n")]
    public void A_text_that_was_left_out_or_left_alone_would_be_found(string spanish, string fault) =>
        Assert.Equal([fault], FaultsOf("es", Read("a: \"{n} one\"\nb: two", "en"), Read(spanish, "es")));

    [Fact]
    public void A_form_that_a_language_needs_would_be_missed()
    {
        Dictionary<string, SaidText> english = new() { ["a"] = new("n", new Dictionary<string, string> { ["one"] = "one", ["other"] = "{n} more" }) };
        Dictionary<string, SaidText> spanish = new() { ["a"] = new("n", new Dictionary<string, string> { ["one"] = "uno", ["other"] = "{n} más" }) };
        Assert.Equal(["es a has the forms one other"], FaultsOf("es", english, spanish));
    }

    private static IEnumerable<string> FaultsOf(string language, IReadOnlyDictionary<string, SaidText> english, IReadOnlyDictionary<string, SaidText> texts)
    {
        foreach (var key in texts.Keys.Except(english.Keys))
            yield return $"{language} {key} is not an English text";
        foreach (var (key, said) in english)
        {
            var name = $"{language} {key}";
            if (!texts.TryGetValue(key, out var text))
            {
                yield return $"{name} is missing";
                continue;
            }
            if (text.CountBy != said.CountBy)
            {
                yield return $"{name} counts by {text.CountBy ?? "nothing"}";
                continue;
            }
            if (text.CountBy is not null && !text.Forms.Keys.ToHashSet().SetEquals(PluralRules.CategoriesOf(language)))
                yield return $"{name} has the forms {string.Join(' ', text.Forms.Keys.Order())}";
            foreach (var (form, words) in text.Forms)
                if (!Counted(words, text).SetEquals(Counted(said.Whole, said)))
                    yield return $"{name} ({form}) has other places";
            if (text.Whole == said.Whole && SaidText.FixedPartOf(said.Whole).Any(char.IsLetter) && !SameInBoth.Contains(name) && !name.StartsWith(NamesOfPlaces, StringComparison.Ordinal)
                && !NamesOfMakers.Any(n => name.StartsWith(n, StringComparison.Ordinal)))
                yield return $"{name} is still English";
        }
    }

    /// <summary>The number that chooses the form may be left out of it: "the last one".</summary>
    private static HashSet<string> Counted(string form, SaidText text) =>
        text.CountBy is { } number ? [.. SaidText.PlacesOf(form), $"{{{number}}}"] : SaidText.PlacesOf(form);

    private static Dictionary<string, SaidText> Read(string yaml, string language) =>
        TextFile.Read(new StringReader(yaml), $"{language}.yaml", language).ToDictionary(e => e.Key, e => SaidText.Of(e.Value));
}
