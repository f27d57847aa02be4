using System.IO.Compression;
using System.Text.RegularExpressions;
using PeerCert.Testing;

namespace PeerCert.Tests.Styles;

/// <summary>What a cheap phone on a slow network has to load, and what right-to-left pages need.</summary>
public sealed partial class StyleSheetTests
{
    private static readonly string Web = Path.Combine(Repository.Root, "src", "PeerCert.Web");
    private static readonly string Css = Path.Combine(Web, "wwwroot", "css", "site.css");

    [Fact]
    public void The_style_sheet_is_small()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var css = File.OpenRead(Css))
            css.CopyTo(gzip);
        Assert.InRange(packed.Length, 1, 25 * 1024);
    }

    [Fact]
    public void No_font_is_loaded_and_every_image_is_there()
    {
        var css = File.ReadAllText(Css);
        Assert.DoesNotContain("@font-face", css);
        var images = Images().Matches(css).Select(m => m.Groups[1].Value).Where(u => !u.StartsWith("data:", StringComparison.Ordinal) && u.Length > 0).Distinct().ToList();
        Assert.NotEmpty(images);
        Assert.All(images, image => Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(Css)!, image)), image));
    }

    [Fact]
    public void Our_own_rules_speak_of_start_and_end_and_never_of_left_and_right()
    {
        var own = Directory.GetFiles(Path.Combine(Web, "Styles"), "_*.scss").Where(f => !f.EndsWith("_theme.scss", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, own.Count);
        Assert.Empty(own.SelectMany(f => Physical().Matches(File.ReadAllText(f)).Select(m => $"{Path.GetFileName(f)}: {m.Value.Trim()}")));
    }

    [Theory]
    [InlineData("a { margin-left: 1px }")]
    [InlineData("a { padding-top: 1px }")]
    [InlineData("a {\n  left: 0;\n}")]
    [InlineData("a { float: right }")]
    [InlineData("a { text-align: left }")]
    [InlineData("a { width: 1px }")]
    [InlineData("a { border-bottom: 0 }")]
    [InlineData("a { max-height: 1px }")]
    public void A_rule_that_speaks_of_left_would_be_found(string rule) => Assert.Matches(Physical(), rule);

    [Theory]
    [InlineData("a { margin-inline: 1px; inset-inline: 0 auto; stroke-width: 1; @media (min-width: 40em) { color: red } }")]
    [InlineData("[dir=\"rtl\"] a { background-position: left 1rem center }")] // has no logical form
    public void Other_rules_would_not(string rule) => Assert.DoesNotMatch(Physical(), rule);

    [GeneratedRegex(@"url\(""?([^"")]*)""?\)")]
    private static partial Regex Images();

    [GeneratedRegex(@"(?<=[{;]\s*)(?:(?:margin|padding|border)-(?:left|right|top|bottom)[\w-]*|left|right|top|bottom|(?:min-|max-)?(?:width|height)|float|clear)\s*:|text-align\s*:\s*(?:left|right)")]
    private static partial Regex Physical();
}
