using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Evidence;
using PeerCert.Core.People;
using PeerCert.Testing;
using PeerCert.Testing.Documents;

namespace PeerCert.Tests.Http.Evidence;

/// <summary>Files of strangers on their pages: refused at the field with the reason, doubted kindly, shown only as drawn by us.</summary>
public sealed class EvidencePagesTests
{
    [Theory, OnEveryDatabase]
    public async Task A_bad_file_is_refused_at_its_field_in_the_readers_language_and_what_was_chosen_stays(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var evidence = await EvidencePageAsync(robin);

        foreach (var language in new[] { "en", "es" })
        {
            await robin.OpenAsync($"/language/{language}");
            foreach (var (name, (content, because)) in BadFiles.All)
            {
                await robin.OpenAsync(evidence);
                await robin.Fill("Kind", "passport").Attach("Upload", name, content()).PressKeyAsync("apply.evidence.send");
                var said = robin.ErrorAt("Upload");
                Assert.True(said?.Contains(Spoken.BeginningIn(language, because), StringComparison.Ordinal), $"{name}: {said}");
                Assert.Equal("passport", robin.ValueOf("Kind"));
            }
        }
        await using var db = app.Open();
        Assert.Empty(await db.Evidence.ToListAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task A_refused_file_leaves_the_words_of_a_message_where_they_were(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var mine = (await robin.AppliesAsync()).Split('?')[0];
        await robin.OpenAsync($"{mine}/messages");

        await robin.Fill("Input.Words", "Is this the right page?").Attach("Input.File", "script.pdf", BadFiles.All["script.pdf"].Content()).PressAsync("Send the message");

        Assert.Contains("This PDF can do more", robin.ErrorAt("Input.File"), StringComparison.Ordinal);
        Assert.Equal("Is this the right page?", robin.ValueOf("Input.Words").Trim());
    }

    [Theory, OnEveryDatabase]
    public async Task A_blank_page_is_doubted_its_sender_may_overrule_and_staff_see_both(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.FillsInApplicationAsync();
        var evidence = robin.Path.Replace("/review", "/evidence", StringComparison.Ordinal);
        await robin.OpenAsync(evidence);
        await robin.Fill("Kind", "passport").Attach("Upload", "blank.pdf", BadFiles.Pages(2)).PressAsync("Send this file");
        robin.Sees("Page 1 looks blank.", "Page 2 looks blank.");

        await robin.PressAsync("I can read it. Keep it.");

        robin.Sees("You said that it can be read.").DoesNotSee("I can read it. Keep it.");
        await robin.OpenAsync(evidence.Replace("/evidence", "/review", StringComparison.Ordinal));
        await robin.PressAsync("Send my application");
        using var staff = await app.SignedInAsAsync(Role.Reviewer);
        await staff.OpenAsync(evidence.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal).Replace("/evidence", "", StringComparison.Ordinal));
        staff.Sees("Looks blank", "The applicant says that it can be read.", "Not scanned for viruses");
    }

    [Theory, OnEveryDatabase]
    public async Task Staff_see_pages_as_drawn_by_us_and_get_the_file_only_as_a_download_and_each_look_is_kept(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.FillsInApplicationAsync();
        await robin.OpenAsync(robin.Path.Replace("/review", "/evidence", StringComparison.Ordinal));
        await robin.Fill("Kind", "passport").Attach("Upload", "photo.exe", BadFiles.Page().Jpeg(6, "at home in Sampletown")).PressAsync("Send this file");
        var review = robin.Path.Replace("/evidence", "/review", StringComparison.Ordinal);
        var file = review.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal).Replace("/review", "", StringComparison.Ordinal);
        EvidenceFile photo;
        await using (var db = app.Open())
            photo = await db.Evidence.SingleAsync(e => e.OriginalName == "photo.exe");
        var picture = $"{file}?handler=Picture&evidence={photo.Id}&number=1";
        using var staff = await app.SignedInAsAsync(Role.Reviewer);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.Http.GetAsync(picture)).StatusCode);   // not sent in yet

        await robin.OpenAsync(review);
        await robin.PressAsync("Send my application");
        await staff.OpenAsync($"{file}?look={photo.Id}");

        Assert.Contains(staff.Page.QuerySelectorAll("img"), i => i.GetAttribute("src") is { } src && src.Contains("handler=Picture", StringComparison.Ordinal) && i.GetAttribute("alt") == "Page 1 of 1");
        int before;
        await using (var db = app.Open())
            before = await db.ReadAudits.CountAsync();
        using var shown = await staff.Http.GetAsync(picture);
        Assert.Equal("image/jpeg", shown.Content.Headers.ContentType?.MediaType);
        Assert.Null(shown.Content.Headers.ContentDisposition);
        using var handed = await staff.Http.GetAsync($"{file}?handler=File&evidence={photo.Id}");
        Assert.Equal(("attachment", "photo.exe.jpg"), (handed.Content.Headers.ContentDisposition?.DispositionType, handed.Content.Headers.ContentDisposition?.FileName?.Trim('"')));
        Assert.DoesNotContain("Sampletown", await handed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var answer in new[] { shown, handed })
        {
            Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("no-store", $"{answer.Headers.CacheControl}", StringComparison.Ordinal);
        }
        await using (var db = app.Open())
            Assert.Equal(before + 2, await db.ReadAudits.CountAsync());

        using var finance = await app.SignedInAsAsync(Role.Finance);
        Assert.NotEqual(HttpStatusCode.OK, (await finance.Http.GetAsync(picture)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.Http.GetAsync(picture.Replace("number=1", "number=2", StringComparison.Ordinal))).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await robin.Http.GetAsync(picture)).StatusCode);
    }

    private static async Task<string> EvidencePageAsync(PageDriver robin)
    {
        await robin.OpenAsync("/my");
        await robin.PressKeyAsync("my.start");
        var mine = robin.Path;
        await robin.OpenAsync($"{mine}/pathway");
        await robin.Fill("Input.Value", "initial").PressKeyAsync("apply.save");
        return $"{mine}/evidence";
    }
}
