using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Certifications;

/// <summary>What somebody wants to be called, and the county where they live.</summary>
public sealed class ContactTests
{
    private const string Number = "MPSS000001", Page = "/my/contact";

    private static async Task<PageDriver> SaveAsync(TestApp app, string called, string county)
    {
        var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Page);
        return await robin.Fill("Input.PreferredName", called).Fill("Input.County", county).PressKeyAsync("contact-page.save");
    }

    private static async Task<PageDriver> ListsAsync(TestApp app) => await app.SignedInAsync(await app.StaffAsync("lists@staff.example", Role.Reviewer));

    private static Task<PageDriver> ListAsync(PageDriver reviewer, string query) => reviewer.OpenAsync($"/staff/standings?{query}");

    [Theory, OnEveryDatabase]
    [Provision("CAL-E.7", "CAL-500.2.A")]
    public async Task Staff_list_certificates_by_the_county_where_holders_live_and_the_public_sees_nothing_of_it(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var lists = await ListsAsync(app);
        foreach (var query in new[] { "County=kern", "County=kern&Name=exa" })
            (await ListAsync(lists, query)).DoesNotSee(Number);
        using (var robin = await SaveAsync(app, "", "kern"))
        {
            robin.SeesKey("contact-page.saved");
            foreach (var query in new[] { "County=kern", "County=kern&Name=exa", "County=kern&Name=robin", "County=kern&Standing=current", "County=kern&Standing=current&Name=exa", "Name=exa", "" })
                (await ListAsync(lists, query)).Sees(Number);
            foreach (var query in new[] { "County=kings", "County=kings&Name=exa", "County=kern&Name=zzz", "County=kern&Standing=lapsed", "County=kern&Standing=lapsed&Name=exa" })
                (await ListAsync(lists, query)).DoesNotSee(Number);
            await robin.Fill("Input.County", "kings").PressKeyAsync("contact-page.save");
        }
        (await ListAsync(lists, "County=kern&Name=exa")).DoesNotSee(Number);
        (await ListAsync(lists, "County=kings&Name=exa")).Sees(Number);
        Assert.Equal(HttpStatusCode.BadRequest, (await ListAsync(lists, "County=atlantis")).Status);
        using var anybody = app.Client();
        Assert.DoesNotContain("ings", await anybody.GetStringAsync(new Uri($"/api/v1/registry/{Number}", UriKind.Relative)), StringComparison.OrdinalIgnoreCase);
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-500.2.A")]
    public async Task Staff_see_and_find_what_somebody_wants_to_be_called_and_the_registry_keeps_the_legal_name(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using (var robin = await SaveAsync(app, "Dove  Invented", ""))
        {
            await robin.OpenAsync("/my");
            robin.Sees(Spoken.BeginningIn("en", "my.hello")).Sees("Dove Invented");
            await robin.OpenAsync($"/my/certificate/{Number}");
            robin.Sees("Robin Example").DoesNotSee("Dove");
            await robin.OpenAsync($"/registry/{Number}");
            robin.Sees("Robin Example").DoesNotSee("Dove");
            await robin.OpenAsync("/registry?q=dove");
            robin.DoesNotSee(Number);
        }
        using var reviewer = await app.SignedInAsync(await app.StaffAsync("finder@staff.example", Role.Reviewer));
        await reviewer.OpenAsync("/staff/people");
        await reviewer.Fill("Input.Typed", "dove inv").PressKeyAsync("staff.people.search");
        reviewer.Sees("Robin Example").Sees("Dove Invented");
        await reviewer.OpenAsync($"/staff/standings/{Number}");
        reviewer.Sees("Dove Invented");

        // A name that was left behind finds nobody any more, and stands nowhere.
        using (var again = await SaveAsync(app, "", ""))
            again.SeesKey("contact-page.saved");
        await reviewer.OpenAsync("/staff/people");
        await reviewer.Fill("Input.Typed", "dove inv").PressKeyAsync("staff.people.search");
        reviewer.DoesNotSee("Robin Example");
        await using var db = app.Open();
        Assert.Empty(await db.PersonKeys.Where(k => k.Kind == PersonKeyKind.Called || k.Kind == PersonKeyKind.InCounty).ToListAsync());
        Assert.DoesNotContain(await db.Journal.Select(e => e.Payload).ToListAsync(), p => p?.Contains("Dove", StringComparison.OrdinalIgnoreCase) is true);
    }

    [Theory, OnEveryDatabase]
    public async Task Bad_input_is_told_at_the_field_and_keeps_what_was_typed_and_sent_twice_it_is_saved_once(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await SaveAsync(app, new string('x', PrintedName.MaxLength + 1), "kern");
        robin.Sees(Spoken.BeginningIn("en", "name.too-long"));
        Assert.Equal(HttpStatusCode.BadRequest, robin.Status);
        foreach (var bad in new[] { "1234", "a\u202Eb" })
        {
            await robin.Fill("Input.PreferredName", bad).PressKeyAsync("contact-page.save");
            Assert.Equal(HttpStatusCode.BadRequest, robin.Status);
        }
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var account = await scope.ServiceProvider.GetRequiredService<PeerCertDb>().Users.Where(u => u.Email == "robin@example.org").Select(u => u.Id).SingleAsync();
            var answered = await scope.ServiceProvider.GetRequiredService<SaveContact.Handler>().HandleAsync(new("Dove", "atlantis", new(account, "robin")), default);
            Assert.Equal(["County"], Assert.IsType<Problem.Invalid>(answered.Problem).Fields.Select(e => e.Field));
        }
        await using var db = app.Open();
        Assert.Equal((null, null), (await db.People.Where(p => p.Account != null).Select(p => p.PreferredName).SingleAsync(), await db.Certificates.Select(c => c.County).SingleAsync()));
        await robin.Fill("Input.PreferredName", new string('x', PrintedName.MaxLength)).Fill("Input.County", "kern").PressKeyAsync("contact-page.save");
        robin.SeesKey("contact-page.saved");
        using var twice = await SaveAsync(app, new string('x', PrintedName.MaxLength), "kern");
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "contact-saved"));
    }

    [Theory, OnEveryDatabase]
    public async Task A_name_that_changes_is_found_in_the_county_too_and_closing_the_account_takes_county_and_name_back(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using (await SaveAsync(app, "Dove", "kern")) { }
        using (var robin = await app.SignedInAsync("robin@example.org"))
        {
            await robin.OpenAsync("/my/name");
            await robin.Fill("Input.AsPrinted", "Robin Newname").FillDay("Input.On", app.Clock.Today).Attach("Input.Upload", "paper.pdf", Applying.Pdf("paper")).PressKeyAsync("name-change.send-button");
        }
        using (var reviewer = await app.SignedInAsync(await app.StaffAsync("names@staff.example", Role.Reviewer)))
        {
            await reviewer.OpenAsync("/staff/renewals");
            await reviewer.OpenAsync(reviewer.Page.QuerySelector("main a[href^='/staff/names/']")!.GetAttribute("href")!);
            await reviewer.Fill("Check.Found", "Accepted").Check("Check.Features", reviewer.ChoicesOf("Check.Features")).PressKeyAsync("staff.file.save-check");
        }
        using (var lists = await ListsAsync(app))
            (await ListAsync(lists, "County=kern&Name=newname")).Sees(Number);
        using (var robin = await app.SignedInAsync("robin@example.org"))
        {
            await robin.OpenAsync("/account/close");
            await robin.Fill("Input.Password", TestApp.Password).Check("Input.Sure", "true").SubmitAsync();
        }
        await using var db = app.Open();
        Assert.Empty(await db.PersonKeys.Where(k => k.Kind == PersonKeyKind.Called || k.Kind == PersonKeyKind.InCounty).ToListAsync());
        Assert.Null(await db.Certificates.Select(c => c.County).SingleAsync());
    }
}
