using Microsoft.AspNetCore.Http;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Testing;
using PeerCert.Web.Texts;

namespace PeerCert.Tests.Texts;

public sealed class CatalogueTests
{
    private static readonly ProgramClock Clock = new(new FixedTime(), FixedTime.Pacific);

    [Theory]
    [InlineData("a: x\nb: y\na: z", 3, "twice")]
    [InlineData("a:\n  b: x\na.b: y", 3, "twice")]
    [InlineData("a: x\nb: \"{0} days\"", 2, "{name}")]
    [InlineData("a: \"{{n}}\"", 1, "{name}")]
    [InlineData("a: \"{n\"", 1, "{name}")]
    [InlineData("a: {count: n, one: x}", 1, "other")]
    [InlineData("a: {count: n, other: x}", 1, "'one'")]
    [InlineData("a: {count: n, one: x, few: y, other: z}", 1, "'few'")]
    [InlineData("a: [x, y]", 1, "lists")]
    [InlineData("a: x\nb: *c", 2, "")]
    [InlineData("a: \"x", 1, "")]
    public void A_broken_file_is_refused_with_its_line(string yaml, int line, string says)
    {
        var fault = Assert.Throws<TextException>(() => TextFile.Read(new StringReader(yaml), "en.yaml", "en"));
        Assert.StartsWith($"en.yaml:{line}:", fault.Message);
        Assert.Contains(says, fault.Message);
    }

    [Fact]
    public void Keys_nest_or_have_dots()
    {
        var texts = TextFile.Read(new StringReader("a:\n  b: x\n  c:\n    d: y\ne.f: z"), "en.yaml", "en");
        Assert.Equal(["a.b", "a.c.d", "e.f"], texts.Keys.Order());
    }

    [Theory]
    [InlineData(0, "0 days")]
    [InlineData(1, "1 day")]
    [InlineData(2, "2 days")]
    [InlineData(1234, "1,234 days")]
    public void A_number_chooses_its_form(int n, string says) =>
        Assert.Equal(says, Say("a: {count: n, one: \"{n} day\", other: \"{n} days\"}", Text.Of("a", ("n", n))));

    [Fact]
    public void Every_kind_of_value_is_written_as_the_language_does()
    {
        Assert.Equal("March 2, 2026", Say("a: \"{v}\"", Text.Of("a", ("v", new DateOnly(2026, 3, 2)))));
        Assert.Equal("$1,234.50", Say("a: \"{v}\"", Text.Of("a", new Argument.Amount("v", 123450))));
        Assert.Equal("-$0.05", Say("a: \"{v}\"", Text.Of("a", new Argument.Amount("v", -5))));
        Assert.Equal("<b>Ada</b> {n}", Say("a: \"{v}\"", Text.Of("a", ("v", "<b>Ada</b> {n}")))); // encoded where it is written; never filled again
        Assert.Equal("see this", Say("a: \"see {v}\"\nb: this", Text.Of("a", new Argument.Term("v", "b"))));
    }

    [Fact]
    public void Spanish_is_written_as_it_is_in_California()
    {
        var catalogue = Of(("en", "a: \"{v}\""), ("es", "a: \"{v}\""));
        Assert.Equal("2 de marzo de 2026", In(new("a", [new Argument.Day("v", new(2026, 3, 2))])));
        Assert.Equal("$1,234.50", In(new("a", [new Argument.Amount("v", 123450)])));
        Assert.Equal("1,600.5", In(new("a", [new Argument.Quantity("v", 1600.5m)])));

        string In(Text text) => catalogue.Say(catalogue.LanguageOf("es"), text, Clock);
    }

    [Theory]
    [InlineData("2026-03-02T07:59:59Z", "March 1, 2026, 11:59 PM")]
    [InlineData("2026-03-02T08:00:00Z", "March 2, 2026, 12:00 AM")]
    [InlineData("2026-07-02T06:59:59Z", "July 1, 2026, 11:59 PM")]
    [InlineData("2026-07-02T07:00:00Z", "July 2, 2026, 12:00 AM")]
    public void An_instant_is_shown_on_the_clock_of_california(string utc, string says) =>
        Assert.Equal(says, Say("a: \"{v}\"\nformat.moment: \"{day}, {time}\"",
            Text.Of("a", ("v", DateTime.Parse(utc, null, System.Globalization.DateTimeStyles.AdjustToUniversal)))).Replace('\u202f', ' '));

    [Fact]
    public void What_is_missing_is_a_bug_and_says_which()
    {
        Assert.Equal("b", Assert.Throws<MissingTextException>(() => Say("a: x", Text.Of("b"))).Key);
        Assert.Contains("'n'", Assert.Throws<TextException>(() => Say("a: \"{n}\"", Text.Of("a"))).Message);
        Assert.Contains("'n'", Assert.Throws<TextException>(() => Say("a: {count: n, one: x, other: y}", Text.Of("a"))).Message);
    }

    [Fact]
    public void A_language_without_a_text_shows_the_english_one_in_english_plurals()
    {
        var catalogue = Of(("en", "a: {count: n, one: \"{n} day\", other: \"{n} days\"}\nb: yes"), ("ru", "b: да"));
        Assert.Equal("да", catalogue.Say(catalogue.LanguageOf("ru"), Text.Of("b"), Clock));
        Assert.Equal("21 days", catalogue.Say(catalogue.LanguageOf("ru"), Text.Of("a", ("n", 21)), Clock));
    }

    [Fact]
    public void A_name_inside_a_sentence_that_runs_the_other_way_is_kept_apart()
    {
        var catalogue = Of(("en", "a: \"{v}\""), ("ar", "a: \"{v}\""));
        Assert.Equal("\u2068Ada Park\u2069", catalogue.Say(catalogue.LanguageOf("ar"), Text.Of("a", ("v", "Ada Park")), Clock));
        Assert.Equal("rtl", catalogue.LanguageOf("ar").Direction);
    }

    [Fact]
    public void Every_language_writes_the_civil_year()
    {
        foreach (var language in Language.Known)
            Assert.Contains(new DateOnly(2026, 3, 2).ToString(language.LongDate, language.Culture), c => char.GetNumericValue(c) is 6);
        Assert.Equal(["ar", "fa"], Language.Known.Where(l => l.RightToLeft).Select(l => l.Tag));
    }

    [Theory]
    [InlineData(null, "fr;q=0.9, es;q=0.5, en;q=0.4", "es")]
    [InlineData(null, "es-MX", "es")]
    [InlineData(null, "fr", "en")]
    [InlineData(null, "est", "en")]
    [InlineData(null, null, "en")]
    [InlineData("es", "en", "es")]
    [InlineData("xx", "es", "es")]
    public void The_reader_chooses_else_the_browser_among_languages_that_exist(string? cookie, string? accept, string chosen)
    {
        var context = new DefaultHttpContext();
        if (cookie is not null)
            context.Request.Headers.Cookie = $"{LanguageChoice.Cookie}={cookie}";
        if (accept is not null)
            context.Request.Headers.AcceptLanguage = accept;
        Assert.Equal(chosen, new LanguageChoice(_ => Task.CompletedTask, Of(("en", "a: x"), ("es", "a: y"))).Choose(context.Request).Tag);
    }

    private static string Say(string yaml, Text text)
    {
        var catalogue = Of(("en", yaml));
        return catalogue.Say(catalogue.LanguageOf("en"), text, Clock);
    }

    private static Catalogue Of(params (string Language, string Yaml)[] files) =>
        new(files.ToDictionary(f => f.Language, f => TextFile.Read(new StringReader(f.Yaml), $"{f.Language}.yaml", f.Language)), []);

    /// <summary>A pack's words come first, so a page's own would never be seen: a standard with a rule "orientation" once renamed a page.</summary>
    [Fact]
    public void No_text_of_a_page_has_the_name_of_a_text_of_a_standard()
    {
        var ours = TextFile.Read(Path.Combine(Repository.Root, "src", "PeerCert.Web", "Texts", "en.yaml"), "en").Keys;

        Assert.Empty(ours.Intersect(Standards.Packs.Library.Packs.SelectMany(p => p.Texts["en"].Keys)));
        Assert.NotEmpty(ours.Append("age.title").Intersect(Standards.Packs.CalMhsa.Texts["en"].Keys));
    }
}
