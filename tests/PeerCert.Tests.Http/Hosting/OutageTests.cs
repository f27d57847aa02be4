using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Builder;
using PeerCert.Tests.Http.Pages.Public;

namespace PeerCert.Tests.Http.Hosting;

/// <summary>When a store does not answer, nobody loses what they typed.</summary>
public sealed class OutageTests
{
    private const string Nasty = "</dd><script>alert(1)</script> \"quoted\" & 'single'\r\nsecond line";

    [Fact]
    public async Task A_form_sent_while_the_store_is_down_comes_back_whole_with_a_button_that_sends_it_again()
    {
        await using var site = await SmallSite.StartAsync();
        var (answer, page) = await site.PostAsync(("Input.LegalName", "Ada Park"), ("Input.Story", Nasty), ("Input.Languages", "en"), ("Input.Languages", "vi"), ("do", GalleryModel.Outage));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("Ada Park", page.QuerySelector("dl.typed")!.TextContent);
        Assert.Contains("second line", page.QuerySelector("dl.typed")!.TextContent);
        var form = (IHtmlFormElement)page.QuerySelector("main form")!;
        Assert.Equal("/gallery", form.GetAttribute("action"));
        Assert.Equal("post", form.Method);
        Assert.Equal("Ada Park", ValueOf(form, "Input.LegalName"));
        Assert.Equal(Nasty, ValueOf(form, "Input.Story"));
        Assert.Equal(["en", "vi"], form.QuerySelectorAll("input[name='Input.Languages']").Select(i => i.GetAttribute("value")));
        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Equal("Try again", form.QuerySelector("button")!.TextContent);
    }

    [Fact]
    public async Task It_says_what_nobody_can_know_only_where_something_was_sent()
    {
        await using var site = await SmallSite.StartAsync(app => app.MapGet("/down", context => throw new StoreDownException()).AllowAnonymous());
        var (_, sent) = await site.PostAsync(("Input.LegalName", "Ada Park"), ("do", GalleryModel.Outage));
        var said = sent.QuerySelector("main")!.TextContent;
        Assert.Contains("What you sent may be saved, or it may not be. It is safe to send it again: it never counts twice.", said);
        Assert.Contains("What you typed is still here.", said);
        Assert.DoesNotContain("othing was changed", said);

        var (answer, looked) = await SmallSite.ReadAsync(await site.Client.GetAsync("/down"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("This is not working right now", looked.QuerySelector("main")!.TextContent);
        Assert.DoesNotContain("sent", looked.QuerySelector("main")!.TextContent);
        Assert.DoesNotContain("typed", looked.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task The_button_works_once_the_store_is_back()
    {
        await using var site = await SmallSite.StartAsync();
        var (_, page) = await site.PostAsync(("Input.LegalName", "Ada Park"), ("Input.Born.Year", "1980"), ("Input.Born.Month", "2"), ("Input.Born.Day", "3"),
            ("Input.Agreed", "true"), ("do", GalleryModel.Outage));
        var again = page.QuerySelectorAll("main form input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!))
            .Where(f => f.Item1 != "do").ToArray();

        var (answer, _) = await site.SendAsync("/gallery", again);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task A_forged_form_does_not_become_a_valid_one_by_failing()
    {
        // the store fails before the token is looked at, as it does where sign-in needs it
        await using var site = await SmallSite.StartAsync(app => app.MapPost("/early", context => throw new StoreDownException()).AllowAnonymous().DisableAntiforgery());
        var (answer, page) = await site.SendAsync("/early", ("Input.LegalName", "Ada Park"), ("__RequestVerificationToken", "made-up"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("made-up", page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value"));

        (answer, _) = await site.SendAsync("/gallery", ("Input.LegalName", "Ada Park"), ("__RequestVerificationToken", "made-up"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Passwords_and_files_are_asked_for_again_and_not_repeated()
    {
        await using var site = await SmallSite.StartAsync();
        var (_, gallery) = await site.GetAsync("/gallery");
        using var body = new MultipartFormDataContent
        {
            { new StringContent(gallery.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent("correct horse battery"), "Input.Password" },
            { new StringContent(GalleryModel.Outage), "do" },
            { new ByteArrayContent("diagnosis"u8.ToArray()), "Input.Document", "<b>scan & more.pdf" },
        };
        var (answer, page) = await SmallSite.ReadAsync(await site.Client.PostAsync("/gallery", body));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        var html = page.DocumentElement.OuterHtml;
        Assert.DoesNotContain("correct horse", html);
        Assert.DoesNotContain("diagnosis", html);
        Assert.Equal("multipart/form-data", page.QuerySelector("main form")!.GetAttribute("enctype"));
        Assert.Contains("<b>scan & more.pdf", page.QuerySelector("label[for=file-0]")!.TextContent);
        Assert.Equal("Input.Document", page.QuerySelector("input[type=file]")!.GetAttribute("name"));
        Assert.Equal("Input.Password", page.QuerySelector("input[type=password]")!.GetAttribute("name"));
        Assert.Null(page.QuerySelector("input[type=password]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_page_says_the_same_by_returning_the_problem()
    {
        await using var site = await SmallSite.StartAsync();
        var (answer, page) = await site.PostAsync(("Input.LegalName", "Ada Park"), ("do", GalleryModel.UnavailableProblem));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("Ada Park", page.QuerySelector("dl.typed")!.TextContent);
    }

    [Fact]
    public async Task What_was_typed_stands_under_the_label_the_form_had()
    {
        await using var site = await SmallSite.StartAsync();
        var (_, page) = await site.PostAsync(("Input.LegalName", "Ada Park"), ("do", GalleryModel.Outage));

        Assert.Equal("Apply to be certified", page.QuerySelector("dl.typed dt")!.TextContent);
    }

    [Fact]
    public async Task An_address_with_two_slashes_stays_on_this_site()
    {
        await using var site = await SmallSite.StartAsync(app => app.MapPost("/{**path}", context => throw new StoreDownException()).AllowAnonymous().DisableAntiforgery());
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("a", "b")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://localhost//example.org/x?y=1") { Content = form };
        var (answer, page) = await SmallSite.ReadAsync(await site.Client.SendAsync(request));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("/example.org/x?y=1", page.QuerySelector("main form")!.GetAttribute("action"));
    }

    [Fact]
    public async Task Programs_are_told_by_code_and_when_to_come_back()
    {
        await using var site = await SmallSite.StartAsync(app => app.MapGet("/api/down", context => throw new StoreDownException()).AllowAnonymous());
        using var answer = await site.Client.GetAsync("/api/down");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("\"code\":\"unavailable\"", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Nothing_typed_reaches_the_log()
    {
        await using var site = await SmallSite.StartAsync();
        await site.PostAsync(("Input.LegalName", GalleryModel.Secret), ("do", GalleryModel.Outage));
        await site.PostAsync(("Input.LegalName", GalleryModel.Secret), ("do", GalleryModel.Fault));
        await site.GetAsync($"/gallery?q={Uri.EscapeDataString(GalleryModel.Secret)}");

        Assert.Contains("a store did not answer", site.Log);
        Assert.DoesNotContain(GalleryModel.Secret, site.Log);
        Assert.DoesNotContain("Robin", site.Log);
    }

    private static string? ValueOf(IHtmlFormElement form, string name) => form.QuerySelector($"input[name='{name}']")!.GetAttribute("value");
}
