using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Accounts;

/// <summary>A code from an app beside the password: set up, asked for, taken once, lost, turned off.</summary>
public sealed class SecondStepTests
{
    private const string Robin = "robin@example.org";

    /// <summary>A code lasts half a minute.</summary>
    private static readonly TimeSpan NextCode = TimeSpan.FromSeconds(30);

    [Theory, OnEveryDatabase]
    public async Task Once_it_is_on_the_password_alone_opens_nothing(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync(Robin);
        var (phone, _) = await app.TurnsOnSecondStepAsync(robin);
        app.Time.Advance(NextCode);
        using var page = app.Anonymous;
        await PasswordAsync(page, "?returnUrl=%2Faccount");
        Assert.StartsWith("/account/code", page.Path, StringComparison.Ordinal);
        await page.OpenAsync("/account");
        Assert.StartsWith("/account/sign-in", page.Path, StringComparison.Ordinal);
        await PasswordAsync(page, "?returnUrl=%2Faccount");
        await page.Fill("Input.Code", phone.Code.Insert(3, " ")).PressKeyAsync("second-step.enter-go");
        Assert.Equal("/account", page.Path);
    }

    [Theory, OnEveryDatabase]
    public async Task A_code_is_taken_once_and_no_older_one_after_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync(Robin);
        var (phone, _) = await app.TurnsOnSecondStepAsync(robin);
        var first = phone.Code;   // was taken to turn it on
        Assert.False(await GetsInAsync(app, first));
        app.Time.Advance(NextCode);
        Assert.False(await GetsInAsync(app, first));
        var second = phone.Code;
        Assert.True(await GetsInAsync(app, second));
        Assert.False(await GetsInAsync(app, second));
        app.Time.Advance(NextCode);
        Assert.True(await GetsInAsync(app, phone.Code));
        app.Time.Advance(NextCode);
        Assert.False(await GetsInAsync(app, second));
    }

    [Theory, OnEveryDatabase]
    public async Task One_code_sent_twice_at_once_opens_one_session(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync(Robin);
        var (phone, paper) = await app.TurnsOnSecondStepAsync(robin);
        app.Time.Advance(NextCode);
        foreach (var code in new[] { phone.Code, paper[0] })
        {
            // Each has typed the password before: a password that comes between is a change of the account, which the code's commit must not meet.
            var pages = new List<PageDriver>();
            for (var n = 0; n < 4; n++)
            {
                pages.Add(app.Anonymous);
                await PasswordAsync(pages[^1]);
            }
            await Task.WhenAll(pages.Select(page => page.Fill("Input.Code", code).PressKeyAsync("second-step.enter-go")));
            Assert.Single(pages, page => page.Path is "/my");
            pages.ForEach(page => page.Dispose());
        }
    }

    [Theory, OnEveryDatabase]
    public async Task A_clock_that_is_half_a_minute_off_still_gets_in_and_one_that_is_more_does_not(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync(Robin);
        var (phone, _) = await app.TurnsOnSecondStepAsync(robin);
        app.Time.Advance(3 * NextCode);
        var late = phone.Code;
        app.Time.Advance(2 * NextCode);
        Assert.False(await GetsInAsync(app, late));
        late = phone.Code;
        app.Time.Advance(NextCode);
        Assert.True(await GetsInAsync(app, late));
    }

    [Theory, OnEveryDatabase]
    public async Task Whoever_lost_the_phone_gets_in_once_with_each_code_on_paper(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync(Robin);
        var (_, paper) = await app.TurnsOnSecondStepAsync(robin);
        Assert.Equal(RecoveryCode.Count, paper.Distinct().Count());
        Assert.True(await GetsInAsync(app, paper[3].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)));
        Assert.False(await GetsInAsync(app, paper[3]));
        // its owner hears of it, since paper can be copied
        Assert.DoesNotContain(paper[3], (await app.MailToAsync(Robin, "account-letter.recovery-code-used.subject")).Raw, StringComparison.Ordinal);
        await robin.OpenAsync("/account/second-step");
        robin.Sees("You have 9 of your ten paper codes left.");
        await robin.Fill("Input.Password", TestApp.Password).PressKeyAsync("second-step.new-codes");
        var fresh = robin.Page.QuerySelectorAll(".codes code").Select(c => c.TextContent).ToList();
        Assert.False(await GetsInAsync(app, paper[4]));
        Assert.True(await GetsInAsync(app, fresh[0]));
    }

    [Theory, OnEveryDatabase]
    public async Task Guesses_at_the_code_lock_the_account_and_the_password_forgives_none_of_them(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync(Robin);
        var (phone, _) = await app.TurnsOnSecondStepAsync(robin);
        app.Time.Advance(NextCode);
        for (var i = 0; i < Tries.Most / 2; i++)
            Assert.False(await GetsInAsync(app, "000000"));   // a try at the password and one at the code
        Assert.False(await GetsInAsync(app, phone.Code));
        await using (var db = app.Open())
            Assert.NotNull((await db.Users.SingleAsync()).LockoutEnd);
        app.Time.Advance(Tries.LockedFor);
        Assert.True(await GetsInAsync(app, phone.Code));
    }

    [Theory, OnEveryDatabase]
    public async Task Turning_it_off_needs_the_password_and_is_told_by_mail(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync(Robin);
        await app.TurnsOnSecondStepAsync(robin);
        await robin.OpenAsync("/account/second-step");
        await robin.Fill("Input.Password", "not my password at all").PressKeyAsync("second-step.turn-off");
        Assert.Equal(HttpStatusCode.BadRequest, robin.Status);
        using var page = app.Anonymous;
        await PasswordAsync(page);
        Assert.Equal("/account/code", page.Path);
        await robin.Fill("Input.Password", TestApp.Password).PressKeyAsync("second-step.turn-off");
        robin.SeesKey("second-step.turned-off");
        await PasswordAsync(page);
        Assert.Equal("/my", page.Path);
        await app.MailToAsync(Robin, "account-letter.second-step-off.subject");
        await using var db = app.Open();
        Assert.False(await db.RecoveryCodes.AnyAsync() || await db.Authenticators.AnyAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Neither_the_key_nor_the_codes_on_paper_can_be_read_from_the_database(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync(Robin);
        await robin.OpenAsync("/account/second-step");
        await robin.Fill("Input.Password", TestApp.Password).PressKeyAsync("second-step.begin");
        var key = OtpNet.Base32Encoding.ToBytes(robin.Page.QuerySelector("code.secret")!.TextContent.Replace(" ", "", StringComparison.Ordinal));
        Assert.NotNull(robin.Page.QuerySelector("svg.qr"));
        await using (var db = app.Open())
            Assert.Equal(-1, (await db.Authenticators.SingleAsync()).Wrapped.AsSpan().IndexOf(key));
        var (_, paper) = await app.TurnsOnSecondStepAsync(robin);
        await using var after = app.Open();
        var hashes = await after.RecoveryCodes.Select(c => c.Hash).ToListAsync();
        Assert.DoesNotContain(hashes, h => paper.Any(p => h.Contains(p.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)));
        await robin.OpenAsync("/account/second-step/set-up");
        Assert.Equal("/account/second-step", robin.Path);   // shown before the first code only
    }

    [Theory, OnEveryDatabase]
    public async Task The_page_for_the_code_is_for_whoever_just_took_the_first_step(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync(Robin);
        var (phone, _) = await app.TurnsOnSecondStepAsync(robin);
        app.Time.Advance(NextCode);
        using var page = app.Anonymous;
        await page.OpenAsync("/account/code");
        page.SeesKey("second-step.again");
        await PasswordAsync(page);
        app.Time.Advance(TimeSpan.FromMinutes(11));
        await page.Fill("Input.Code", phone.Code).PressKeyAsync("second-step.enter-go");
        page.SeesKey("second-step.again");

        await PasswordAsync(page);
        await robin.OpenAsync("/account");
        await robin.PressKeyAsync("account.everywhere");   // ends what is half-way, too
        await page.Fill("Input.Code", phone.Code).PressKeyAsync("second-step.enter-go");
        page.SeesKey("second-step.again");
    }

    private static async Task PasswordAsync(PageDriver page, string query = "")
    {
        await page.OpenAsync($"/account/sign-in{query}");
        await page.Fill("Input.Email", Robin).Fill("Input.Password", TestApp.Password).SubmitAsync();
    }

    private static async Task<bool> GetsInAsync(TestApp app, string code)
    {
        using var page = app.Anonymous;
        await PasswordAsync(page);
        if (page.Path is not "/account/code")
            return false;
        await page.Fill("Input.Code", code).PressKeyAsync("second-step.enter-go");
        return page.Path is "/my";
    }
}
