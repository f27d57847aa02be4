using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Accounts;

/// <summary>One's own data: all of it to take along, and an account that can be closed.</summary>
public sealed class OwnDataTests
{
    private const string Robin = "robin@example.org";

    [Theory, OnEveryDatabase]
    public async Task Everything_about_somebody_comes_in_one_file_after_the_password_and_nothing_of_others(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using (var casey = await app.ApplicantAsync("casey@example.org"))
            await casey.AppliesAsync();
        using var robin = await app.ApplicantAsync(Robin);
        await robin.AppliesAsync();
        await robin.OpenAsync("/account/data");
        await robin.Fill("Input.Password", "not my password at all").PressKeyAsync("my-data.go");
        Assert.Equal(HttpStatusCode.BadRequest, robin.Status);
        using var zip = await DownloadAsync(robin);
        var text = await new StreamReader(zip.GetEntry("data.json")!.Open()).ReadToEndAsync();
        var data = JsonDocument.Parse(text).RootElement;
        Assert.Equal(Robin, data.GetProperty("account").GetProperty("email").GetString());
        var person = data.GetProperty("person");
        Assert.Equal("submitted", person.GetProperty("applications")[0].GetProperty("state").GetString());
        Assert.DoesNotContain("casey@example.org", text, StringComparison.Ordinal);
        await using var db = app.Open();
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "data-downloaded"));
        var mine = await (from f in db.Evidence join p in db.People on f.Person equals p.Id join a in db.Users on p.Account equals a.Id where a.Email == Robin && f.DeletedAt == null orderby f.StoredAt, f.Id select f).ToListAsync();
        var files = zip.Entries.Where(e => e.FullName.StartsWith("files/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(mine);
        Assert.Equal(mine.Count, files.Count);
        foreach (var (file, entry) in mine.Zip(files))
            Assert.Equal(file.Sha256, Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(entry.Open())));
        Assert.DoesNotContain("hash", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, OnEveryDatabase]
    public async Task A_closed_account_opens_nothing_its_application_is_withdrawn_and_its_address_is_gone(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync(Robin);
        await robin.AppliesAsync();
        using var elsewhere = await app.SignedInAsync(Robin);
        await robin.OpenAsync("/account/close");
        await robin.Fill("Input.Password", TestApp.Password).PressKeyAsync("close.go");
        Assert.Equal(HttpStatusCode.BadRequest, robin.Status);   // not sure
        await robin.Fill("Input.Password", "not my password at all").Check("Input.Sure", "true").PressKeyAsync("close.go");
        Assert.Equal(HttpStatusCode.BadRequest, robin.Status);
        await robin.Fill("Input.Password", TestApp.Password).Check("Input.Sure", "true").PressKeyAsync("close.go");
        robin.SeesKey("close.done");
        foreach (var page in new[] { robin, elsewhere })
            Assert.StartsWith("/account/sign-in", (await page.OpenAsync("/my")).Path, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => app.SignedInAsync(Robin));
        await app.MailToAsync(Robin, "account-letter.account-closed.subject");
        await using var db = app.Open();
        Assert.Equal(ApplicationState.Withdrawn, (await db.Applications.SingleAsync()).State);
        Assert.False(await db.Users.AnyAsync(a => a.Email != null || a.PasswordHash != null));
        Assert.False(await db.AccountLetters.AnyAsync(l => l.Address == Robin) || await db.Mails.AnyAsync(m => m.Address == Robin));
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "account-closed"));
        var keys = await db.PersonKeys.ToListAsync();
        Assert.DoesNotContain(keys, k => k.Key.Contains('@', StringComparison.Ordinal));
        Assert.NotEmpty(keys);   // the record itself stays, and is found by its name
        app.Time.Advance(TimeSpan.FromMinutes(2));
        using var again = await app.ApplicantAsync(Robin);
        again.DoesNotSee("Withdrawn");   // another account, which knows nothing of the first
    }

    [Theory, OnEveryDatabase]
    public async Task What_was_never_sent_is_deleted_with_its_files(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync(Robin);
        await robin.FillsInApplicationAsync();
        await CloseAsync(robin);
        await using var db = app.Open();
        Assert.False(await db.Evidence.AnyAsync(f => f.WrappedKey != null));
        Assert.Empty((await db.Drafts.SingleAsync()).Read().Entries);
    }

    [Fact]
    public async Task Whoever_works_here_asks_for_their_roles_to_end_first()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var staff = await app.SignedInAsAsync(Role.Reviewer);
        await CloseAsync(staff);
        staff.SeesKey("close.has-roles");
    }

    private static async Task<PageDriver> CloseAsync(PageDriver page)
    {
        await page.OpenAsync("/account/close");
        return await page.Fill("Input.Password", TestApp.Password).Check("Input.Sure", "true").PressKeyAsync("close.go");
    }

    private static async Task<ZipArchive> DownloadAsync(PageDriver page)
    {
        var form = page.FormOf(Spoken.In("en", "my-data.go")).Form!;
        using var answer = await page.Http.PostAsync(new Uri("/account/data", UriKind.Relative), new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", form.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!), new("Input.Password", TestApp.Password),
        ]));
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-store", $"{answer.Headers.CacheControl}");
        return new ZipArchive(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()));
    }
}
