using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Accounts;

/// <summary>Letters that prove an address: at sign-up, again on demand, and for a new address.</summary>
public sealed class ConfirmAddressTests
{
    private const string Robin = "robin@people.example";
    private const string New = "robin@elsewhere.example";

    [Theory, OnEveryDatabase]
    public async Task Opening_the_link_changes_nothing_and_pressing_the_button_confirms_however_often(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await SignUpAsync(app, Robin);
        var link = (await app.MailToAsync(Robin, "account-letter.confirm-address.subject")).Link;
        using var page = app.Anonymous;
        await page.OpenAsync(link);
        await page.OpenAsync(link);   // a program that looks through mail, and then the person
        Assert.False(await IsConfirmedAsync(app));
        var button = page.FormOf("Yes, this is my address");
        await page.SendAgainAsync(button);
        page.SeesKey("confirm.done");
        Assert.True(await IsConfirmedAsync(app));
        await page.SendAgainAsync(button);
        page.SeesKey("confirm.done");
        await using var db = app.Open();
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "address-confirmed"));
    }

    [Theory, OnEveryDatabase]
    public async Task A_double_click_confirms_once(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await SignUpAsync(app, Robin);
        var link = (await app.MailToAsync(Robin, "account-letter.confirm-address.subject")).Link;
        using var one = app.Anonymous;
        using var two = app.Anonymous;
        await one.OpenAsync(link);
        await two.OpenAsync(link);
        await Task.WhenAll(one.PressKeyAsync("confirm.go"), two.PressKeyAsync("confirm.go"));
        one.SeesKey("confirm.done");
        two.SeesKey("confirm.done");
        await using var db = app.Open();
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "address-confirmed"));
    }

    [Theory, OnEveryDatabase]
    public async Task A_link_that_is_late_or_tampered_with_says_so_and_another_is_sent_on_demand(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, configuration: new Dictionary<string, string?> { ["Accounts:ConfirmHours"] = "2" });
        await SignUpAsync(app, Robin);
        var mail = await app.MailToAsync(Robin, "account-letter.confirm-address.subject");
        using var page = await app.SignedInAsync(Robin);
        await page.OpenAsync(mail.Link[..^1] + (mail.Link[^1] == 'A' ? 'B' : 'A'));
        await page.PressKeyAsync("confirm.go");
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        page.SeesKey("link.wrong");
        await page.OpenAsync("/account/confirm");
        await page.PressKeyAsync("confirm.go");
        page.SeesKey("link.wrong");

        app.Time.Advance(TimeSpan.FromHours(2));
        await page.OpenAsync(mail.Link);
        await page.PressKeyAsync("confirm.go");
        page.SeesKey("link.old");
        Assert.False(await IsConfirmedAsync(app));

        await page.OpenAsync("/my");
        page.SeesKey("account.unconfirmed");
        await page.PressKeyAsync("account.send-again");
        page.SeesKey("account.sent-again");
        await app.RunBackgroundAsync();
        var again = app.SentMail.Single(m => m.MessageId != mail.MessageId);
        await page.OpenAsync(again.Link);
        await page.PressKeyAsync("confirm.go");
        Assert.Equal("/account", page.Path);
        Assert.True(await IsConfirmedAsync(app));
        Assert.DoesNotContain(Spoken.In("en", "account.unconfirmed"), page.Said, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task A_link_opened_by_somebody_else_confirms_the_account_it_is_for_and_tells_nothing_of_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await SignUpAsync(app, Robin);
        var link = (await app.MailToAsync(Robin, "account-letter.confirm-address.subject")).Link;
        await SignUpAsync(app, "casey@people.example");
        using var casey = await app.SignedInAsync("casey@people.example");
        await casey.OpenAsync(link);
        casey.DoesNotSee(Robin);
        await casey.PressKeyAsync("confirm.go");
        casey.DoesNotSee(Robin);
        await using var db = app.Open();
        Assert.Equal([Robin], await db.Users.Where(a => a.EmailConfirmed).Select(a => a.Email).ToListAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Only_the_hash_of_the_secret_is_stored(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await SignUpAsync(app, Robin);
        var secret = (await app.MailToAsync(Robin, "account-letter.confirm-address.subject")).Link.Split("code=")[1];
        await using var db = app.Open();
        Assert.False(await db.OneTimeTokens.AnyAsync(t => t.Hash == secret));
        Assert.DoesNotContain(await db.Outbox.Select(m => m.Payload).ToListAsync(), p => p.Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain(await db.Journal.Select(e => e.Payload).ToListAsync(), p => p!.Contains(secret, StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task The_owner_of_an_address_that_has_an_account_gets_a_letter_and_nobody_else_learns_of_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var first = await SignUpAsync(app, Robin);
        app.Time.Advance(TimeSpan.FromMinutes(2));
        var second = await SignUpAsync(app, "ROBIN@people.example", "another long secret of ours");
        Assert.Equal(first, second);
        var mail = await app.MailToAsync(Robin, "account-letter.address-taken.subject");
        Assert.DoesNotContain("http", mail.Body, StringComparison.Ordinal);
        for (var i = 0; i < 10; i++, app.Time.Advance(TimeSpan.FromMinutes(2)))
            await SignUpAsync(app, Robin);
        await app.RunBackgroundAsync();
        Assert.Equal(5, app.SentMail.Count(m => m["Subject"] == mail["Subject"]));
        app.Time.Advance(TimeSpan.FromDays(1));
        await SignUpAsync(app, Robin);
        await app.RunBackgroundAsync();
        Assert.Equal(6, app.SentMail.Count(m => m["Subject"] == mail["Subject"]));
    }

    [Theory, OnEveryDatabase]
    public async Task Somebody_unconfirmed_fills_in_an_application_and_sends_it_only_when_confirmed(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await SignUpAsync(app, Robin);
        using var page = await (await app.SignedInAsync(Robin)).SeesTheOrientationAsync();
        await page.FillsInApplicationAsync();
        page.SeesKey("account.unconfirmed");
        await page.PressKeyAsync("apply.review.send");
        Assert.Equal(HttpStatusCode.Conflict, page.Status);
        page.SeesKey("problem.address-first");
        var review = page.Path;

        await page.OpenAsync((await app.MailToAsync(Robin, "account-letter.confirm-address.subject")).Link);
        await page.PressKeyAsync("confirm.go");
        await page.OpenAsync(review);
        await page.PressKeyAsync("apply.review.send");
        page.SeesKey("apply.where.submitted");
    }

    [Theory, OnEveryDatabase]
    public async Task A_new_address_counts_from_when_it_is_proved_and_the_old_one_hears_of_it_twice(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var page = await app.ApplicantAsync(Robin);
        await page.OpenAsync("/account/email");
        await page.Fill("Input.Email", New).Fill("Input.Current", "not my password at all").PressKeyAsync("change-email.go");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(New, page.ValueOf("Input.Email"));
        await page.Fill("Input.Current", TestApp.Password).PressKeyAsync("change-email.go");
        page.SeesKey("change-email.done").Sees(New);
        await app.MailToAsync(Robin, "account-letter.address-change-asked.subject");
        var link = (await app.MailToAsync(New, "account-letter.confirm-new-address.subject")).Link;
        using (await app.SignedInAsync(Robin)) { }   // until then nothing has changed

        using var elsewhere = app.Anonymous;
        await elsewhere.OpenAsync(link);
        await elsewhere.PressKeyAsync("confirm.go");
        elsewhere.SeesKey("confirm.done");
        using (await app.SignedInAsync(New)) { }
        await app.MailToAsync(Robin, "account-letter.address-changed.subject");
        await using var db = app.Open();
        var account = await db.Users.SingleAsync();
        Assert.Equal((New, true, null), (account.Email, account.EmailConfirmed, account.PendingEmail));
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "address-changed"));
    }

    [Theory, OnEveryDatabase]
    public async Task A_new_address_that_has_an_account_gets_the_same_answer_and_is_never_taken(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var casey = await app.ApplicantAsync(New);
        using var robin = await app.ApplicantAsync(Robin);
        await AskAsync(robin, New);
        var said = robin.Said;
        await app.MailToAsync(New, "account-letter.address-taken.subject");
        Assert.DoesNotContain(app.SentMail, m => m["To"] == New && m.Body.Contains("code=", StringComparison.Ordinal));
        await AskAsync(robin, "robin@third.example");
        Assert.Equal(said.Replace(New, "robin@third.example", StringComparison.Ordinal), robin.Said);

        // asked for while free, and taken by somebody else before the link is opened
        var link = (await app.MailToAsync("robin@third.example", "account-letter.confirm-new-address.subject")).Link;
        using var third = await app.ApplicantAsync("robin@third.example");
        await robin.OpenAsync(link);
        await robin.PressKeyAsync("confirm.go");
        robin.SeesKey("link.old");
    }

    [Theory, OnEveryDatabase]
    public async Task Of_two_new_addresses_only_the_one_asked_for_last_counts(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var page = await app.ApplicantAsync(Robin);
        await AskAsync(page, "first@people.example");
        var first = (await app.MailToAsync("first@people.example", "account-letter.confirm-new-address.subject")).Link;
        await AskAsync(page, "second@people.example");
        await page.OpenAsync(first);
        await page.PressKeyAsync("confirm.go");
        page.SeesKey("link.old");
        await page.OpenAsync((await app.MailToAsync("second@people.example", "account-letter.confirm-new-address.subject")).Link);
        await page.PressKeyAsync("confirm.go");
        page.SeesKey("confirm.done").Sees("second@people.example");
    }

    [Theory, OnEveryDatabase]
    public async Task Guessing_the_password_of_an_open_session_counts_as_at_the_sign_in(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var page = await app.ApplicantAsync(Robin);
        await page.OpenAsync("/account/email");
        for (var i = 0; i < Tries.Most; i++)
            await page.Fill("Input.Email", New).Fill("Input.Current", "not my password at all").PressKeyAsync("change-email.go");
        await page.Fill("Input.Email", New).Fill("Input.Current", TestApp.Password).PressKeyAsync("change-email.go");
        page.Sees("There were too many tries. Wait 15 minutes");
        app.Time.Advance(Tries.LockedFor);
        await page.Fill("Input.Current", TestApp.Password).PressKeyAsync("change-email.go");
        page.SeesKey("change-email.done");
    }

    private static async Task AskAsync(PageDriver page, string email)
    {
        await page.OpenAsync("/account/email");
        await page.Fill("Input.Email", email).Fill("Input.Current", TestApp.Password).PressKeyAsync("change-email.go");
        page.SeesKey("change-email.done");
    }

    private static async Task<(HttpStatusCode, string, string)> SignUpAsync(TestApp app, string email, string password = TestApp.Password)
    {
        using var page = app.Anonymous;
        await page.OpenAsync("/account/sign-up");
        await page.Fill("Input.Email", email).Fill("Input.Password", password).PressKeyAsync("sign-up.go");
        return (page.Status, page.Path, page.Said);
    }

    private static async Task<bool> IsConfirmedAsync(TestApp app)
    {
        await using var db = app.Open();
        return await db.Users.AnyAsync(a => a.EmailConfirmed);
    }
}
