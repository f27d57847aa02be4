using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.TheWay;

/// <summary>Letters of others come in by a link that needs no account: asked for, reminded of, given, declined, asked of somebody else.</summary>
public sealed class LetterRequestTests
{
    private const string Sam = "sam@work.example";
    private const string Kim = "kim@work.example";

    [Theory, OnEveryDatabase]
    [Provision("CAL-204.1.F", "CAL-204.1.F.i")]
    public async Task A_letter_comes_in_by_its_link_and_is_evidence(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var casey = await app.ApplicantAsync("casey@example.org");
        var mine = await BeginAsync(casey);
        await AskAsync(casey, mine, "Sam Supervisor", Sam);
        casey.Sees("Sam Supervisor", "We wait for it");
        await app.RunBackgroundAsync();
        var mail = app.SentMail.Single(m => m["To"] == Sam);
        Assert.Equal("Casey Sample asks you for a letter", mail["Subject"]);
        Assert.Contains("Letter from a supervisor", mail.Body, StringComparison.Ordinal);

        using var writer = app.Anonymous;
        await writer.OpenAsync(app.LinkIn(Sam));
        writer.Sees("A letter for Casey Sample", "Company letterhead");
        writer.DoesNotSee("1979");   // nothing of the application but the name
        await writer.Fill("Input.SignedBy", "Samuel Supervisor").Attach("Input.File", "letter.pdf", Applying.Pdf("supervisor-letter")).PressAsync("Send the letter");
        writer.Sees("We have the letter.");
        Assert.DoesNotContain("code", writer.Path, StringComparison.Ordinal);

        await casey.OpenAsync($"{mine}/letter/supervisor-letter");
        casey.Sees("It came in");
        await casey.OpenAsync($"{mine}/evidence");
        casey.Sees("letter.pdf");
        await casey.OpenAsync("/my/notices");
        casey.Sees("Sam Supervisor sent us the letter that you asked for.");
        await using var db = app.Open();
        var file = await db.Evidence.SingleAsync();
        Assert.Equal(("supervisor-letter", "letter.pdf"), (file.Kind, file.OriginalName));
        var token = await db.OneTimeTokens.SingleAsync(t => t.Purpose == OneTimeToken.Letter);
        Assert.NotNull(token.UsedAt);
        Assert.DoesNotContain(app.LinkIn(Sam).Split("code=")[1], token.Hash, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task A_link_that_is_looked_at_by_a_program_late_twice_or_changed_does_nothing(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var casey = await app.ApplicantAsync("casey@example.org");
        var mine = await BeginAsync(casey);
        await AskAsync(casey, mine, "Sam Supervisor", Sam);
        await app.RunBackgroundAsync();
        var link = app.LinkIn(Sam);
        using var writer = app.Anonymous;
        for (var look = 0; look < 3; look++)
        {
            await writer.OpenAsync(link);
            writer.Sees("A letter for Casey Sample");
        }
        using var other = app.Anonymous;
        await other.OpenAsync(link[..^1] + (link[^1] == 'A' ? 'B' : 'A'));
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        other.Sees("This link does not work.");
        other.DoesNotSee("Casey");

        // What is wrong is told at its field, and the link goes on working.
        await writer.PressAsync("Send the letter");
        Assert.NotNull(writer.ErrorAt("Input.SignedBy"));
        Assert.NotNull(writer.ErrorAt("Input.File"));
        await writer.Fill("Input.SignedBy", "Sam").Attach("Input.File", "letter.pdf", [0x4D, 0x5A]).PressAsync("Send the letter");
        Assert.NotNull(writer.ErrorAt("Input.File"));
        Assert.Equal("Sam", writer.ValueOf("Input.SignedBy"));

        var form = writer.Attach("Input.File", "letter.pdf", Applying.Pdf("supervisor-letter")).FormOf("Send the letter");
        await writer.SendAgainAsync(form);
        writer.Sees("We have the letter.");
        await writer.SendAgainAsync(form);
        writer.Sees("We have the letter.");   // a double click
        await writer.OpenAsync(link);
        writer.Sees("We have this letter already.");
        await using (var db = app.Open())
            Assert.Equal(1, await db.Evidence.CountAsync());

        await AskAsync(casey, mine, "Kim Colleague", Kim, "colleague-letter");
        await app.RunBackgroundAsync();
        app.Time.Advance(TimeSpan.FromDays(new LetterOptions().LinkDays) + TimeSpan.FromMinutes(1));
        await other.OpenAsync(app.LinkIn(Kim));
        other.Sees("This link is too old.");
        other.DoesNotSee("Casey");
    }

    [Theory, OnEveryDatabase]
    public async Task Whoever_cannot_says_so_and_somebody_else_is_asked(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var casey = await app.ApplicantAsync("casey@example.org");
        var mine = await BeginAsync(casey);
        await AskAsync(casey, mine, "Sam Supervisor", Sam);
        await AskAsync(casey, mine, "Kim Supervisor", Kim);
        await app.RunBackgroundAsync();
        var link = app.LinkIn(Sam);
        using var writer = app.Anonymous;
        await writer.OpenAsync(link);
        await writer.PressAsync("I cannot write this letter");
        writer.Sees("We told the person who asked you.");
        await writer.OpenAsync(link);
        writer.Sees("You told us that you cannot write this letter.");

        await casey.OpenAsync($"{mine}/letter/supervisor-letter");
        casey.Sees("They said no");
        await casey.PressAsync("Take back");   // of Kim, who has not answered
        casey.Sees("You took it back");
        await writer.OpenAsync(app.LinkIn(Kim));
        writer.Sees("This letter is not needed any more.");
        await using var db = app.Open();
        Assert.Equal(0, await db.Evidence.CountAsync());
        Assert.Equal(["Declined", "Withdrawn"], (await db.LetterRequests.Select(r => r.State).ToListAsync()).Select(s => $"{s}").Order());
    }

    [Theory, OnEveryDatabase]
    public async Task It_is_reminded_of_twice_and_never_after_it_came(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var casey = await app.ApplicantAsync("casey@example.org");
        var mine = await BeginAsync(casey);
        await AskAsync(casey, mine, "Sam Supervisor", Sam);
        var sent = new List<int>();
        for (var day = 0; day <= 30; day++)
        {
            await app.RunBackgroundAsync();
            await app.RunBackgroundAsync();
            sent.Add(app.SentMail.Count(m => m["To"] == Sam));
            app.Time.Advance(TimeSpan.FromDays(1));
        }
        Assert.Equal([0, 7, 14], Enumerable.Range(0, sent.Count).Where(day => day == 0 || sent[day] > sent[day - 1]));
        Assert.Equal(3, sent[^1]);

        await AskAsync(await app.SignedInAsync("casey@example.org"), mine, "Kim Supervisor", Kim);
        await app.RunBackgroundAsync();
        using var writer = app.Anonymous;
        await writer.OpenAsync(app.LinkIn(Kim));
        await writer.PressAsync("I cannot write this letter");
        app.Time.Advance(TimeSpan.FromDays(8));
        await app.RunBackgroundAsync();
        Assert.Single(app.SentMail, m => m["To"] == Kim);
    }

    [Theory, OnEveryDatabase]
    public async Task Mail_that_comes_back_is_told_to_whoever_asked(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var casey = await app.ApplicantAsync("casey@example.org");
        var mine = await BeginAsync(casey);
        await AskAsync(casey, mine, "Sam Supervisor", Sam);
        await app.RunBackgroundAsync();
        app.Returns(app.SentMail.Single(m => m["To"] == Sam));
        await app.RunBackgroundAsync();
        await app.RunBackgroundAsync();
        await casey.OpenAsync($"{mine}/letter/supervisor-letter");
        casey.Sees("Our email did not arrive.");
        await casey.OpenAsync("/my/notices");
        casey.Sees("Our email to Sam Supervisor did not arrive.");
        app.Time.Advance(TimeSpan.FromDays(8));
        await app.RunBackgroundAsync();
        Assert.Single(app.SentMail, m => m["To"] == Sam);   // nobody is there to remind
    }

    [Theory, OnEveryDatabase]
    public async Task Only_letters_of_others_are_asked_for_and_only_by_whom_they_are_for(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var casey = await app.ApplicantAsync("casey@example.org");
        var mine = await BeginAsync(casey);
        foreach (var kind in new[] { "self-letter", "passport", "nothing" })
        {
            await casey.OpenAsync($"{mine}/letter/{kind}");
            Assert.Equal(HttpStatusCode.NotFound, casey.Status);
        }
        await casey.OpenAsync($"{mine}/letter/supervisor-letter");
        await casey.Fill("Input.Writer", "").Fill("Input.Address", "nobody").PressAsync("Send the email");
        Assert.NotNull(casey.ErrorAt("Input.Writer"));
        Assert.NotNull(casey.ErrorAt("Input.Address"));
        await casey.Fill("Input.Writer", "Me").Fill("Input.Address", "CASEY@example.org").PressAsync("Send the email");
        Assert.Equal("This is your own address. Somebody else has to write this letter.", casey.ErrorAt("Input.Address")?.Replace("Error: ", "", StringComparison.Ordinal));

        await AskAsync(casey, mine, "Sam Supervisor", Sam);
        var again = casey.FormOf("Write again");
        await casey.SendAgainAsync(again);
        await casey.SendAgainAsync(again);
        await app.RunBackgroundAsync();
        Assert.Equal(2, app.SentMail.Count(m => m["To"] == Sam));
        for (var more = 0; more < 6; more++)
            await casey.PressAsync("Write again");
        casey.Sees("We wrote 6 times for this letter.");

        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync($"{mine}/letter/supervisor-letter");
        Assert.Equal(HttpStatusCode.NotFound, robin.Status);
    }

    private static async Task<string> BeginAsync(PageDriver page)
    {
        await page.OpenAsync("/my");
        await page.PressKeyAsync("my.start");
        var mine = page.Path;
        await page.FollowKeyAsync("apply.part.pathway");
        await page.Fill("Input.Value", "out-of-state").PressKeyAsync("apply.save");
        await page.Fill("Input.AsPrinted", "Casey Sample").FillDay("Input.BirthDate", new(1979, 1, 31)).PressKeyAsync("apply.save");
        return mine;
    }

    private static async Task AskAsync(PageDriver page, string mine, string who, string address, string kind = "supervisor-letter")
    {
        await page.OpenAsync($"{mine}/letter/{kind}");
        await page.Fill("Input.Writer", who).Fill("Input.Address", address).PressAsync("Send the email");
    }
}
