using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Messages;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.TheWay;

/// <summary>An applicant and staff write to each other: both sides read it, nobody else does, and nobody waits unseen.</summary>
public sealed class MessageTests
{
    private const string Question = "When do I hear from you?\n<b>Thank you</b> \u202Eاختبار";

    [Theory, OnEveryDatabase]
    public async Task A_question_with_a_file_is_seen_answered_and_read(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync();
        await robin.FollowAsync("Write to us or read our answers");
        await robin.Fill("Input.Words", Question).Attach("Input.File", "letter.pdf", Applying.Pdf("letter")).PressAsync("Send the message");
        robin.Sees("Thank you", "letter.pdf");
        Assert.Null(robin.Page.QuerySelector("main .thread b"));   // words, never markup

        using var desk = await app.SignedInAsAsync(Role.Reviewer);
        await desk.OpenAsync("/staff/messages");
        desk.Sees("Robin Example");
        await desk.OpenAsync(desk.Page.QuerySelector("main table a")!.GetAttribute("href")!);
        desk.Sees("From the applicant", "When do I hear from you?", "New");
        var link = desk.Page.QuerySelectorAll(".thread a").Single().GetAttribute("href")!;
        var file = await desk.Http.GetAsync(desk.Path + link);
        Assert.Equal(Applying.Pdf("letter"), await file.Content.ReadAsByteArrayAsync());
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        await desk.Fill("Input.Words", "By the end of the week.").PressAsync("Send the message");
        await desk.OpenAsync("/staff/messages");
        desk.Sees("Nobody waits for an answer.");

        await app.RunBackgroundAsync();
        var mail = app.SentMail.Last(m => m["To"] == "robin@example.org");
        Assert.DoesNotContain("end of the week", mail.Body, StringComparison.Ordinal);   // that something waits, never what
        await robin.OpenAsync(mine);
        robin.Sees("We wrote you 1 new message.");
        await robin.OpenAsync($"{mine}/messages");
        robin.Sees("By the end of the week.", "New");
        await robin.OpenAsync(mine);
        robin.DoesNotSee("new message");

        await using var db = app.Open();
        Assert.Equal(2, await db.ReadAudits.CountAsync(r => r.What == "messages"));   // looked at twice: opened, and again after the answer
        Assert.Equal(1, await db.ReadAudits.CountAsync(r => r.What == "evidence"));
        Assert.False(await db.Journal.AnyAsync(e => e.Payload!.Contains("end of the week")));
        // A file that came with a message is evidence of nothing.
        await desk.OpenAsync(mine.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal));
        desk.DoesNotSee("letter.pdf");
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_else_reads_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync();
        await robin.OpenAsync($"{mine}/messages");
        await robin.Fill("Input.Words", Question).Attach("Input.File", "letter.pdf", Applying.Pdf("letter")).PressAsync("Send the message");
        var file = robin.Page.QuerySelectorAll(".thread a").Single().GetAttribute("href")!;

        using var casey = await app.ApplicantAsync("casey@example.org");
        var theirs = await casey.AppliesAsync("Casey Sample");
        using var finance = await app.SignedInAsAsync(Role.Finance, Role.Registrar);
        var staffs = mine.Replace("/my/application/", "/staff/messages/", StringComparison.Ordinal);
        foreach (var (who, path, status) in new[]
        {
            (casey, $"{mine}/messages", HttpStatusCode.NotFound), (casey, $"{mine}/messages{file}", HttpStatusCode.NotFound),
            (casey, $"{theirs}/messages{file}", HttpStatusCode.NotFound), (finance, staffs, HttpStatusCode.Forbidden), (finance, staffs + file, HttpStatusCode.Forbidden),
        })
        {
            await who.OpenAsync(path);
            Assert.Equal((path, status), (path, who.Status));
        }
        // The id of somebody else's message in one's own form writes nothing and tells nothing.
        await casey.OpenAsync($"{theirs}/messages");
        await using (var db = app.Open())
        {
            var id = await db.Messages.Select(m => m.Id).SingleAsync();
            casey.Page.QuerySelector("[name='Input.Message']")!.SetAttribute("value", $"{id}");
        }
        await casey.Fill("Input.Words", "mine").PressAsync("Send the message");
        Assert.Equal(HttpStatusCode.NotFound, casey.Status);
        await using var after = app.Open();
        Assert.Equal(1, await after.Messages.CountAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task What_cannot_be_sent_is_told_at_its_field_and_kept(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my");
        await robin.PressKeyAsync("my.start");
        var mine = robin.Path;
        await robin.OpenAsync($"{mine}/messages");
        await robin.PressAsync("Send the message");
        Assert.NotNull(robin.ErrorAt("Input.Words"));
        var longest = new string('é', Message.MaxLength);
        await robin.Fill("Input.Words", longest + "x").PressAsync("Send the message");
        Assert.Equal((HttpStatusCode.BadRequest, longest + "x"), (robin.Status, robin.ValueOf("Input.Words").TrimStart('\n')));
        await robin.Fill("Input.Words", "Look at this").Attach("Input.File", "program.pdf", [0x4D, 0x5A, 0x90]).PressAsync("Send the message");
        Assert.NotNull(robin.ErrorAt("Input.File"));
        Assert.Equal("Look at this", robin.ValueOf("Input.Words").TrimStart('\n'));

        var form = robin.Fill("Input.Words", longest).FormOf("Send the message");
        await robin.SendAgainAsync(form);
        await robin.SendAgainAsync(form);
        await using var db = app.Open();
        Assert.Equal([longest], await db.Messages.Select(m => m.Text).ToListAsync());

        // A draft is nobody's business; a question about it is.
        using var desk = await app.SignedInAsAsync(Role.Reviewer);
        await desk.OpenAsync(mine.Replace("/my/application/", "/staff/messages/", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, desk.Status);
        await desk.OpenAsync(mine.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, desk.Status);
    }
}
