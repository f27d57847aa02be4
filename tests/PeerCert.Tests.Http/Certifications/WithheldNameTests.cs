using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Core.Registry;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Certifications;

/// <summary>Somebody would be in danger if they were found by their name.</summary>
public sealed class WithheldNameTests
{
    private const string Number = "MPSS000001", Page = "/my/safety", Decide = $"/staff/standings/{Number}/name", Secret = "Robin Example";

    private static async Task<PageDriver> AskAsync(TestApp app)
    {
        var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Page);
        return await robin.Check("Input.Sure", "true").PressKeyAsync("withheld-name.ask");
    }

    private static async Task<PageDriver> RegistrarAsync(TestApp app, string email = "registrar@staff.example")
    {
        var registrar = await app.SignedInAsync(await app.StaffAsync(email, Role.Registrar));
        await registrar.OpenAsync(Decide);
        return registrar;
    }

    private static Task<PageDriver> DecideAsync(PageDriver registrar, string step, DateOnly? through)
    {
        var form = registrar.Fill("Input.Step", step).Fill("Input.Reason", "asked for it");
        return (through is { } day ? form.FillDay("Input.Through", day) : form).PressKeyAsync("staff.withheld-name.save");
    }

    private static async Task WithholdAsync(TestApp app, DateOnly through)
    {
        using var registrar = await RegistrarAsync(app);
        await DecideAsync(registrar, "Withhold", through);
        registrar.Sees(Spoken.BeginningIn("en", "staff.withheld-name.left-out"));
    }

    private static async Task<PublicEntry> LineAsync(TestApp app, string asOf = "")
    {
        using var anybody = app.Client();
        return (await anybody.GetFromJsonAsync<PublicEntry>($"/api/v1/registry/{Number}{asOf}"))!;
    }

    private static async Task<string> RawAsync(TestApp app, string path)
    {
        using var anybody = app.Client();
        using var answer = await anybody.GetAsync(new Uri(path, UriKind.Relative));
        return await answer.Content.ReadAsStringAsync();
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-500.2.A", "CAL-500.2")]
    public async Task What_was_asked_changes_nothing_until_staff_decide_and_then_no_way_leads_from_the_name_to_the_number_or_back(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await AskAsync(app);
        robin.SeesKey("withheld-name-state.asked");
        Assert.Equal("Robin Example", (await LineAsync(app)).LegalName);
        var before = await LineAsync(app);

        var through = app.Clock.Today.AddDays(60);
        await WithholdAsync(app, through);
        var line = await LineAsync(app);
        Assert.Equal(before with { LegalName = "", NameWithheld = true }, line);   // all else is shown as it was
        await robin.OpenAsync(Page);
        robin.Sees(Spoken.BeginningIn("en", "withheld-name.through"));

        foreach (var path in new[] { $"/registry/{Number}", $"/registry/{Number}?asOf={app.Clock.Today.AddDays(-1):yyyy-MM-dd}", $"/registry?q={Number}", $"/api/v1/registry/{Number}", $"/api/v1/registry/{Number}?asOf={app.Clock.Today:yyyy-MM-dd}" })
            Assert.DoesNotContain(Secret, await RawAsync(app, path), StringComparison.OrdinalIgnoreCase);
        foreach (var path in new[] { "/registry?q=robin", "/registry?q=example", "/api/v1/registry?name=example", "/api/v1/registry?name=robin" })
            Assert.DoesNotContain(Number, await RawAsync(app, path), StringComparison.Ordinal);
        Assert.Contains(Number, await RawAsync(app, $"/registry?q={Number}"), StringComparison.Ordinal);
        // Whether a number lies among the names asked for would tell the name.
        Assert.Equal(await RawAsync(app, $"/api/v1/registry?name=example&cursor={Number}"), await RawAsync(app, $"/api/v1/registry?name=nobodyatall&cursor={Number}"));
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-500.2.A")]
    public async Task On_the_last_day_it_is_left_out_on_the_day_after_it_is_shown_whatever_day_is_asked_about(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        var through = app.Clock.Today.AddDays(10);
        await WithholdAsync(app, through);   // on the telephone: nobody asked on a page
        app.GoTo(through);
        Assert.True((await LineAsync(app)).NameWithheld);
        Assert.True((await LineAsync(app, $"?asOf={through.AddDays(1):yyyy-MM-dd}")).NameWithheld);
        app.GoTo(through.AddDays(1));
        Assert.Equal("Robin Example", (await LineAsync(app)).LegalName);
        Assert.Equal("Robin Example", (await LineAsync(app, $"?asOf={through:yyyy-MM-dd}")).LegalName);
        Assert.Contains(Number, await RawAsync(app, "/registry?q=example"), StringComparison.Ordinal);
        Assert.DoesNotContain("nameWithheld", await RawAsync(app, $"/api/v1/registry/{Number}"), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task It_can_be_made_longer_ended_and_asked_for_again_and_what_was_shown_is_kept(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        var first = app.Clock.Today.AddDays(10);
        await WithholdAsync(app, first);
        using var robin = await AskAsync(app);
        robin.SeesKey("withheld-name-state.asked").Sees(Spoken.BeginningIn("en", "withheld-name.through"));   // both: it is in force, and more was asked for
        Assert.True((await LineAsync(app)).NameWithheld);
        using (var refusing = await RegistrarAsync(app, "other@staff.example"))
            await DecideAsync(refusing, "Refuse", null);
        Assert.True((await LineAsync(app)).NameWithheld);   // a refusal to make it longer does not end it
        await robin.OpenAsync(Page);
        await robin.Check("Input.Sure", "true").PressKeyAsync("withheld-name.ask");
        await WithholdAsync(app, first.AddDays(-2));   // the last decision counts, also where it is shorter
        app.GoTo(first.AddDays(-1));
        Assert.False((await LineAsync(app)).NameWithheld);

        await WithholdAsync(app, first.AddDays(30));
        using (var ending = await RegistrarAsync(app, "third@staff.example"))
            await DecideAsync(ending, "End", null);
        Assert.Equal("Robin Example", (await LineAsync(app)).LegalName);
        using var later = await app.SignedInAsync("robin@example.org");
        await later.OpenAsync("/my/notices");
        later.SeesKey("notice.withheld-name.ended");
        await using var db = app.Open();
        Assert.Equal([null, first, first.AddDays(-2), first.AddDays(30), null], await db.Publications.OrderBy(p => p.ShownFrom).ThenBy(p => p.Id).Select(p => p.WithheldThrough).ToListAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Another_change_of_the_line_leaves_the_name_out_as_before(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        await WithholdAsync(app, app.Clock.Today.AddDays(60));
        using (var registrar = await app.SignedInAsync(await app.StaffAsync("lays@staff.example", Role.Registrar)))
        {
            await registrar.OpenAsync($"/staff/standings/{Number}");
            await registrar.Fill("Lay.Overlay", "Suspended").FillDay("Lay.From", app.Clock.Today).Fill("Lay.Reason", "looked at").PressKeyAsync("staff.certificate.lay-button");
        }
        var line = await LineAsync(app);
        Assert.Equal(("suspended", true), (line.Status, line.NameWithheld));
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-209.V5")]
    public async Task Another_number_of_the_same_person_comes_without_the_name_too(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        var vacated = new DateOnly(2032, 3, 5);   // it was issued on 2026-03-04
        await WithholdAsync(app, vacated.AddDays(100));
        app.GoTo(vacated);
        using var robin = await app.SignedInAsync("robin@example.org");
        await app.PassesAsync(robin, trained: vacated.AddDays(-30));
        using var registrar = await app.SignedInAsync(await app.StaffAsync("again@staff.example", Role.Registrar));
        await registrar.OpenAsync("/staff/certificates");
        await registrar.PressKeyAsync("staff.certificates.issue");
        Assert.DoesNotContain("MPSS", await RawAsync(app, "/api/v1/registry?name=example"), StringComparison.Ordinal);
        Assert.Contains("nameWithheld", await RawAsync(app, "/api/v1/registry/MPSS000002"), StringComparison.Ordinal);
        app.GoTo(vacated.AddDays(101));
        Assert.Contains("MPSS000002", await RawAsync(app, "/api/v1/registry?name=example"), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Its_holder_is_told_before_the_last_day_once_and_nobody_by_a_day_that_is_ahead(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        var through = app.Clock.Today.AddDays(31);
        await WithholdAsync(app, through);
        async Task<int> SweptAsync(DateOnly day)
        {
            await using var scope = app.Services.CreateAsyncScope();
            return (await scope.ServiceProvider.GetRequiredService<TellOfWithheldNames>().RunAsync(day, default)).Match(n => n, _ => -1);
        }
        Assert.Equal(0, await SweptAsync(app.Clock.Today));
        app.GoTo(through.AddDays(-30));
        Assert.Equal(1, await SweptAsync(app.Clock.Today));
        Assert.Equal(0, await SweptAsync(app.Clock.Today));
        await using var db = app.Open();
        Assert.Equal(1, await db.Notices.CountAsync(n => n.Kind == "withheld-name-ends" && n.DueOn == through));
    }

    [Theory, OnEveryDatabase]
    public async Task Bad_input_says_what_is_wrong_and_changes_nothing_and_whoever_is_second_is_told(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Page);
        await robin.PressKeyAsync("withheld-name.ask");
        robin.SeesKey("withheld-name.sure-missing");
        var sent = robin.Check("Input.Sure", "true").FormOf("Ask to leave my name out");
        await robin.PressKeyAsync("withheld-name.ask");
        await robin.SendAgainAsync(sent);

        using var one = await RegistrarAsync(app, "one@staff.example");
        using var two = await RegistrarAsync(app, "two@staff.example");
        await one.PressKeyAsync("staff.withheld-name.save");
        one.SeesKey("field.choice-missing").SeesKey("reason.missing");
        await DecideAsync(one, "Withhold", null);
        one.SeesKey("field.date.missing");
        await DecideAsync(one, "Withhold", app.Clock.Today.AddDays(-1));
        one.Sees(Spoken.BeginningIn("en", "withheld-name.over"));
        Assert.False((await LineAsync(app)).NameWithheld);
        await DecideAsync(one, "Withhold", app.Clock.Today);   // the shortest: today alone
        Assert.True((await LineAsync(app)).NameWithheld);
        await DecideAsync(two, "Refuse", null);
        Assert.Equal(HttpStatusCode.Conflict, two.Status);
        await using var db = app.Open();
        Assert.Equal(1, await db.WithheldNames.CountAsync());
        var asked = await db.WithheldNames.SingleAsync();
        Assert.Equal((WithheldNameState.Withheld, (DateOnly?)app.Clock.Today), (asked.State, asked.Through));
        // The reason is in the journal and nowhere else.
        Assert.Equal("asked for it", await db.Journal.Where(e => e.EventType == "name-withheld").Select(e => e.Reason).SingleAsync());
    }

    [Fact]
    public async Task Nobody_decides_their_own_reviewers_do_not_decide_and_whoever_has_no_certificate_has_nothing_to_ask()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        using (var reviewer = await app.SignedInAsync(await app.StaffAsync("reviewer2@staff.example", Role.Reviewer)))
        {
            await reviewer.OpenAsync(Decide);
            Assert.Equal(HttpStatusCode.Forbidden, reviewer.Status);
            await reviewer.OpenAsync("/staff/renewals");
            reviewer.DoesNotSee(Spoken.In("en", "staff.withheld-name.in-force"));
        }
        using (var stranger = await app.ApplicantAsync("stranger@example.org"))
        {
            await stranger.OpenAsync(Page);
            Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
        }
        using var own = await RegistrarAsync(app);
        await using (var db = app.Open())
        {
            var account = await db.Users.Where(u => u.Email == "registrar@staff.example").Select(u => u.Id).SingleAsync();
            await db.People.Where(p => db.Certificates.Any(c => c.Person == p.Id)).ExecuteUpdateAsync(u => u.SetProperty(p => p.Account, account));
        }
        await DecideAsync(own, "Withhold", app.Clock.Today);
        own.SeesKey("problem.own-withheld-name");
        Assert.False((await LineAsync(app)).NameWithheld);
    }
}
