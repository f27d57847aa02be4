using System.Text.RegularExpressions;
using PeerCert.Core.Shared;
using PeerCert.Standards.Loading;
using PeerCert.Testing;
using PeerCert.Web.Texts;

namespace PeerCert.Tests.Texts;

/// <summary>All words stand in the text files: none in pages, none missing, none left over.</summary>
public sealed partial class WordsInTheirPlaceTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src");

    private static readonly Lazy<HashSet<string>> Known =
        new(() => [.. TextFile.Read(Path.Combine(Source, "PeerCert.Web", "Texts", "en.yaml"), "en").Keys]);

    private static readonly Lazy<HashSet<string>> OfPacks = new(() => StandardsLoader.Load(Repository.Standards).Library is { } library
        ? [.. library.Packs.SelectMany(p => p.Texts["en"].Keys)] : []);

    private static readonly Lazy<List<(string Name, string Content)>> Files = new(() => [.. new[] { "PeerCert.Core", "PeerCert.Data", "PeerCert.Web" }
        .SelectMany(p => Directory.EnumerateFiles(Path.Combine(Source, p), "*.c*", SearchOption.AllDirectories))
        .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".cshtml", StringComparison.Ordinal))
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/node_modules/", StringComparison.Ordinal))
        .Select(f => (Path.GetRelativePath(Source, f), File.ReadAllText(f)))]);

    [Fact]
    public void Every_text_that_is_used_exists()
    {
        Assert.True(Files.Value.Count > 20);
        None(Files.Value.SelectMany(f => UsedIn(f.Content).Where(k => !Known.Value.Contains(k) && !OfPacks.Value.Contains(k)).Select(k => $"{f.Name}: {k}")));
    }

    [Fact]
    public void Every_text_of_the_program_is_used() => None(Unused(Known.Value, Files.Value.Select(f => f.Content)));

    [Fact]
    public void A_text_that_nothing_uses_would_be_found() => Assert.Equal(
        ["no.such"], Unused(["a.b", "c.d", "no.such", "verdict.met"], ["<p>@T[\"a.b\"]</p>", "words[$\"c.{thing}\"]"]));

    [Fact]
    public void No_page_has_words_of_its_own() =>
        None(Files.Value.Where(f => f.Name.EndsWith(".cshtml", StringComparison.Ordinal)).SelectMany(f => WordsOf(f.Content).Select(w => $"{f.Name}: {w}")));

    [Fact]
    public void A_missing_text_would_be_found()
    {
        Assert.Equal(["no.such"], UsedIn("<p>@T[\"no.such\"]</p>"));
        Assert.Equal(["a.b", "c.d"], UsedIn("<field for=\"X\" label=\"a.b\" hint=\"c.d\" />"));
        Assert.Equal(["a.b"], UsedIn("[Display(Name = \"a.b\")]"));
        Assert.Equal(["a.b"], UsedIn("return new Problem.NotFound(\"a.b\");"));
        Assert.Equal(["a.b"], UsedIn("Text.Of(\"a.b\", (\"n\", 1))"));
        Assert.Equal(["a.b"], UsedIn("<nav t-aria-label=\"a.b\">"));
    }

    [Theory]
    [InlineData("<p>Hello</p>", "Hello")]
    [InlineData("@if (x)\n{\n  <p>Hello</p>\n}", "Hello")]
    [InlineData("<p>@T[\"a.b\"] or so</p>", "or so")]
    [InlineData("<input placeholder=\"Your name\">", "Your name")]
    [InlineData("<a title='Open'>@x</a>", "Open")]
    public void A_word_in_a_page_would_be_found(string page, string word) => Assert.Contains(word, WordsOf(page));

    [Theory]
    [InlineData("@page \"/x\"\n@model M\n@{\n  var a = \"b\";\n}\n<p class=\"lead\">@T[\"a.b\", (\"n\", Model.Count(x => x > 1))]</p>")]
    [InlineData("@* a note *@<!-- a note --><p>@(a ? \"b\" : \"c\") · @Model.Day.ToString(\"d\")</p>")]
    [InlineData("@foreach (var x in y)\n{\n  var z = x.Name;\n  <li>@z</li>\n}\nelse if (a)\n{\n}")]
    [InlineData("<p>&nbsp;@await Html.PartialAsync(\"x\")</p>")]
    public void Code_is_not_taken_for_words(string page) => Assert.Empty(WordsOf(page));

    private static HashSet<string> EnumKeys { get; } = [.. new[] { typeof(TextKeys).Assembly, typeof(PeerCert.Standards.Model.Decision).Assembly, typeof(Wording).Assembly }
        .SelectMany(a => a.GetTypes()).Where(t => t.IsEnum)
        .SelectMany(t => Enum.GetNames(t).Select(n => $"{TextKeys.Kebab(t.Name)}.{TextKeys.Kebab(n)}"))];

    private static IEnumerable<string> Unused(IEnumerable<string> known, IEnumerable<string> contents)
    {
        var all = contents.ToList();
        var quoted = all.SelectMany(c => Quoted().Matches(c).Select(m => m.Groups[1].Value)).ToHashSet();
        var beginnings = all.SelectMany(c => Beginning().Matches(c).Select(m => m.Groups[1].Value)).ToHashSet();
        return known.Except(quoted).Except(EnumKeys).Where(k => !beginnings.Any(b => k.StartsWith(b, StringComparison.Ordinal)));
    }

    private static void None(IEnumerable<string> found)
    {
        var all = string.Join(", ", found.Distinct().Order());
        Assert.True(all.Length == 0, all);
    }

    private static IEnumerable<string> UsedIn(string content) => Used().Matches(content).Select(m => m.Groups[1].Value);

    private static IEnumerable<string> WordsOf(string page)
    {
        var text = Comments().Replace(page, "");
        text = Directives().Replace(text, "");
        text = Code().Replace(text, "");
        foreach (Match attribute in WordAttributes().Matches(text))
            if (attribute.Groups[1].Value.Any(char.IsLetter) && attribute.Groups[1].Value.AsSpan().IndexOfAny('@', '=') < 0)
                yield return attribute.Groups[1].Value;
        text = Expressions().Replace(text, "");
        text = Tags().Replace(text, "\n");
        text = Statements().Replace(text, "");
        foreach (var line in text.Split('\n').Select(l => Entities().Replace(l, "").Trim()))
            if (line.Any(char.IsLetter))
                yield return line;
    }

    // where only a text key can stand
    [GeneratedRegex("""(?:\bT\[|\bwords\[|\bWords\[|(?<![-\w])(?:key|label|hint|heading)=|\st-[a-z-]+=|Text\.Of\(|Display\(Name = |ErrorMessage = |NotFound\(|AlreadyDone\(|AddNavEntry\(|new NavEntry\()"([a-z0-9-]+(?:\.[a-zA-Z0-9-]+)+)"(?!\s*\+)""")]
    private static partial Regex Used();

    [GeneratedRegex("\"([a-z0-9-]+(?:\\.[a-z0-9-]+)+)\"")]
    private static partial Regex Quoted();

    // $"notice.{kind}": any key that begins so
    [GeneratedRegex("""\$"([a-z0-9-]+(?:\.[a-z0-9-]+)*\.)\{""")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"^\s*@(?:page|model|using|inject|namespace|addTagHelper|removeTagHelper|attribute|inherits|implements|section)\b.*$", RegexOptions.Multiline)]
    private static partial Regex Directives();

    // balanced braces of @{ } and @functions { }
    [GeneratedRegex(@"@(?:functions\s*)?\{(?>[^{}]+|(?<open>\{)|(?<-open>\}))*(?(open)(?!))\}")]
    private static partial Regex Code();

    [GeneratedRegex("""\s(?:title|alt|placeholder|aria-label|content)\s*=\s*["']([^"']*)["']""")]
    private static partial Regex WordAttributes();

    // @name, @await x, with any balanced (…) and […] after it; or @( … )
    [GeneratedRegex(@"@(?:await\s+)?(?!(?:if|else|for|foreach|while|switch|lock|using)\b)[A-Za-z_]?[\w]*(?:\.[A-Za-z_]\w*|\((?>[^()]+|(?<p>\()|(?<-p>\)))*(?(p)(?!))\)|\[(?>[^\[\]]+|(?<b>\[)|(?<-b>\]))*(?(b)(?!))\]|\?|!)*")]
    private static partial Regex Expressions();

    [GeneratedRegex("""</?[A-Za-z!](?:"[^"]*"|'[^']*'|[^>"'])*>""")]
    private static partial Regex Tags();

    [GeneratedRegex(@"^\s*(?:@?(?:if|for|foreach|while|switch|using)\s*\(.*\)|else(?:\s+if\s*\(.*\))?|case\s.*:|default:|(?:var|await|const|return|break)\b.*;)\s*\{?\s*$", RegexOptions.Multiline)]
    private static partial Regex Statements();

    [GeneratedRegex(@"&[a-z]+;|&#\d+;")]
    private static partial Regex Entities();
}
