using PeerCert.Core.Applications;
using PeerCert.Core.Shared;

namespace PeerCert.Tests.Applications;

/// <summary>Two devices on one draft: what only one of them changed counts, what both changed is asked.</summary>
public sealed class PageAnswersTests
{
    public static TheoryData<string?, string?, string?, string?, bool> Answers() => new()
    {
        // seen, saved elsewhere, typed here, then; asked
        { "a", "a", "a", "a", false },
        { "a", "a", "b", "b", false },
        { "a", "b", "a", "b", false },
        { "a", "b", "b", "b", false },
        { "a", "b", "c", null, true },
        { null, null, "a", "a", false },
        { null, "b", null, "b", false },
        { null, "b", "a", null, true },
        { "a", null, "a", null, false },
        { "a", "a", null, null, false },
        { "a", null, "b", null, true },
        { "a", "b", null, null, true },
    };

    [Theory, MemberData(nameof(Answers))]
    public void A_change_of_one_side_counts_and_two_changes_are_asked(string? seen, string? saved, string? typed, string? then, bool asked)
    {
        var merged = PageAnswers.Merge(Page(seen), Page(saved), Page(typed));
        Assert.Equal(asked, merged.Problem is { } problem && PageAnswers.IsAsked(problem));
        if (!asked)
            Assert.Equal(then, merged.Match(m => m["field"], p => p.Code));
    }

    [Fact]
    public void One_side_changing_one_field_and_the_other_another_keeps_both()
    {
        var seen = PageAnswers.Of(Pair("name", "a"), Pair("day", "1"));
        var merged = PageAnswers.Merge(seen, PageAnswers.Of(Pair("name", "b"), Pair("day", "1")), PageAnswers.Of(Pair("name", "a"), Pair("day", "2")));
        Assert.Equal(("b", "2"), merged.Match(m => (m["name"], m["day"]), p => (p.Code, "")));
    }

    [Fact]
    public void Without_what_was_seen_what_is_typed_counts() =>
        Assert.Equal("b", PageAnswers.Merge(null, Page("a"), Page("b")).Match(m => m["field"], p => p.Code));

    [Theory]
    [InlineData("محمد \"x\" <b>\\ \u0000")]
    [InlineData("Nguyễn Văn Mẫu")]
    public void What_a_page_carries_along_is_read_back_as_it_was(string value) =>
        Assert.Equal(value, PageAnswers.Read(Page(value).Write())!["field"]);

    [Theory]
    [InlineData(null), InlineData(""), InlineData("{"), InlineData("[1]"), InlineData("null"), InlineData("{\"a\":{}}")]
    public void What_is_no_such_thing_is_nothing(string? written) => Assert.Null(PageAnswers.Read(written));

    [Fact]
    public void An_answer_longer_than_any_is_refused_at_its_field()
    {
        Assert.Null(PageAnswers.Merge(PageAnswers.None, PageAnswers.None, Page(new string('x', 2000))).Problem);
        var refused = Assert.IsType<Problem.Invalid>(PageAnswers.Merge(PageAnswers.None, PageAnswers.None, Page(new string('x', 2001))).Problem);
        Assert.Equal("field", refused.Fields.Single().Field);
        Assert.False(PageAnswers.IsAsked(refused));
    }

    private static PageAnswers Page(string? value) => PageAnswers.Of(Pair("field", value));

    private static KeyValuePair<string, string?> Pair(string field, string? value) => KeyValuePair.Create(field, value);
}
