using PeerCert.Core.Applications;

namespace PeerCert.Tests.Applications;

/// <summary>The name and the last day on an ID beside the application: what is the same, what is not, and on which day.</summary>
public sealed class PrintedComparisonTests
{
    [Theory]
    [InlineData("Robin Example", "Robin Example", NameMatch.Same)]
    [InlineData("EXAMPLE, ROBIN", "Robin Example", NameMatch.Same)]
    [InlineData("GARCIA LOPEZ JOSE", "José García López", NameMatch.Same)]
    [InlineData("MARY ANN OBRIEN", "Mary-Ann O\u2019Brien", NameMatch.Same)]
    [InlineData("MARYANN OBRIEN", "Mary-Ann O'Brien", NameMatch.Same)]
    [InlineData("李小龍", "李 小龍", NameMatch.Same)]
    [InlineData("محمد علي", "علي محمد", NameMatch.Same)]
    [InlineData("Madonna", "MADONNA", NameMatch.Same)]
    [InlineData("Robin Quinn Example", "Robin Example", NameMatch.Longer)]
    [InlineData("Robin Example", "Robin Quinn Example", NameMatch.Longer)]
    [InlineData("Robin", "Robin Example", NameMatch.Longer)]
    [InlineData("Robin Sample", "Robin Example", NameMatch.Other)]
    [InlineData("Robin Robin", "Robin Example", NameMatch.Other)]
    [InlineData("李小龍", "李小龙", NameMatch.Other)]
    [InlineData("Robin Example", null, NameMatch.Other)]
    public void Order_case_accents_and_hyphens_make_no_difference(string printed, string? legal, NameMatch match)
    {
        Assert.Equal(match, PrintedComparison.Of(printed, null, legal, new(2026, 3, 4)).Name);
        if (legal is not null)
            Assert.Equal(match, PrintedComparison.Match(legal, printed));
    }

    [Theory]
    [InlineData("2026-03-03", true)]
    [InlineData("2026-03-04", false)]
    [InlineData("2026-03-05", false)]
    [InlineData(null, false)]
    public void The_last_day_itself_is_still_good(string? until, bool ended) => Assert.Equal(
        ended, PrintedComparison.Of("Robin", until is null ? null : DateOnly.ParseExact(until, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "Robin", new(2026, 3, 4)).HasEnded);
}
