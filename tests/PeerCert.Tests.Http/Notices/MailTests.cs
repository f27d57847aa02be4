using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Notices;

/// <summary>A notice stands in a person's pages exactly once, and its mail goes out at least once.</summary>
public sealed class MailTests
{
    [Theory, OnEveryDatabase]
    public async Task A_notice_made_twice_is_one_row_and_one_mail(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await TellAsync(app, times: 2);
        await TellAsync(app);
        await app.RunBackgroundAsync();
        await app.RunBackgroundAsync();

        await using var db = app.Open();
        Assert.Equal((1, 1, 1), (await db.Notices.CountAsync(), await db.Mails.CountAsync(), await db.Outbox.CountAsync(m => m.Kind == SendMail.Queued)));
        var (notice, mail, sent) = (await db.Notices.SingleAsync(), await db.Mails.SingleAsync(), Assert.Single(app.SentMail));
        Assert.Equal($"{notice.Id.Value:N}@localhost", sent.MessageId);
        Assert.Equal((1, app.Clock.Now, "robin@example.org", null), (mail.Attempts, mail.SentAt, mail.Address, mail.UndeliveredAt));
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "mail-sent" && e.RootId == mail.Id.Value));
    }

    [Theory, OnEveryDatabase]
    public async Task It_is_written_in_the_language_that_its_reader_chose(Engine engine)
    {
        var transport = new Between();
        await using var app = await TestApp.StartAsync(engine, customise: b => b.Services.AddSingleton<IMailTransport>(transport));
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/language/es");
        await TellAsync(app);
        await app.RunBackgroundAsync();

        var sent = Assert.Single(transport.Taken);
        Assert.Equal(("es", Spoken.In("es", "mail.subject")), (sent.Language, sent.Subject));
    }

    [Theory, OnEveryDatabase]
    public async Task Two_who_tell_at_once_tell_once(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TellAsync(app))));
        await using var db = app.Open();
        Assert.Equal((1, 1, 1), (await db.Notices.CountAsync(), await db.Mails.CountAsync(), await db.Outbox.CountAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Killed_between_handing_over_and_writing_it_down_the_same_mail_goes_out_again_and_only_then(Engine engine)
    {
        var transport = new Between();
        await using var app = await TestApp.StartAsync(engine, customise: b => b.Services.AddSingleton<IMailTransport>(transport));
        using var robin = await app.ApplicantAsync();
        await TellAsync(app);

        transport.After = _ => throw new InvalidOperationException("as if killed here");
        await app.RunBackgroundAsync();
        transport.After = null;
        await app.RunBackgroundAsync();   // not due yet
        Assert.Single(transport.Taken);
        app.Time.Advance(TimeSpan.FromMinutes(2));
        await app.RunBackgroundAsync();
        app.Time.Advance(TimeSpan.FromDays(1));
        await app.RunBackgroundAsync();

        Assert.Equal(2, transport.Taken.Count);
        Assert.Equal(transport.Taken[0] with { At = default }, transport.Taken[1] with { At = default });
        await using var db = app.Open();
        Assert.Equal((2, 1), ((await db.Mails.SingleAsync()).Attempts, await db.Journal.CountAsync(e => e.EventType == "mail-sent")));
    }

    [Theory, OnEveryDatabase]
    public async Task A_node_that_comes_too_late_sends_nothing(Engine engine)
    {
        var transport = new Between();
        await using var app = await TestApp.StartAsync(engine, customise: b => b.Services.AddSingleton<IMailTransport>(transport));
        using var robin = await app.ApplicantAsync();
        await TellAsync(app);
        OutboxMessage message;
        await using (var db = app.Open())
            message = await db.Outbox.AsNoTracking().SingleAsync();

        // its claim ran out, so another node was given the same message
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Record.ExceptionAsync(() => HandleAsync(app, message)))));
        await HandleAsync(app, message);

        Assert.Single(transport.Taken);
        Assert.All(outcomes.OfType<Exception>(), e => Assert.IsType<OutboxRefusedException>(e));
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_put_off_is_tried_later_and_later_and_given_up_after_five_days(Engine engine)
    {
        var transport = new Between { Answer = new Handover.Deferred("smtp-450") };
        await using var app = await TestApp.StartAsync(engine, customise: b => b.Services.AddSingleton<IMailTransport>(transport));
        using var robin = await app.ApplicantAsync();
        await TellAsync(app);

        await app.RunBackgroundAsync();
        await using (var db = app.Open())
            Assert.Equal(("smtp-450", 1), await db.Outbox.SingleAsync() is var waiting ? (waiting.LastError!, waiting.Attempts) : default);
        for (var hours = 0; hours < 24 * 6; hours++)
        {
            app.Time.Advance(TimeSpan.FromHours(1));
            await app.RunBackgroundAsync();
        }

        await using var after = app.Open();
        var mail = await after.Mails.SingleAsync();
        Assert.Equal((MailFault.NotReachable, null), (mail.Fault, mail.SentAt));
        Assert.InRange(mail.UndeliveredAt!.Value, mail.QueuedAt.AddDays(5), mail.QueuedAt.AddDays(5).AddHours(1));
        Assert.InRange(transport.Asked, 100, 140);   // at most one an hour, and many at the beginning
    }

    [Theory, OnEveryDatabase]
    public async Task What_is_refused_for_good_waits_for_staff_at_once(Engine engine)
    {
        await using var server = new SmallMailServer(("RCPT", "550 5.1.1 <robin@example.org>: no such user"));
        await using var app = await TestApp.StartAsync(engine, configuration: Smtp(server));
        using var robin = await app.ApplicantAsync();
        await robin.AppliesAsync();
        await app.RunBackgroundAsync();
        await app.RunBackgroundAsync();

        Assert.Equal(1, server.Heard.Count(h => h.StartsWith("RCPT", StringComparison.Ordinal)));
        using var registrar = await app.SignedInAsAsync(Role.Registrar);
        await registrar.OpenAsync("/staff/mail");
        registrar.Sees("Robin Example", "The application came in", "There is no such mailbox");
    }

    [Theory, OnEveryDatabase]
    public async Task Through_a_server_the_mail_goes_out_once(Engine engine)
    {
        await using var server = new SmallMailServer();
        await using var app = await TestApp.StartAsync(engine, configuration: Smtp(server));
        using var robin = await app.ApplicantAsync();
        await TellAsync(app);
        await app.RunBackgroundAsync();
        await app.RunBackgroundAsync();
        Assert.Contains("https://certify.example/my/notices", SentMail.Read(Assert.Single(server.Mails)).Body, StringComparison.Ordinal);
        Assert.Empty(app.SentMail);
    }

    [Theory, OnEveryDatabase]
    public async Task Somebody_without_an_address_waits_for_staff(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<Core.PeerCertDb>();
            var person = Person.Register(null, app.Clock.Now);
            db.Add(person);
            await services.GetRequiredService<Notice.Writer>().TellAsync(person.Id, "exam-open", "1", Text.Of("notice.exam-open"), null, null, default);
            Assert.Null(await db.TrySaveAsync(default));
        });
        await app.RunBackgroundAsync();
        Assert.Empty(app.SentMail);
        using var registrar = await app.SignedInAsAsync(Role.Registrar);
        await registrar.OpenAsync("/staff/mail");
        registrar.Sees("No name yet", "The person has no email address");
    }

    [Theory, OnEveryDatabase]
    public async Task A_mail_says_that_something_waits_and_by_when_and_where(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, configuration: new Dictionary<string, string?>
        {
            ["Program:Address"] = "https://certify.example/base",
            ["Program:ContactEmail"] = "questions@certify.example",
            ["Mail:From"] = "program@certify.example",
            ["Mail:ReturnTo"] = "returned@mx.certify.example",
        });
        using var robin = await app.ApplicantAsync();
        await TellAsync(app, due: new DateOnly(2026, 5, 4));
        await app.RunBackgroundAsync();

        var mail = Assert.Single(app.SentMail);
        Assert.Equal(
            ("robin@example.org", "\"Test Program\" <program@certify.example>", "A message is waiting for you", "Wed, 04 Mar 2026 20:00:00 +0000"),
            (mail["To"], mail["From"], mail["Subject"], mail["Date"]));
        Assert.StartsWith("returned+", mail.ReturnTo, StringComparison.Ordinal);
        Assert.EndsWith("@mx.certify.example", mail.ReturnTo, StringComparison.Ordinal);
        Assert.Contains("by May 4, 2026", mail.Body, StringComparison.Ordinal);
        Assert.Contains("\r\nhttps://certify.example/base/my/notices\r\n", mail.Body, StringComparison.Ordinal);
        Assert.Contains("questions@certify.example", mail.Body, StringComparison.Ordinal);
        Assert.StartsWith("text/plain", mail["Content-Type"], StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task No_mail_of_a_whole_way_says_anything_private(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await app.ApproveFeesAsync();
        using var person = await app.ApplicantAsync("q7x@example.org");   // an address without a part of the name
        var file = (await person.AppliesAsync("Robin Zebrawood", hours: "79")).Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal);
        using var staff = await app.SignedInAsAsync(Role.Reviewer, Role.Finance, Role.ExamOfficer, Role.Registrar);
        await staff.OpenAsync(file);
        await staff.AsksForItemsAsync();
        await person.OpenAsync($"{file.Replace("/staff/applications/", "/my/application/", StringComparison.Ordinal)}/entries/core-training");
        await person.PressAsync("Remove");
        await person.Fill("Input.Who", "Example Training Center").Fill("Input.Quantity", "80").FillDay("Input.To", new(2026, 1, 15)).PressAsync("Add this");
        await person.OpenAsync($"{file.Replace("/staff/applications/", "/my/application/", StringComparison.Ordinal)}/review");
        await person.PressAsync("Send my application");
        await staff.OpenAsync(file);
        await staff.AcceptsEverythingAsync();
        await staff.Fill("Fee.FeeLine", "APP").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "check 17").PressAsync("Record this fee");
        await staff.PressAsync("Mark as complete");
        await staff.PressAsync("Approve");
        await app.RunBackgroundAsync();
        foreach (var (outcome, days) in new[] { ("Fail", 0), ("NoShow", 1), ("Pass", 2) })
        {
            app.Time.Advance(TimeSpan.FromDays(days));
            using var officer = await app.SignedInAsAsync(Role.ExamOfficer);
            await officer.OpenAsync("/staff/results");
            await officer.Fill("Input.CandidateId", await CandidateAsync(app)).FillDay("Input.SatOn", app.Clock.Today).Fill("Input.Outcome", outcome).PressAsync("Save the result");
            officer.Sees("is saved");
        }
        using var registrar = await app.SignedInAsAsync(Role.Registrar);
        await registrar.OpenAsync(file);
        await registrar.PressAsync("Issue certificate");
        registrar.Sees("Certified");
        await app.RunBackgroundAsync();

        var mails = app.SentMail;
        await using var db = app.Open();
        var application = await db.Applications.SingleAsync();
        string[] secrets =
        [
            "Robin", "Zebrawood", application.Reference, $"{application.Id.Value}", $"{application.Id.Value:N}", await CandidateAsync(app), "MPSS",
            "peer", "recover", "consumer", "lived", "mental", "Medi-Cal", "exam", "certif", "appl", "approv", "den", "pass", "fail", "missing", "hours", "training", "fee",
            "registrar", "reviewer", "staff",
        ];
        Assert.True(mails.Count >= 8, $"{mails.Count}");
        Assert.Equal(await db.Notices.CountAsync(), mails.Count);
        foreach (var mail in mails)
        {
            foreach (var secret in secrets)
                Assert.DoesNotContain(secret, Shown(mail), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Content-Disposition", mail.Raw, StringComparison.OrdinalIgnoreCase);
        }
        // None can be told from another but by its number, its moment and its deadline.
        Assert.Single(mails.Select(m => string.Join('\n', m.Body.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.Contains(" by ", StringComparison.Ordinal)))).Distinct());

        // The address has "exam" in it, and random numbers may spell anything; the program's own name stands in a mail: that is the operator's choice, and tests call it "Test Program".
        static string Shown(SentMail mail) => Regex.Replace(string.Join('\n', mail.Headers.Select(h => $"{h.Name}: {h.Value}")) + mail.Body, "[0-9a-f]{24,}|q7x@example.org", "");
    }

    [Theory, OnEveryDatabase]
    public async Task One_s_messages_are_new_until_they_are_opened(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.AppliesAsync();
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await TellAsync(app);

        await robin.OpenAsync("/my");
        robin.Sees("You have 2 new messages.");
        await robin.FollowAsync("Read your messages");
        var told = robin.Page.QuerySelectorAll(".messages li").Select(li => li.TextContent).ToList();
        Assert.Equal(2, told.Count);
        Assert.Contains("You may sit the exam until May 4, 2026.", told[0], StringComparison.Ordinal);
        Assert.Contains("We have your application", told[1], StringComparison.Ordinal);
        Assert.Equal(2, robin.Page.QuerySelectorAll(".messages .status").Length);
        var opened = app.Clock.Now;

        app.Time.Advance(TimeSpan.FromMinutes(1));
        await robin.OpenAsync("/my/notices");
        Assert.Empty(robin.Page.QuerySelectorAll(".messages .status"));
        await robin.OpenAsync("/my");
        robin.DoesNotSee("new message");
        await using var db = app.Open();
        Assert.All(await db.Notices.ToListAsync(), n => Assert.Equal(opened, n.ReadAt));

        using var casey = await app.ApplicantAsync("casey@example.org");
        await casey.OpenAsync("/my/notices");
        casey.Sees("Nothing yet.");
    }

    [Theory]
    [InlineData("Mail:From", "not an address", "Mail:From")]
    [InlineData("Mail:From", "a@b.example\r\nBcc: c@d.example", "Mail:From")]
    [InlineData("Mail:ReturnTo", "nobody", "Mail:ReturnTo")]
    [InlineData("Program:Address", "certify.example", "Program:Address")]
    [InlineData("Program:Address", "file:///etc", "Program:Address")]
    [InlineData("Mail:Smtp:Host", "127.0.0.1", "Program:Address")]
    [InlineData("Program:Name", "Two\nlines", "Program:Name")]
    public async Task Settings_that_cannot_work_stop_the_start(string key, string value, string said)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(Engine.Sqlite, configuration: new Dictionary<string, string?> { [key] = value }));
        Assert.Contains("mail-settings", refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty(said);
    }

    [Fact]
    public async Task A_server_elsewhere_is_never_spoken_to_in_the_open()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => TestApp.StartAsync(Engine.Sqlite, configuration: new Dictionary<string, string?>
        {
            ["Mail:Smtp:Host"] = "mail.example.org",
            ["Mail:Smtp:StartTls"] = "false",
            ["Program:Address"] = "https://certify.example",
        }));
        Assert.Contains("start.mail-open-line", refused.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Smtp(SmallMailServer server) => new()
    {
        ["Mail:Smtp:Host"] = "127.0.0.1",
        ["Mail:Smtp:Port"] = $"{server.Port}",
        ["Program:Address"] = "https://certify.example",
    };

    private static async Task<string> CandidateAsync(TestApp app)
    {
        await using var db = app.Open();
        return (await db.ExamEligibilities.SingleAsync()).CandidateId;
    }

    private static Task TellAsync(TestApp app, int times = 1, DateOnly? due = null) => app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<Core.PeerCertDb>();
        var person = await db.People.SingleAsync();
        for (var time = 0; time < times; time++)
            await services.GetRequiredService<Notice.Writer>().TellAsync(
                person.Id, "exam-open", "the same", Text.Of("notice.exam-open", ("candidate", "C123456789"), ("last", new DateOnly(2026, 5, 4))), null, due, default);
        var problem = await db.TrySaveAsync(default);
        Assert.True(problem is null or Problem.AlreadyDone, $"{problem}");
    });

    private static Task HandleAsync(TestApp app, OutboxMessage message) => app.InScopeAsync(services =>
        services.GetServices<IOutboxHandler>().Single(h => h.Kind == message.Kind).HandleAsync(message, default));

    /// <summary>Takes mail, and then something may happen before the program can write it down.</summary>
    private sealed class Between : IMailTransport
    {
        private readonly Lock _taking = new();

        public List<OutgoingMail> Taken { get; } = [];

        public int Asked { get; private set; }

        public Handover Answer { get; init; } = new Handover.Taken();

        public Action<OutgoingMail>? After { get; set; }

        public Task<Handover> HandOverAsync(OutgoingMail mail, CancellationToken ct)
        {
            lock (_taking)
            {
                Asked++;
                if (Answer is Handover.Taken)
                    Taken.Add(mail);
            }
            After?.Invoke(mail);
            return Task.FromResult(Answer);
        }
    }
}
