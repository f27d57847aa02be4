using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PeerCert.Tests.Http.Pages.Public;
using PeerCert.Web.Hosting;

namespace PeerCert.Tests.Http.Hosting;

/// <summary>Whatever goes wrong, people get a page in plain words and programs a problem document.</summary>
public sealed partial class StatusPageTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(413)]
    [InlineData(418)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task An_answer_that_has_only_a_status_gets_a_page(int status)
    {
        await using var site = await SmallSite.StartAsync(app => app.MapGet("/only", (HttpContext c) => { c.Response.StatusCode = status; }).AllowAnonymous());
        var (answer, page) = await site.GetAsync("/only");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.StartsWith(page.QuerySelector("h1")!.TextContent, page.Title);
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
    }

    /// <summary>The framework's reader of forms does not take it; that is nobody's fault on our side.</summary>
    [Theory]
    [InlineData("Input.LegalName=Ada%00Park")]
    [InlineData("Input.LegalName=Ada\0Park")]
    [InlineData("Input.%00=x")]
    public async Task A_zero_in_a_form_is_no_fault_of_ours(string form)
    {
        await using var site = await SmallSite.StartAsync();
        using var content = new StringContent(form, null, "application/x-www-form-urlencoded");

        Assert.Equal(HttpStatusCode.BadRequest, (await site.Client.PostAsync("/gallery", content)).StatusCode);
        Assert.DoesNotContain("fault", site.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_does_not_exist_is_not_found_rather_than_asked_to_sign_in()
    {
        await using var site = await SmallSite.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/nothing/here")).Answer.StatusCode);
    }

    [Fact]
    public async Task A_wrong_method_is_said_so()
    {
        await using var site = await SmallSite.StartAsync(app => app.MapGet("/only-get", () => "x").AllowAnonymous());
        using var request = new HttpRequestMessage(HttpMethod.Put, "/only-get");
        var (answer, page) = await SmallSite.ReadAsync(await site.Client.SendAsync(request));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Single(page.QuerySelectorAll("h1"));
    }

    [Fact]
    public async Task A_form_without_a_token_is_refused_whatever_it_is_sent_to()
    {
        await using var site = await SmallSite.StartAsync(app => app.MapPost("/plain", () => "changed").AllowAnonymous());
        Assert.Equal(HttpStatusCode.BadRequest, (await site.SendAsync("/gallery", ("Input.LegalName", "x"))).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.SendAsync("/plain", ("a", "b"))).Answer.StatusCode);
        using var delete = await site.Client.DeleteAsync("/gallery");
        Assert.Equal(HttpStatusCode.BadRequest, delete.StatusCode);
    }

    [Fact]
    public async Task A_fault_gives_a_reference_that_is_also_in_the_log_and_says_nothing_else()
    {
        await using var site = await SmallSite.StartAsync();
        var (answer, page) = await site.PostAsync(("Input.LegalName", "Ada Park"), ("do", GalleryModel.Fault));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var reference = Reference().Match(page.Body!.TextContent).Value;
        Assert.Contains(reference, site.Log);
        Assert.Contains(nameof(FormatException), site.Log);
        Assert.DoesNotContain(GalleryModel.Secret, page.DocumentElement.OuterHtml);
        Assert.DoesNotContain("Exception", page.DocumentElement.OuterHtml);
    }

    [Fact]
    public async Task A_fault_in_the_middle_of_an_answer_breaks_it_off()
    {
        await using var site = await SmallSite.StartAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => site.PostAsync(("do", GalleryModel.Started)));
        Assert.Contains("fault", site.Log);
    }

    [Fact]
    public async Task Programs_get_a_problem_document_with_a_stable_code()
    {
        await using var site = await SmallSite.StartAsync(app => app.MapGet("/api/fault", (HttpContext _) => throw new InvalidOperationException(GalleryModel.Secret)).AllowAnonymous());
        using var missing = await site.Client.GetAsync("/api/nothing");
        var body = await missing.Content.ReadAsStringAsync();
        Assert.Equal("application/problem+json", missing.Content.Headers.ContentType!.MediaType);
        Assert.Contains("\"code\":\"not-found\"", body);
        Assert.Contains("\"status\":404", body);

        using var fault = await site.Client.GetAsync("/api/fault");
        body = await fault.Content.ReadAsStringAsync();
        Assert.Contains("\"code\":\"fault\"", body);
        Assert.Contains("\"reference\":\"", body);
        Assert.DoesNotContain(GalleryModel.Secret, body);
    }

    [Fact]
    public async Task A_request_larger_than_its_page_takes_is_refused_before_it_is_read()
    {
        await using var site = await SmallSite.StartAsync(url: "http://127.0.0.1:0", more: app => app.MapPost("/plain", () => "x").AllowAnonymous());
        using var client = new HttpClient { BaseAddress = new(site.Address) };
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await SendAsync("/plain", RequestSizes.Form + 1));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("/plain", RequestSizes.Form)); // large enough to be let in, refused for want of a token
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync("/gallery", RequestSizes.Form + 1)); // this page takes files

        async Task<HttpStatusCode> SendAsync(string path, long bytes)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[bytes]) };
            request.Headers.ExpectContinue = true;
            using var answer = await client.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [GeneratedRegex("\\b[23456789BCDFGHJKMNPQRSTVWXYZ]{8}\\b")]
    private static partial Regex Reference();
}
