using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Notices;

/// <summary>Mail that comes back: onto the staff's list and into a warning for the person, once, whatever else lies in the mailbox.</summary>
public sealed class ReturnedMailTests
{
    [Theory, OnEveryDatabase]
    public async Task A_mail_that_came_back_waits_for_staff_until_the_person_was_reached(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.AppliesAsync();
        await app.RunBackgroundAsync();
        app.Returns(Assert.Single(app.SentMail));
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await app.RunBackgroundAsync();

        await robin.OpenAsync("/my");
        robin.Sees("Our email does not reach you", "Email to robin@example.org comes back to us");
        await robin.OpenAsync("/my/notices");
        robin.Sees("Our email does not reach you");

        using var registrar = await app.SignedInAsAsync(Role.Registrar);
        await registrar.OpenAsync("/staff/mail");
        registrar.Sees("Robin Example", "The application came in", "March 4, 2026", "There is no such mailbox");
        await registrar.OpenAsync(registrar.Page.QuerySelector("main table a")!.GetAttribute("href")!);
        registrar.Sees("robin@example.org", "Robin Example", "How was the person reached?");
        var one = registrar.Path;
        await registrar.PressAsync("Write this down");
        Assert.Equal(HttpStatusCode.BadRequest, registrar.Status);
        Assert.NotNull(registrar.ErrorAt("Input.How"));
        await registrar.Fill("Input.How", "Phoned").PressAsync("Write this down");
        registrar.Sees("All mail arrived, as far as we know.");
        await robin.OpenAsync("/my");
        robin.DoesNotSee("Our email does not reach you");

        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync(one);
        await reviewer.Fill("Input.How", "LetterSent").PressAsync("Write this down");
        Assert.Equal(HttpStatusCode.Conflict, reviewer.Status);
        reviewer.Sees("already done");

        await using var db = app.Open();
        var mail = await db.Mails.SingleAsync();
        Assert.Equal((MailSettlement.Phoned, "registrar@staff.example"), (mail.Settlement, mail.SettledBy));
        Assert.Equal(
            ["mail-sent", "mail-undelivered", "mail-settled"],
            await db.Journal.Where(e => e.RootKind == "mail" && e.RootId == mail.Id.Value).OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.EventType).ToListAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_report_twice_counts_once_and_moves_to_where_read_mail_lies(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var mail = await OneMailAsync(app);
        app.Returns(mail);
        app.Returns(mail);   // the same file once more
        await app.RunBackgroundAsync();
        app.PutReturned(Mailbox.Bounce(mail.ReturnTo, mail.MessageId, status: "5.2.2"));   // a second report about the same mail
        await app.RunBackgroundAsync();

        await using var db = app.Open();
        Assert.Equal(MailFault.NoSuchMailbox, (await db.Mails.SingleAsync()).Fault);
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "mail-undelivered"));
        Assert.Equal(2, await db.MailReports.CountAsync());
        Assert.Empty(Directory.GetFiles(Path.Combine(app.DataFolder, "returned-mail", "new")));
        Assert.Equal(3, Directory.GetFiles(Path.Combine(app.DataFolder, "returned-mail", "cur"), "*:2,S").Length);
    }

    [Theory, OnEveryDatabase]
    public async Task A_report_that_names_no_return_address_is_known_by_the_message_id(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var mail = await OneMailAsync(app);
        app.PutReturned(Mailbox.Bounce("postmaster@localhost", mail.MessageId));
        await app.RunBackgroundAsync();
        await using var db = app.Open();
        Assert.NotNull((await db.Mails.SingleAsync()).UndeliveredAt);
    }

    [Theory, OnEveryDatabase]
    public async Task Nothing_but_a_report_of_our_own_mail_makes_it_undelivered(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var mail = await OneMailAsync(app);
        var guessed = mail.ReturnTo.Replace("bounces+", "bounces+0", StringComparison.Ordinal);
        foreach (var file in new[]
        {
            Mailbox.Bounce(guessed, mail.MessageId),                                      // a mark that fits no mail: nothing else is believed
            Mailbox.Bounce("bounces+@localhost", mail.MessageId),
            Mailbox.Bounce("postmaster@localhost", "0198c1de00007000800000000000aaaa@localhost"),
            Mailbox.Bounce(mail.ReturnTo, mail.MessageId, action: "delayed", status: "4.4.1"),
            Mailbox.Bounce(mail.ReturnTo, mail.MessageId, action: "delivered", status: "2.0.0"),
            $"To: {mail.ReturnTo}\nAuto-Submitted: auto-replied\n\nI am away until Monday.\n",
            $"To: {mail.ReturnTo}\nSubject: Hello\n\nDear program, 5.1.1 is a nice number.\n",
            Mailbox.Bounce(mail.ReturnTo, mail.MessageId)[..700],                          // cut off before it says what happened
            "",
            "no mail at all",
        })
            app.PutReturned(file);
        await app.RunBackgroundAsync();

        await using var db = app.Open();
        Assert.Null((await db.Mails.SingleAsync()).UndeliveredAt);
        var outcomes = (await db.MailReports.ToListAsync()).GroupBy(r => r.Outcome).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(
            new Dictionary<ReportOutcome, int>
            {
                [ReportOutcome.Unmatched] = 3,
                [ReportOutcome.Delayed] = 1,
                [ReportOutcome.Delivered] = 1,
                [ReportOutcome.AutomaticReply] = 1,
                [ReportOutcome.NotAReport] = 1,
                [ReportOutcome.Damaged] = 3,
            }.OrderBy(o => o.Key),
            outcomes.OrderBy(o => o.Key));
        Assert.Equal(10, Directory.GetFiles(Path.Combine(app.DataFolder, "returned-mail", "cur")).Length);
        using var registrar = await app.SignedInAsAsync(Role.Registrar);
        await registrar.OpenAsync("/staff/mail");
        registrar.Sees("All mail arrived, as far as we know.", "7 files in the mailbox of returned mail");
    }

    [Theory, OnEveryDatabase]
    public async Task A_report_of_any_size_is_read_as_far_as_it_can_matter(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var mail = await OneMailAsync(app);
        app.PutReturned(Mailbox.Bounce(mail.ReturnTo, mail.MessageId) + new string('x', 8 * 1024 * 1024));
        app.PutReturned($"To: {mail.ReturnTo}\nX: {new string('y', 8 * 1024 * 1024)}\n\n");
        await app.RunBackgroundAsync();
        await using var db = app.Open();
        Assert.NotNull((await db.Mails.SingleAsync()).UndeliveredAt);
        Assert.Equal(2, await db.MailReports.CountAsync());
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_holds_up_no_other_and_is_said()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        var mail = await OneMailAsync(app);
        var inNew = Path.Combine(app.DataFolder, "returned-mail", "new");
        Directory.CreateDirectory(inNew);
        File.CreateSymbolicLink(Path.Combine(inNew, "000000.gone"), Path.Combine(inNew, "nowhere"));
        app.Returns(mail);

        Assert.Equal("unavailable", (await app.InScopeAsync(s => s.GetRequiredService<ReadReturnedMail>().RunAsync(default))).Problem?.Code);

        await using var db = app.Open();
        Assert.NotNull((await db.Mails.SingleAsync()).UndeliveredAt);
    }

    [Theory, OnEveryDatabase]
    public async Task A_warning_is_about_the_address_of_now(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.AppliesAsync();
        await app.RunBackgroundAsync();
        app.Returns(Assert.Single(app.SentMail));
        await app.RunBackgroundAsync();
        await using (var db = app.Open())
        {
            (await db.Users.SingleAsync(u => u.Email == "robin@example.org")).Email = "robin.new@example.org";
            Assert.Null(await db.TrySaveAsync(default));
        }
        await robin.OpenAsync("/my");
        robin.DoesNotSee("Our email does not reach you");
        using var registrar = await app.SignedInAsAsync(Role.Registrar);
        await registrar.OpenAsync("/staff/mail");
        registrar.Sees("Robin Example");
    }

    private static async Task<SentMail> OneMailAsync(TestApp app)
    {
        using var robin = await app.ApplicantAsync();
        await robin.AppliesAsync();
        await app.RunBackgroundAsync();
        return Assert.Single(app.SentMail);
    }
}
