using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.People;
using PeerCert.Testing;
using PeerCert.Web.Access;

namespace PeerCert.Tests.Http.Accounts;

/// <summary>A session ends while somebody fills in a form: what they typed is theirs when they have signed in again, and nobody else's.</summary>
public sealed class SessionOverTests
{
    private const string Typed = "Robin Q. Example";

    [Theory, OnEveryDatabase]
    public async Task What_was_typed_comes_back_after_the_sign_in_and_is_sent_with_one_press(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await BeginsAsync(app);
        var part = robin.Path;
        await robin.Fill("Input.AsPrinted", "Robin Example").FillDay("Input.BirthDate", new(1985, 4, 26)).PressKeyAsync("apply.save");
        await robin.OpenAsync(part);
        await app.EndSessionsOfAsync("robin@example.org");
        await TypeAsync(robin).PressKeyAsync("apply.save");
        Assert.StartsWith("/account/sign-in", robin.Path, StringComparison.Ordinal);
        robin.SeesKey("unsent.kept").DoesNotSee(Typed);

        await SignInAsync(robin, "robin@example.org");
        Assert.StartsWith("/account/unsent", robin.Path, StringComparison.Ordinal);
        robin.Sees(Typed, "4 / 27 / 1985").DoesNotSee("AsPrinted", "4 / 26 / 1985");
        Assert.Equal("Robin Example", await SavedNameAsync(app));   // nothing is sent before the button is pressed
        await robin.PressKeyAsync("unsent.send");
        Assert.EndsWith("/statements", robin.Path, StringComparison.Ordinal);
        Assert.Equal(Typed, (await robin.OpenAsync(part)).ValueOf("Input.AsPrinted"));
        Assert.Equal("/my", (await robin.OpenAsync("/account/unsent")).Path);
    }

    [Theory, OnEveryDatabase]
    public async Task So_it_is_after_hours_of_silence_and_where_the_browser_forgot_everything(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var idle = await BeginsAsync(app);
        var part = idle.Path;
        var button = TypeAsync(idle).FormOf(Spoken.In("en", "apply.save"));
        app.Time.Advance(AccountSession.Idle + TimeSpan.FromHours(2));
        await idle.SendAgainAsync(button);
        await SignInAsync(idle, "robin@example.org");
        await idle.Sees(Typed).PressKeyAsync("unsent.drop");
        Assert.EndsWith("/about-you", idle.Path, StringComparison.Ordinal);

        using var forgetful = app.Anonymous;
        button.SetAttribute("formaction", part);
        await forgetful.SendAgainAsync(button);
        forgetful.SeesKey("unsent.kept");
        await SignInAsync(forgetful, "robin@example.org");
        forgetful.Sees(Typed);
    }

    [Theory, OnEveryDatabase]
    public async Task Whoever_signed_in_again_elsewhere_on_the_same_browser_sees_it_and_sends_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var before = await BeginsAsync(app);
        var button = TypeAsync(before).FormOf(Spoken.In("en", "apply.save"));
        using var robin = await app.SignedInAsync("robin@example.org");   // without the token's cookie of before
        button.SetAttribute("formaction", before.Path);
        await robin.SendAgainAsync(button);
        Assert.Equal("/account/unsent", robin.Path);
        Assert.Null(await SavedNameAsync(app));
        await robin.Sees(Typed).PressKeyAsync("unsent.send");
        Assert.Equal(Typed, await SavedNameAsync(app));
    }

    [Theory, OnEveryDatabase]
    public async Task Another_person_who_signs_in_next_on_the_same_phone_gets_nothing_of_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using (await app.ApplicantAsync("casey@example.org")) { }
        using var phone = await BeginsAsync(app);
        await app.EndSessionsOfAsync("robin@example.org");
        await TypeAsync(phone).PressKeyAsync("apply.save");
        Assert.DoesNotContain(Typed, phone.Page.Source.Text, StringComparison.Ordinal);
        await SignInAsync(phone, "casey@example.org");
        phone.DoesNotSee(Typed);
        Assert.Equal("/my", (await phone.OpenAsync("/account/unsent")).Path);

        // nor by naming it
        await using var db = app.Open();
        var kept = await db.UnsentForms.SingleAsync();
        await phone.OpenAsync("/account");
        using var other = await phone.Http.PostAsync("/account/unsent", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["id"] = kept.Id.ToString(),
            ["__RequestVerificationToken"] = phone.ValueOf("__RequestVerificationToken"),
        }));
        Assert.Equal(HttpStatusCode.Redirect, other.StatusCode);
        Assert.Equal(1, await db.UnsentForms.CountAsync());
        using var robin = await app.SignedInAsync("robin@example.org");
        robin.Sees(Typed);
    }

    [Theory, OnEveryDatabase]
    public async Task It_is_sealed_in_the_database_and_neither_journaled_nor_sent(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await BeginsAsync(app);
        await app.EndSessionsOfAsync("robin@example.org");
        await TypeAsync(robin).PressKeyAsync("apply.save");
        await using var db = app.Open();
        var kept = await db.UnsentForms.SingleAsync();
        Assert.DoesNotContain("Example", Encoding.UTF8.GetString(kept.Sealed), StringComparison.Ordinal);
        Assert.False(await db.Journal.AnyAsync(e => e.Payload!.Contains("Q. Example")));
        Assert.DoesNotContain("Example", robin.Path, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_form_sent_twice_is_kept_once_and_of_many_the_newest(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await BeginsAsync(app);
        var mine = robin.Path.Replace("/about-you", "", StringComparison.Ordinal);
        var button = TypeAsync(robin).FormOf(Spoken.In("en", "apply.save"));
        await app.EndSessionsOfAsync("robin@example.org");
        await robin.SendAgainAsync(button);
        await robin.SendAgainAsync(button);
        await using (var db = app.Open())
            Assert.Equal(1, await db.UnsentForms.CountAsync());
        for (var i = 0; i < 12; i++)
        {
            app.Time.Advance(TimeSpan.FromMinutes(1));
            button.SetAttribute("formaction", $"{mine}/about-you?try={i}");
            await robin.SendAgainAsync(button);
        }
        await using (var db = app.Open())
            Assert.Equal(10, await db.UnsentForms.CountAsync());
        await SignInAsync(robin, "robin@example.org");
        await robin.PressKeyAsync("unsent.drop");
        Assert.StartsWith("/account/unsent", robin.Path, StringComparison.Ordinal);   // the next one
    }

    [Theory, OnEveryDatabase]
    public async Task It_waits_for_seven_days_and_not_longer(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await BeginsAsync(app);
        await app.EndSessionsOfAsync("robin@example.org");
        await TypeAsync(robin).PressKeyAsync("apply.save");
        app.Time.Advance(UnsentForm.Waits - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await ForgetAsync(app));
        using (var again = await app.SignedInAsync("robin@example.org"))
            again.Sees(Typed);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        using (var late = await app.SignedInAsync("robin@example.org"))
            Assert.Equal("/my", late.Path);
        Assert.Equal(1, await ForgetAsync(app));
    }

    [Theory, OnEveryDatabase]
    public async Task Passwords_are_not_kept_and_files_are_asked_for_again(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await BeginsAsync(app);
        await robin.OpenAsync(robin.Path.Replace("/about-you", "/evidence", StringComparison.Ordinal));
        await app.EndSessionsOfAsync("robin@example.org");
        await robin.Fill("Kind", "passport").Attach("Upload", "my passport.pdf", Applying.Pdf("passport")).PressKeyAsync("apply.evidence.send");
        await SignInAsync(robin, "robin@example.org");
        await robin.Sees("my passport.pdf").Attach("Upload", "my passport.pdf", Applying.Pdf("passport")).PressKeyAsync("unsent.send");
        robin.Sees("my passport.pdf");
        await using (var db = app.Open())
            Assert.Equal(1, await db.Evidence.CountAsync());

        await robin.OpenAsync("/account/email");
        await app.EndSessionsOfAsync("robin@example.org");
        await robin.Fill("Input.Email", "robin.new@example.org").Fill("Input.Current", TestApp.Password).SubmitAsync();
        await SignInAsync(robin, "robin@example.org");
        robin.Sees("robin.new@example.org");
        Assert.DoesNotContain(TestApp.Password, robin.Page.Source.Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task What_no_form_of_ours_sent_is_kept_for_nobody(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await BeginsAsync(app);
        var part = robin.Path;
        using var stranger = app.Client();
        foreach (var whose in new[] { null, "", "robin", Guid.NewGuid().ToString(), app.Services.GetRequiredService<FormOwner>().SealOf(Guid.NewGuid()) })
            using (var answer = await stranger.PostAsync(part, new FormUrlEncodedContent([new("Input.AsPrinted", Typed), .. whose is null ? [] : new KeyValuePair<string, string>[] { new("peercert-whose", whose) }])))
                Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await using var db = app.Open();
        Assert.False(await db.UnsentForms.AnyAsync());
    }

    private static async Task<PageDriver> BeginsAsync(TestApp app)
    {
        var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my");
        await robin.PressKeyAsync("my.start");
        await robin.OpenAsync($"{robin.Path}/pathway");
        return await robin.Fill("Input.Value", "initial").PressKeyAsync("apply.save");
    }

    private static PageDriver TypeAsync(PageDriver page) => page.Fill("Input.AsPrinted", Typed).FillDay("Input.BirthDate", new(1985, 4, 27));

    private static Task<PageDriver> SignInAsync(PageDriver page, string email) => page.Fill("Input.Email", email).Fill("Input.Password", TestApp.Password).SubmitAsync();

    private static Task<int> ForgetAsync(TestApp app) =>
        app.InScopeAsync(async s => (await s.GetRequiredService<OpenUnsentForms>().ForgetOldAsync(default)).Match(n => n, p => throw new InvalidOperationException($"{p}")));

    private static async Task<string?> SavedNameAsync(TestApp app)
    {
        await using var db = app.Open();
        return (await db.Drafts.SingleAsync()).Read().AsPrinted;
    }
}
