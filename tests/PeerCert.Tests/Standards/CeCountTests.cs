using System.Globalization;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;
using PeerCert.Testing;
using static PeerCert.Tests.Standards.OneRule;

namespace PeerCert.Tests.Standards;

/// <summary>What an entry of the record of continuing education counts for. The period began after 2025-05-20; filed on 2027-03-01.</summary>
public class CeCountTests
{
    private static readonly CeStandard Standard = Packs.CalMhsa.ContinuingEducation!;

    private static CeEntry Entry(string id, string to, decimal? hours = 3, string title = "Safety planning", string provider = "Example Center", decimal breaks = 0, decimal? units = null, decimal ethics = 0, CeEntryKind kind = CeEntryKind.Learning, string? from = null) =>
        new(id, title, provider, Day(from ?? to), Day(to), hours, breaks, units, ethics, kind);

    /// <summary>Such as <c>a 3 0</c>, or <c>b repeated a</c>.</summary>
    private static string[] Counted(params CeEntry[] entries) =>
    [
        .. CeCount.Of(Standard, entries, Day("2025-05-20"), Day("2027-03-01")).Select(c => c.NotCounted is { } why ? $"{c.Entry.Id} {why} {c.Because?.Id}".TrimEnd() : FormattableString.Invariant($"{c.Entry.Id} {c.Hours} {c.LawAndEthics}")),
    ];

    [Fact]
    [Provision("CAL-C.4A", "CAL-C.4C")]
    public void An_hour_of_instruction_is_an_hour_and_breaks_are_none() =>
        Assert.Equal(["a 3 0", "b 6.5 0"], Counted(Entry("a", "2026-01-10"), Entry("b", "2026-02-10", 7.5m, "A day of it", breaks: 1)));

    [Fact]
    [Provision("CAL-C.4B")]
    public void Three_units_of_college_are_twelve_hours() =>
        Assert.Equal(["a 12 0", "b 2.0 0"], Counted(Entry("a", "2026-01-10", null, units: 3), Entry("b", "2026-02-10", null, "Half", units: 0.5m)));

    [Fact]
    [Provision("CAL-C.3A", "CAL-C.3B")]
    public void Hours_about_law_and_ethics_are_part_of_the_hours() =>
        Assert.Equal(["a 3 2", "b 2 2"], Counted(Entry("a", "2026-01-10", ethics: 2), Entry("b", "2026-02-10", 3, "Ethics", breaks: 1, ethics: 3)));

    [Theory]
    [InlineData("2025-05-20", "a before-period")]
    [InlineData("2025-05-21", "a 3 0")]
    [InlineData("2027-03-01", "a 3 0")]
    [InlineData("2027-03-02", "a after-filing")]
    [Provision("CAL-207.2", "CAL-C.1A")]
    public void Hours_count_after_the_last_filing_through_this_one(string to, string counted) => Assert.Equal([counted], Counted(Entry("a", to)));

    [Fact]
    [Provision("CAL-C.1A")]
    public void The_same_course_counts_once_in_a_period_however_it_is_spelled()
    {
        var (first, again, other) = (Entry("a", "2025-09-01"), Entry("b", "2026-09-01", title: "safety  PLANNING!", provider: "example center"), Entry("c", "2026-10-01", provider: "Another Center"));

        Assert.Equal(["a 3 0", "b repeated a", "c 3 0"], Counted(first, again, other));
        Assert.Equal(["a 3 0", "b repeated a", "c 3 0"], Counted(other, again, first));
        Assert.Equal(["a before-period", "b 3 0"], Counted(first with { To = Day("2025-05-01"), From = Day("2025-05-01") }, again));   // of the time before
    }

    [Fact]
    [Provision("CAL-209.XB2")]
    public void What_a_sanction_asks_for_and_a_refresher_never_count_and_stand_in_nobodys_way() => Assert.Equal(
        ["a sanction", "b refresher", "c 3 0"],
        Counted(Entry("a", "2025-09-01", kind: CeEntryKind.Sanction), Entry("b", "2025-10-01", kind: CeEntryKind.Refresher), Entry("c", "2025-11-01")));

    [Theory]
    [InlineData("11:00", "12:00", "b 3 0")]
    [InlineData("10:59", "12:00", "b same-time a")]
    [InlineData("8:00", "9:00", "b 3 0")]
    [InlineData("8:00", "9:01", "b same-time a")]
    public void Two_sessions_at_the_same_time_count_once(string starts, string ends, string second)
    {
        CeEntry At(string id, string title, string from, string to) => Entry(id, "2026-01-10", title: title) with { StartsAt = TimeOnly.Parse(from, CultureInfo.InvariantCulture), EndsAt = TimeOnly.Parse(to, CultureInfo.InvariantCulture) };
        var counted = Counted(At("a", "One room", "9:00", "11:00"), At("b", "Another room", starts, ends));

        Assert.Contains(second is "b same-time a" && TimeOnly.Parse(starts, CultureInfo.InvariantCulture) < new TimeOnly(9, 0) ? "a same-time b" : second, counted);
        Assert.Equal(["a 3 0", "b 3 0"], Counted(At("a", "One room", "9:00", "11:00"), At("b", "Another room", "9:00", "11:00") with { From = Day("2026-01-11"), To = Day("2026-01-11") }));
    }

    [Fact]
    public void Before_any_figure_is_known_units_count_for_nothing_yet() =>
        Assert.Equal("no-figure", Assert.Single(CeCount.Of(Standard, [Entry("a", "2024-08-25", null, units: 3)], Day("2023-01-01"), Day("2025-01-01"))).NotCounted);
}
