using System.Net;
using AngleSharp.Html.Dom;
using PeerCert.Tests.Http.Pages.Public;

namespace PeerCert.Tests.Http.Hosting;

/// <summary>The form parts: every control labelled, every error at its field, everything typed still there.</summary>
public sealed class FormTests
{
    private static readonly (string, string)[] Good =
        [("Input.LegalName", "Ada Park"), ("Input.Born.Year", "1980"), ("Input.Born.Month", "2"), ("Input.Born.Day", "29"), ("Input.Agreed", "true")];

    [Fact]
    public async Task Every_control_has_a_label_and_every_description_exists()
    {
        await using var site = await SmallSite.StartAsync();
        foreach (var (_, page) in new[] { await site.GetAsync("/gallery"), await site.PostAsync(("Input.Email", "x")) })
        {
            Assert.Single(page.QuerySelectorAll("h1"));
            var ids = page.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
            Assert.Equal(ids.Distinct(), ids);
            foreach (var control in page.QuerySelectorAll("main input:not([type=hidden]), main select, main textarea"))
                Assert.True(page.QuerySelector($"label[for='{control.Id}']") is { TextContent.Length: > 0 }, control.OuterHtml);
            foreach (var described in page.QuerySelectorAll("[aria-describedby]").SelectMany(e => e.GetAttribute("aria-describedby")!.Split(' ')))
                Assert.Contains(described, ids);
        }
    }

    [Fact]
    public async Task Errors_stand_first_link_to_their_fields_and_are_in_the_title()
    {
        await using var site = await SmallSite.StartAsync();
        var (answer, page) = await site.PostAsync(("Input.LegalName", new string('x', 21)), ("Input.Email", "nobody"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith("Error: ", page.Title);
        var summary = page.QuerySelector("main .wrap")!.FirstElementChild!;
        Assert.Equal("alert", summary.GetAttribute("role"));
        Assert.Equal("Please look at these 4 things again", summary.QuerySelector("h2")!.TextContent);
        foreach (var link in summary.QuerySelectorAll("a"))
            Assert.True(page.QuerySelector(link.GetAttribute("href")!) is IHtmlInputElement or IHtmlSelectElement, link.OuterHtml);
        Assert.Contains("Apply to be certified: please use at most 20 letters.", summary.TextContent);
        Assert.Equal(new string('x', 21), Value(page, "Input_LegalName"));
        Assert.Equal("nobody", Value(page, "Input_Email"));
        Assert.Equal("true", page.QuerySelector("#Input_LegalName")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Only_what_may_stay_empty_says_so()
    {
        await using var site = await SmallSite.StartAsync();
        var (_, page) = await site.GetAsync("/gallery");
        Assert.Contains("(optional)", page.QuerySelector("label[for=Input_Story]")!.TextContent);
        Assert.DoesNotContain("(optional)", page.QuerySelector("label[for=Input_Email]")!.TextContent);
    }

    [Fact]
    public async Task A_page_without_errors_has_no_summary()
    {
        await using var site = await SmallSite.StartAsync();
        var (_, page) = await site.GetAsync("/gallery");
        Assert.Null(page.QuerySelector(".error-summary"));
        Assert.DoesNotContain("Error", page.Title);
    }

    [Theory]
    [InlineData("2025", "2", "30", "There is no such day")]
    [InlineData("2025", "2", "29", "There is no such day")]
    [InlineData("1980", "13", "1", "There is no such day")]
    [InlineData("1980", "two", "1", "There is no such day")]
    [InlineData("80", "2", "1", "four digits")]
    [InlineData("1980", "", "1", "the month, the day and the year")]
    [InlineData("", "", "", "please fill this in")]
    public async Task A_day_that_does_not_exist_is_refused_and_kept(string year, string month, string day, string says)
    {
        await using var site = await SmallSite.StartAsync();
        var (answer, page) = await site.PostAsync([("Input.LegalName", "Ada Park"), ("Input.Agreed", "true"), ("Input.Born.Year", year), ("Input.Born.Month", month), ("Input.Born.Day", day)]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(says, Assert.Single(page.QuerySelectorAll(".error-summary a")).TextContent);
        Assert.Equal(year, Value(page, "Input_Born_Year"));
        Assert.Equal(day, Value(page, "Input_Born_Day"));
        Assert.Equal(month, ((IHtmlSelectElement)page.QuerySelector("#Input_Born")!).Value);
    }

    [Fact]
    public async Task A_day_that_exists_is_taken()
    {
        await using var site = await SmallSite.StartAsync();
        var (answer, _) = await site.PostAsync(Good);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Whoever_comes_second_is_told_who_was_first_and_keeps_what_they_typed()
    {
        await using var site = await SmallSite.StartAsync();
        var (answer, page) = await site.PostAsync([.. Good, ("Input.Story", "\nfirst line empty"), ("Input.Languages", "vi"), ("do", GalleryModel.ChangedMeanwhile)]);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Testa McTestface changed this first, on March 2, 2026, 12:04", page.QuerySelector(".error-summary")!.TextContent);
        Assert.Equal("Ada Park", Value(page, "Input_LegalName"));
        Assert.Equal("\nfirst line empty", ((IHtmlTextAreaElement)page.QuerySelector("#Input_Story")!).Value.ReplaceLineEndings("\n"));
        Assert.Equal(["vi"], page.QuerySelectorAll("input[name='Input.Languages']").OfType<IHtmlInputElement>().Where(i => i.IsChecked).Select(i => i.Value));
        Assert.True(((IHtmlInputElement)page.QuerySelector("#Input_Agreed")!).IsChecked);
    }

    [Fact]
    public async Task A_use_case_names_the_field_as_its_command_does()
    {
        await using var site = await SmallSite.StartAsync();
        var (answer, page) = await site.PostAsync([.. Good, ("do", GalleryModel.InvalidProblem)]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("#Input_LegalName", Assert.Single(page.QuerySelectorAll(".error-summary a")).GetAttribute("href"));
        Assert.NotNull(page.QuerySelector("#Input_LegalName-error"));
    }

    [Fact]
    public async Task What_is_not_there_is_a_page_of_its_own()
    {
        await using var site = await SmallSite.StartAsync();
        var (answer, page) = await site.PostAsync([.. Good, ("do", GalleryModel.NotFoundProblem)]);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("There is nothing here", page.QuerySelector("h1")!.TextContent);
    }

    [Fact]
    public async Task A_password_is_never_sent_back()
    {
        await using var site = await SmallSite.StartAsync();
        var (_, page) = await site.PostAsync(("Input.Password", "correct horse"));
        Assert.DoesNotContain("correct horse", page.DocumentElement.OuterHtml);
    }

    private static string? Value(IHtmlDocument page, string id) => ((IHtmlInputElement)page.QuerySelector($"#{id}")!).Value;
}
