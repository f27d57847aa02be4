using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Accounts;

/// <summary>Whoever works here gets to their work with more than a password.</summary>
public sealed class StaffSecondStepTests
{
    private const string Email = "morgan@staff.example";
    private static readonly Dictionary<string, string?> Asks = new() { ["Accounts:StaffSecondStep"] = "true" };

    [Theory, OnEveryDatabase]
    public async Task A_password_alone_opens_no_page_of_staff_and_the_set_up_opens_them_at_once(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, configuration: Asks);
        await app.StaffAsync(Email, Enum.GetValues<Role>());
        using var morgan = await app.SignedInAsync(Email);
        Assert.Equal("/account/second-step", morgan.Path);
        morgan.SeesKey("second-step.staff").SeesKey("second-step.staff-about");
        foreach (var (endpoint, policy) in SiteMap.Declared.Where(e => Permissions.Roles.ContainsKey(e.Value) && e.Key.StartsWith("GET ", StringComparison.Ordinal)))
        {
            await morgan.OpenAsync(SiteMap.AddressOf(endpoint));
            Assert.True(morgan.Path == "/account/second-step", $"{endpoint} ({policy})");
        }
        Assert.Null(morgan.Page.QuerySelector("nav a[href='/staff']"));

        var (phone, _) = await app.TurnsOnSecondStepAsync(morgan);
        await morgan.FollowKeyAsync("second-step.codes-kept");
        Assert.Equal("/staff", morgan.Path);

        using var next = await app.SignedInAsync(Email);
        Assert.StartsWith("/account/code", next.Path, StringComparison.Ordinal);
        Assert.StartsWith("/account/sign-in", (await next.OpenAsync("/staff")).Path, StringComparison.Ordinal);
        await next.Fill("Input.Email", Email).Fill("Input.Password", TestApp.Password).SubmitAsync();
        app.Time.Advance(TimeSpan.FromSeconds(30));
        await next.Fill("Input.Code", phone.Code).PressKeyAsync("second-step.enter-go");
        Assert.Equal("/staff", next.Path);
    }

    [Theory, OnEveryDatabase]
    public async Task An_applicant_is_not_asked_for_one(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, configuration: Asks);
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/account/second-step");
        robin.DoesNotSee(Spoken.In("en", "second-step.staff"));
    }

    [Theory, OnEveryDatabase]
    public async Task A_session_of_before_waits_until_it_is_proved_and_one_whose_step_was_turned_off_waits_again(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, configuration: Asks);
        await app.StaffAsync(Email, Role.Reviewer);
        using var old = await app.SignedInAsync(Email);
        using var morgan = await app.SignedInAsync(Email);
        await app.TurnsOnSecondStepAsync(morgan);
        Assert.Equal("/account/second-step", (await old.OpenAsync("/staff")).Path);
        old.SeesKey("second-step.staff-again");
        await old.Fill("Input.Password", TestApp.Password).PressKeyAsync("second-step.turn-off");
        Assert.Equal(HttpStatusCode.Conflict, old.Status);
        old.SeesKey("second-step.prove-first");
        Assert.Equal("/staff", (await morgan.OpenAsync("/staff")).Path);

        await morgan.OpenAsync("/account/second-step");
        await morgan.Fill("Input.Password", TestApp.Password).PressKeyAsync("second-step.turn-off");
        Assert.Equal("/account/second-step", (await morgan.OpenAsync("/staff")).Path);
    }

    [Theory, OnEveryDatabase]
    public async Task Whoever_knows_the_password_alone_puts_no_other_proof_in_the_place_of_a_passkey(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, configuration: Asks);
        await app.StaffAsync(Email, Role.Reviewer);
        using var thief = await app.SignedInAsync(Email);
        await thief.OpenAsync("/account/second-step");
        await thief.Fill("Input.Password", TestApp.Password).PressKeyAsync("second-step.begin");   // before there is a passkey
        Guid passkey;
        await using (var db = app.Open())
        {
            var account = await db.Users.SingleAsync(a => a.Email == Email);
            var made = Passkey.Of(account.Id, "office key", new([1, 2, 3], [4], DateTimeOffset.UnixEpoch, 0, ["usb"], true, false, false, [5], [6]), app.Clock.Now);
            db.Add(made);
            Assert.Null(await db.TrySaveAsync(default));
            passkey = made.Id;
        }
        await thief.Fill("Input.Code", new CodeApp(thief.Page.QuerySelector("code.secret")!.TextContent, app.Time).Code).PressKeyAsync("second-step.confirm");
        thief.SeesKey("second-step.prove-first");
        await thief.OpenAsync("/account/second-step");
        thief.SeesKey("second-step.staff-passkey");
        await thief.Fill("Input.Password", TestApp.Password).PressKeyAsync("second-step.begin");
        thief.SeesKey("second-step.prove-first");
        await thief.OpenAsync($"/account/passkeys/{passkey}");
        await thief.Fill("Input.Password", TestApp.Password).PressKeyAsync("passkey.remove");
        thief.SeesKey("second-step.prove-first");
        await using var after = app.Open();
        Assert.True(await after.Passkeys.AnyAsync());
        Assert.False(await after.Users.AnyAsync(a => a.TwoFactorEnabled));
        Assert.Equal("/account/second-step", (await thief.OpenAsync("/staff")).Path);
    }

    [Theory, OnEveryDatabase]
    public async Task A_certificate_is_issued_only_by_whoever_showed_a_moment_ago_that_it_is_them(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, configuration: Asks);
        await app.ApproveFeesAsync();
        using var robin = await app.ApplicantAsync();
        var file = (await robin.AppliesAsync()).Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal);
        await app.StaffAsync(Email, Enum.GetValues<Role>());
        using var morgan = await app.SignedInAsync(Email);
        var (phone, _) = await app.TurnsOnSecondStepAsync(morgan);
        await PassesAsync(app, morgan, file);

        app.Time.Advance(TimeSpan.FromMinutes(16));
        await morgan.OpenAsync(file);
        await morgan.PressAsync("Issue certificate");
        Assert.Equal("/account/prove", morgan.Path);
        Assert.Equal(0, await CertificatesAsync(app));
        await morgan.Fill("Input.Code", "000000").PressKeyAsync("second-step.enter-go");
        morgan.SeesKey("second-step.refused");
        await morgan.Fill("Input.Code", phone.Code).PressKeyAsync("second-step.enter-go");
        Assert.Equal("/account/unsent", morgan.Path);
        Assert.Equal(0, await CertificatesAsync(app));
        app.Time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        await morgan.PressKeyAsync("unsent.send");
        Assert.Equal(file, morgan.Path);
        Assert.Equal(1, await CertificatesAsync(app));
    }

    private static async Task PassesAsync(TestApp app, PageDriver staff, string file)
    {
        await staff.OpenAsync(file);
        await staff.AcceptsEverythingAsync();
        await staff.Fill("Fee.FeeLine", "APP").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "receipt 1").PressAsync("Record this fee");
        await staff.PressAsync("Mark as complete");
        await staff.PressAsync("Approve");
        await app.RunBackgroundAsync();
        await using var db = app.Open();
        await staff.OpenAsync("/staff/results");
        await staff.Fill("Input.CandidateId", (await db.ExamEligibilities.SingleAsync()).CandidateId).FillDay("Input.SatOn", app.Clock.Today).Fill("Input.Outcome", "Pass").SubmitAsync();
    }

    private static async Task<int> CertificatesAsync(TestApp app)
    {
        await using var db = app.Open();
        return await db.Certificates.CountAsync();
    }
}
