using PeerCert.Core.Evidence;
using PeerCert.Testing.Documents;
using Xunit.Abstractions;

namespace PeerCert.Tests.Evidence;

#pragma warning disable CA5394 // pictures to look at, not secrets

/// <summary>Eighty labelled pages, drawn by rule, the same every time: how often a blank or blurred one is noticed, and how often a good one is doubted.</summary>
[Trait("Category", "Tools")]
public sealed class PageMeasureTests(ITestOutputHelper output)
{
    private sealed record Labelled(string Name, PageLook Look, Picture Page);

    [Fact]
    public void Blank_and_blurred_pages_are_noticed_and_good_ones_left_alone()
    {
        var pages = All().ToList();
        Assert.True(pages.Count >= 40);
        var found = pages.ConvertAll(p => (p.Name, p.Look, Measures: PageMeasures.Of(p.Page.Pgm())!));
        foreach (var (name, look, measures) in found)
            output.WriteLine($"{name}: {look} seen as {measures.Look}, written {measures.Written:0.0000}, edge {measures.Edge:0.00}");

        foreach (var look in new[] { PageLook.Blank, PageLook.Blurred })
        {
            var (right, said, there) = (found.Count(f => f.Look == look && f.Measures.Look == look), found.Count(f => f.Measures.Look == look), found.Count(f => f.Look == look));
            output.WriteLine($"{look}: precision {right}/{said}, recall {right}/{there}");
            Assert.True(right >= 0.95 * said, $"{look}: {right} of {said} are right");
            Assert.True(right >= 0.95 * there, $"{look}: {right} of {there} are found");
        }
        Assert.All(found.Where(f => f.Look is PageLook.Clear), f => Assert.True(f.Measures.Look is PageLook.Clear, f.Name));
    }

    [Theory]
    [InlineData("P6\n2 2\n255\n"), InlineData("P5\n900 1200\n255\nshort"), InlineData("")]
    public void What_is_no_grey_picture_is_not_measured(string pgm) => Assert.Null(PageMeasures.Of(System.Text.Encoding.ASCII.GetBytes(pgm)));

    private static IEnumerable<Labelled> All()
    {
        var seed = 1;
        foreach (var (paper, ink) in new[] { (245.0, 20.0), (200.0, 60.0), (110.0, 15.0), (235.0, 120.0) })
            foreach (var (lines, tilt) in new[] { (4, 0.0), (14, 0.02), (28, -0.01), (28, 0.0) })
            {
                var name = $"paper {paper}, ink {ink}, {lines} lines, tilt {tilt}";
                yield return new($"sharp: {name}", PageLook.Clear, Shot(Written(paper, ink, lines, tilt, seed++), 0, seed));
                yield return new($"a little soft: {name}", PageLook.Clear, Shot(Written(paper, ink, lines, tilt, seed++), 0.7, seed));
                yield return new($"blurred: {name}", PageLook.Blurred, Shot(Written(paper, ink, lines, tilt, seed++), 3.5, seed));
                yield return new($"very blurred: {name}", PageLook.Blurred, Shot(Written(paper, ink, lines, tilt, seed++), 5, seed));
            }
        foreach (var paper in new[] { 250.0, 230, 200, 160, 120, 80, 40, 10 })
        {
            yield return new($"blank: paper {paper}", PageLook.Blank, Shot(Written(paper, paper, 0, 0, seed++), 0, seed));
            // the other side shows through, and the light falls from one side
            yield return new($"blank, shining through: paper {paper}", PageLook.Blank, Shot(Written(paper, paper - 10, 28, 0, seed++), 3, seed));
        }
    }

    /// <summary>Lines of small strokes, as writing has them from afar.</summary>
    private static Picture Written(double paper, double ink, int lines, double tilt, int seed)
    {
        var random = new Random(seed);
        var page = new Picture(900, 1200).Fill(paper);
        for (var line = 0; line < lines; line++)
            for (var x = 100; x < 800; x += random.Next(8, 14))
            {
                if (random.Next(6) == 0)
                    continue;   // between words
                var y = 130 + line * 34 + (int)(x * tilt);
                page.Bar(x, y, 2, 14, ink);
                page.Bar(x, y + random.Next(12), random.Next(4, 8), 2, ink);
            }
        return page;
    }

    /// <summary>As a camera brings it: out of focus by so many pixels, darker to one side, with grain.</summary>
    private static Picture Shot(Picture page, double blur, int seed)
    {
        var random = new Random(seed);
        Soften(page, blur);
        for (var y = 0; y < page.Height; y++)
            for (var x = 0; x < page.Width; x++)
            {
                var grain = (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 6;
                page.Grey[y * page.Width + x] = page.Grey[y * page.Width + x] * (1 - 0.25 * x / page.Width) + grain;
            }
        return page;
    }

    /// <summary>A bell curve in both directions.</summary>
    private static void Soften(Picture page, double sigma)
    {
        if (sigma <= 0)
            return;
        var reach = (int)Math.Ceiling(3 * sigma);
        double[] weights = [.. Enumerable.Range(-reach, 2 * reach + 1).Select(d => Math.Exp(-d * d / (2 * sigma * sigma)))];
        var whole = weights.Sum();
        foreach (var (step, along, across, next) in new[] { (1, page.Width, page.Height, page.Width), (page.Width, page.Height, page.Width, 1) })
        {
            var from = page.Grey.ToArray();
            for (var row = 0; row < across; row++)
                for (var at = 0; at < along; at++)
                {
                    var sum = 0.0;
                    for (var d = -reach; d <= reach; d++)
                        sum += weights[d + reach] * from[row * next + Math.Clamp(at + d, 0, along - 1) * step];
                    page.Grey[row * next + at * step] = sum / whole;
                }
        }
    }
}
