using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Accounts;

/// <summary>Two ways back into an account: by the mailbox and the second step, or by two members of staff and a day.</summary>
public sealed class RecoverTests
{
    private const string Robin = "robin@example.org";
    private const string New = "nine copper kettles whistle";

    [Theory, OnEveryDatabase]
    public async Task A_known_and_an_unknown_address_get_the_same_answer_and_only_one_gets_mail(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using (await app.ApplicantAsync(Robin)) { }
        using var page = app.Anonymous;
        await AskAsync(page, Robin);
        var known = (page.Status, page.Path, page.Said);
        await AskAsync(page, "nobody@example.org");
        Assert.Equal(known, (page.Status, page.Path, page.Said));
        await app.MailToAsync(Robin, "account-letter.recover.subject");
        Assert.DoesNotContain(app.SentMail, m => m["To"] == "nobody@example.org");
    }

    [Theory, OnEveryDatabase]
    public async Task The_link_sets_a_password_once_ends_every_session_and_is_told_by_mail(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync(Robin);
        using var page = app.Anonymous;
        await AskAsync(page, Robin);
        var first = (await app.MailToAsync(Robin, "account-letter.recover.subject")).Link;
        app.Time.Advance(TimeSpan.FromMinutes(2));
        await AskAsync(page, Robin);
        var second = (await app.MailToAsync(Robin, "account-letter.recover.subject")).Link;
        await page.OpenAsync(first);
        await page.OpenAsync(first);   // a program that looks through mail, and then the person
        Assert.Equal("/my", (await robin.OpenAsync("/my")).Path);
        await page.Fill("Input.Password", "short").PressKeyAsync("recover.go");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        var form = page.Fill("Input.Password", New).FormOf(Spoken.In("en", "recover.go"));
        await page.SendAgainAsync(form);
        Assert.Equal("/my", page.Path);
        Assert.StartsWith("/account/sign-in", (await robin.OpenAsync("/my")).Path, StringComparison.Ordinal);
        await app.MailToAsync(Robin, "account-letter.password-changed.subject");
        using var thief = app.Anonymous;
        foreach (var link in new[] { first, second })
        {
            await thief.OpenAsync(link);
            Assert.Equal(HttpStatusCode.Conflict, thief.Status);
            thief.SeesKey("recover.old");
        }
        Assert.Throws<InvalidOperationException>(() => thief.Fill("Input.Password", New));
        await using var db = app.Open();
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "account-recovered"));
        Assert.False(await db.OneTimeTokens.AnyAsync(t => first.EndsWith(t.Hash)));
    }

    [Theory, OnEveryDatabase]
    public async Task A_link_that_is_late_or_tampered_with_opens_nothing(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, configuration: new Dictionary<string, string?> { ["Accounts:RecoverMinutes"] = "20" });
        using (await app.ApplicantAsync(Robin)) { }
        using var page = app.Anonymous;
        await AskAsync(page, Robin);
        var link = (await app.MailToAsync(Robin, "account-letter.recover.subject")).Link;
        await page.OpenAsync(link[..^1] + (link[^1] == 'A' ? 'B' : 'A'));
        page.SeesKey("link.wrong");
        await page.OpenAsync(link);
        app.Time.Advance(TimeSpan.FromMinutes(20));
        await page.Fill("Input.Password", New).PressKeyAsync("recover.go");
        page.SeesKey("recover.old");
        using (await app.SignedInAsync(Robin)) { }
    }

    [Theory, OnEveryDatabase]
    public async Task With_a_second_step_the_link_alone_is_not_enough_and_guesses_are_counted(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync(Robin);
        var (phone, paper) = await app.TurnsOnSecondStepAsync(robin);
        app.Time.Advance(TimeSpan.FromSeconds(30));
        using var page = app.Anonymous;
        await AskAsync(page, Robin);
        await page.OpenAsync((await app.MailToAsync(Robin, "account-letter.recover.subject")).Link);
        foreach (var wrong in new[] { "", "000000", "AAAA-BBBB-CCCC-DDDD" })
        {
            await page.Fill("Input.Step", wrong).Fill("Input.Password", New).PressKeyAsync("recover.go");
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        }
        for (var i = 3; i < Tries.Most; i++)
            await page.Fill("Input.Step", "000000").Fill("Input.Password", New).PressKeyAsync("recover.go");
        await page.Fill("Input.Step", phone.Code).Fill("Input.Password", New).PressKeyAsync("recover.go");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        app.Time.Advance(Tries.LockedFor);
        await page.Fill("Input.Step", paper[0]).Fill("Input.Password", New).PressKeyAsync("recover.go");
        Assert.Equal("/my", page.Path);
    }

    [Theory, OnEveryDatabase]
    public async Task Two_members_of_staff_and_a_day_open_an_account_whose_step_and_mailbox_are_lost(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync(Robin);
        await app.TurnsOnSecondStepAsync(robin);
        var account = await AccountPageOfAsync(app);
        using var one = await app.SignedInAsync(await app.StaffAsync("one@staff.example", Role.Admin));
        using var two = await app.SignedInAsync(await app.StaffAsync("two@staff.example", Role.Admin));
        await one.OpenAsync(account);
        await one.PressKeyAsync("reset.ask");
        Assert.Equal(HttpStatusCode.BadRequest, one.Status);
        await one.Fill("Reset.Checked", "Passport, seen at the desk").Fill("Reset.Email", "robin@new.example").PressKeyAsync("reset.ask");
        one.SeesKey("reset.another-one");
        await app.RunBackgroundAsync();
        Assert.DoesNotContain(app.SentMail, m => m["Subject"] == Spoken.In("en", "account-letter.reset-coming.subject"));

        await two.OpenAsync(account);
        await two.PressKeyAsync("reset.confirm");
        two.Sees("robin@new.example").SeesKey("reset.confirmed");
        await app.MailToAsync(Robin, "account-letter.reset-coming.subject");
        var link = (await app.MailToAsync("robin@new.example", "account-letter.reset-link.subject")).Link;
        using var page = app.Anonymous;
        await page.OpenAsync(link);
        page.Sees("This link works from March 5, 2026, 12:00");
        app.Time.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await page.OpenAsync(link);
        page.Sees("This link works from");
        app.Time.Advance(TimeSpan.FromSeconds(1));
        await page.OpenAsync(link);
        await page.Fill("Input.Password", New).PressKeyAsync("recover.go");
        Assert.Equal("/my", page.Path);
        await app.MailToAsync(Robin, "account-letter.address-changed.subject");
        await using var db = app.Open();
        var after = await db.Users.SingleAsync(a => a.Email == "robin@new.example");
        Assert.False(after.TwoFactorEnabled);
        Assert.Equal(["account-reset-asked", "account-reset-confirmed", "account-reset-used"],
            await db.Journal.Where(e => e.EventType.StartsWith("account-reset")).OrderBy(e => e.Id).Select(e => e.EventType).ToListAsync());
        await page.OpenAsync(link);
        page.SeesKey("recover.old");
    }

    [Theory, OnEveryDatabase]
    public async Task One_alone_cannot_do_it_nor_somebody_for_themselves(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using (await app.ApplicantAsync(Robin)) { }
        var account = await AccountPageOfAsync(app);
        using var one = await app.SignedInAsync(await app.StaffAsync("one@staff.example", Role.Admin));
        using var two = await app.SignedInAsync(await app.StaffAsync("two@staff.example", Role.Admin));
        await one.OpenAsync(account);
        await one.Fill("Reset.Checked", "Passport").PressKeyAsync("reset.ask");
        Assert.Null(one.Page.QuerySelector("form[action*=ConfirmReset]"));
        await two.OpenAsync(account);
        var foreign = two.FormOf(Spoken.In("en", "reset.confirm"));
        foreign.Form!.QuerySelector("[name=__RequestVerificationToken]")!.SetAttribute("value", one.Page.QuerySelector("[name=__RequestVerificationToken]")!.GetAttribute("value")!);
        await one.SendAgainAsync(foreign);
        Assert.Equal(HttpStatusCode.Conflict, one.Status);
        await app.RunBackgroundAsync();
        Assert.DoesNotContain(app.SentMail, m => m["Subject"] == Spoken.In("en", "account-letter.reset-link.subject"));
        await using var db = app.Open();
        var self = await db.Users.SingleAsync(a => a.Email == "two@staff.example");
        Assert.Equal("own-roles", (await app.InScopeAsync(s => Ask(s, self))).Problem?.Code);

        static Task<Core.Shared.Result<Core.Shared.Done>> Ask(IServiceProvider services, Account own) =>
            ((AskForReset.Handler)services.GetService(typeof(AskForReset.Handler))!).HandleAsync(new(own.Id, null, "me", new(own.Id, own.Email!, [Role.Admin], true)), default);
    }

    [Theory, OnEveryDatabase]
    public async Task The_owner_stops_it_by_the_letter_or_signed_in(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using (await app.ApplicantAsync(Robin)) { }
        var account = await AccountPageOfAsync(app);
        foreach (var byLetter in new[] { true, false })
        {
            using var robin = await app.SignedInAsync(Robin);
            using var one = await app.SignedInAsync(await app.StaffAsync("one@staff.example", Role.Admin));
            using var two = await app.SignedInAsync(await app.StaffAsync("two@staff.example", Role.Admin));
            await one.OpenAsync(account);
            await one.Fill("Reset.Checked", "Passport").PressKeyAsync("reset.ask");
            await two.OpenAsync(account);
            await two.PressKeyAsync("reset.confirm");
            var stop = (await app.MailToAsync(Robin, "account-letter.reset-coming.subject")).Link;
            var link = (await app.MailToAsync(Robin, "account-letter.reset-link.subject")).Link;
            using var page = app.Anonymous;
            if (byLetter)
            {
                await page.OpenAsync(stop);
                await page.OpenAsync(stop);
                await page.PressKeyAsync("stop-reset.go");
                page.SeesKey("stop-reset.done");
            }
            else
            {
                await robin.OpenAsync("/account");
                robin.SeesKey("account.reset");
                await robin.PressKeyAsync("stop-reset.go");
                robin.SeesKey("stop-reset.done");
            }
            app.Time.Advance(TimeSpan.FromHours(25));
            await page.OpenAsync(link);
            page.SeesKey("recover.old");
        }
        await using var db = app.Open();
        Assert.Equal(2, await db.Journal.CountAsync(e => e.EventType == "account-reset-stopped"));
    }

    private static async Task<string> AccountPageOfAsync(TestApp app)
    {
        await using var db = app.Open();
        return $"/admin/accounts/{await db.Users.Where(a => a.Email == Robin).Select(a => a.Id).SingleAsync()}";
    }

    private static async Task AskAsync(PageDriver page, string email)
    {
        await page.OpenAsync("/account/sign-in");
        await page.FollowKeyAsync("forgot.link");
        await page.Fill("Input.Email", email).PressKeyAsync("forgot.go");
    }
}
