using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Testing;
using PeerCert.Web.Pages.My.Application;

namespace PeerCert.Tests.Http.TheWay;

/// <summary>One draft on two devices, and a draft that is kept while somebody types.</summary>
public sealed class TwoDevicesTests
{
    [Theory, OnEveryDatabase]
    public async Task What_only_one_device_changed_is_kept_and_what_both_changed_is_asked(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var phone = await app.ApplicantAsync();
        await phone.OpenAsync("/my");
        await phone.PressKeyAsync("my.start");
        var part = phone.Path + "/about-you";
        await phone.OpenAsync(part);
        await phone.Fill("Input.AsPrinted", "Robin Example").FillDay("Input.BirthDate", new(1985, 4, 27)).PressKeyAsync("apply.save");
        using var library = await app.SignedInAsync("robin@example.org");

        // the phone adds a part of the name, the other device corrects the day: both stay
        await phone.OpenAsync(part);
        await library.OpenAsync(part);
        await phone.Fill("Input.Given", "Robin").PressKeyAsync("apply.save");
        await library.FillDay("Input.BirthDate", new(1985, 4, 28)).PressKeyAsync("apply.save");
        await phone.OpenAsync(part);
        Assert.Equal(("Robin", "28"), (phone.ValueOf("Input.Given"), phone.ValueOf("Input.BirthDate.Day")));

        // both change the name: the second is asked, keeps what was typed, and the next saving counts
        await library.OpenAsync(part);
        await phone.Fill("Input.AsPrinted", "Robin Q. Example").PressKeyAsync("apply.save");
        await library.Fill("Input.AsPrinted", "Robin Queue Example").PressKeyAsync("apply.save");
        Assert.Equal(HttpStatusCode.BadRequest, library.Status);
        Assert.Contains("There it says: Robin Q. Example.", library.ErrorAt("Input.AsPrinted"), StringComparison.Ordinal);
        Assert.Equal("Robin Queue Example", library.ValueOf("Input.AsPrinted"));
        await library.PressKeyAsync("apply.save");
        Assert.Equal(HttpStatusCode.OK, library.Status);
        await phone.OpenAsync(part);
        Assert.Equal("Robin Queue Example", phone.ValueOf("Input.AsPrinted"));
    }

    [Theory, OnEveryDatabase]
    public async Task A_mistake_at_another_field_does_not_forget_what_the_page_was_opened_with(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var phone = await app.ApplicantAsync();
        await phone.OpenAsync("/my");
        await phone.PressKeyAsync("my.start");
        var part = phone.Path + "/about-you";
        await phone.OpenAsync(part);
        await phone.Fill("Input.AsPrinted", "Robin Example").FillDay("Input.BirthDate", new(1985, 4, 27)).PressKeyAsync("apply.save");
        using var library = await app.SignedInAsync("robin@example.org");
        await library.OpenAsync(part);
        await library.Fill("Input.AsPrinted", "Robin Sample").FillDay("Input.BirthDate", "1985", "2", "30").PressKeyAsync("apply.save");
        Assert.NotNull(library.ErrorAt("Input.BirthDate"));
        await phone.OpenAsync(part);
        await phone.Fill("Input.AsPrinted", "Robin Instance").PressKeyAsync("apply.save");
        await library.FillDay("Input.BirthDate", new(1985, 4, 27)).PressKeyAsync("apply.save");
        Assert.Contains("There it says: Robin Instance.", library.ErrorAt("Input.AsPrinted"), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Choices_changed_on_both_devices_are_asked_too(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var phone = await app.ApplicantAsync();
        await phone.FillsInApplicationAsync();
        var part = phone.Path.Replace("/review", "/statements", StringComparison.Ordinal);
        using var library = await app.SignedInAsync("robin@example.org");
        await phone.OpenAsync(part);
        await library.OpenAsync(part);
        await phone.Fill("perspective", "parent").PressKeyAsync("apply.save");
        await library.Fill("perspective", "caregiver").Fill("willing-to-share", "no").PressKeyAsync("apply.save");
        Assert.NotNull(library.ErrorAt("perspective"));
        Assert.Null(library.ErrorAt("willing-to-share"));
        await library.PressKeyAsync("apply.save");
        await phone.OpenAsync(part);
        Assert.True(phone.Page.QuerySelector("[name=perspective][value=caregiver]")!.HasAttribute("checked"));
        Assert.True(phone.Page.QuerySelector("[name=willing-to-share][value=no]")!.HasAttribute("checked"));
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_half_typed_is_kept_as_far_as_it_goes_and_counts_as_not_done(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my");
        await robin.PressKeyAsync("my.start");
        var mine = robin.Path;
        var part = mine + "/about-you";
        await robin.OpenAsync(part);
        using var kept = await KeepAsync(robin, part, ("Input.AsPrinted", "Rob"), ("Input.BirthDate.Year", "1985"), ("Input.BirthDate.Month", "13"), ("Seen", robin.ValueOf("Seen")));
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        var seen = await kept.Content.ReadAsStringAsync();
        using (var more = await KeepAsync(robin, part, ("Input.AsPrinted", "Robin"), ("Seen", seen)))
            Assert.Equal(HttpStatusCode.OK, more.StatusCode);
        await robin.OpenAsync(part);
        Assert.Equal("Robin", robin.ValueOf("Input.AsPrinted"));
        await robin.OpenAsync(mine);
        Assert.DoesNotContain(robin.Page.QuerySelectorAll("ol.parts li"), li => li.TextContent.Contains("Done", StringComparison.Ordinal));

        // changed elsewhere meanwhile: nothing is overwritten
        using (var old = await KeepAsync(robin, part, ("Input.AsPrinted", "Rubin"), ("Seen", seen)))
            Assert.Equal(HttpStatusCode.BadRequest, old.StatusCode);
        await robin.OpenAsync(part);
        Assert.Equal("Robin", robin.ValueOf("Input.AsPrinted"));

        // not without the form's own token, and not by somebody else
        using var bare = await robin.Http.SendAsync(Keeping(part, ("Input.AsPrinted", "Forged")));
        Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        using var casey = await app.ApplicantAsync("casey@example.org");
        await casey.OpenAsync("/account");
        using var other = await KeepAsync(casey, part, ("Input.AsPrinted", "Casey"));
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        await using var db = app.Open();
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "application-started"));
        Assert.False(await db.Journal.AnyAsync(e => e.Payload!.Contains("Robin")));   // typing is not journaled
    }

    private static Task<HttpResponseMessage> KeepAsync(PageDriver page, string path, params (string, string)[] fields) =>
        page.Http.SendAsync(Keeping(path, [.. fields, ("__RequestVerificationToken", page.ValueOf("__RequestVerificationToken"))]));

    private static HttpRequestMessage Keeping(string path, params (string Name, string Value)[] fields) => new(HttpMethod.Post, path)
    {
        Headers = { { DraftPage.KeepHeader, "1" } },
        Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
    };
}
