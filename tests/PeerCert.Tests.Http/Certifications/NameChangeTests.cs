using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Core.Registry;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Certifications;

/// <summary>A certified person has another legal name.</summary>
public sealed class NameChangeTests
{
    private const string Number = "MPSS000001", Page = "/my/name";

    private static async Task<PageDriver> SendAsync(TestApp app, string name)
    {
        var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Page);
        return await robin.Fill("Input.AsPrinted", name).Fill("Input.Given", "Robin").Fill("Input.Family", "Newname").FillDay("Input.On", app.Clock.Today.AddDays(-3))
            .Attach("Input.Upload", "paper.pdf", Applying.Pdf($"paper of {name}")).PressKeyAsync("name-change.send-button");
    }

    private static async Task<PageDriver> ReviewerAsync(TestApp app, string email = "names@staff.example")
    {
        var reviewer = await app.SignedInAsync(await app.StaffAsync(email, Role.Reviewer));
        await reviewer.OpenAsync("/staff/renewals");
        await reviewer.OpenAsync(reviewer.Page.QuerySelector("main a[href^='/staff/names/']")!.GetAttribute("href")!);
        return reviewer;
    }

    private static async Task<string> ShownAsync(TestApp app)
    {
        using var anybody = app.Client();
        return (await anybody.GetFromJsonAsync<PublicEntry>($"/api/v1/registry/{Number}"))!.LegalName;
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-500.2.A", "CAL-801.11.B", "CAL-805.1")]
    public async Task A_name_whose_paper_is_accepted_stands_on_certificate_and_registry_and_the_one_before_stays_on_record(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await SendAsync(app, "Robin Newname");
        robin.SeesKey("name-change-state.sent");
        Assert.Equal("Robin Example", await ShownAsync(app));
        using (var reviewer = await ReviewerAsync(app))
            await reviewer.Fill("Check.Found", "Accepted").Check("Check.Features", reviewer.ChoicesOf("Check.Features")).PressKeyAsync("staff.file.save-check");
        Assert.Equal("Robin Newname", await ShownAsync(app));
        await robin.OpenAsync(Page);
        robin.SeesKey("name-change-state.accepted");
        await robin.OpenAsync($"/my/certificate/{Number}");
        robin.Sees("Robin Newname");
        await robin.OpenAsync("/registry?q=newname");
        robin.Sees(Number);
        await robin.OpenAsync("/registry?q=example");
        robin.DoesNotSee(Number);
        await using var db = app.Open();
        Assert.Equal(["Robin Example", "Robin Newname"], await db.LegalNames.OrderBy(n => n.RecordedAt).Select(n => n.AsPrinted).ToListAsync());
        Assert.Equal(app.Clock.Today.AddDays(-3), await db.LegalNames.Where(n => n.Supersedes != null).Select(n => n.EffectiveOn).SingleAsync());
        Assert.Equal(["certificate-issued", "name-changed"], (await db.Publications.Select(p => p.Because).ToListAsync()).Order());
    }

    [Theory, OnEveryDatabase]
    public async Task A_paper_that_does_not_show_both_names_changes_nothing_and_another_can_be_sent(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await SendAsync(app, "Robin Newname");
        using (var reviewer = await ReviewerAsync(app))
            await reviewer.Fill("Check.Found", "Accepted").Check("Check.Features", "name-now", "official").PressKeyAsync("staff.file.save-check");
        Assert.Equal("Robin Example", await ShownAsync(app));
        await robin.OpenAsync(Page);
        robin.SeesKey("name-change-state.refused").Sees("It does not show this: The name before");
        using var again = await SendAsync(app, "Robin Newname");
        again.SeesKey("name-change-state.sent");
    }

    [Theory, OnEveryDatabase]
    public async Task One_waits_at_a_time_sent_twice_it_is_there_once_and_it_can_be_taken_back(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Page);
        await robin.PressKeyAsync("name-change.send-button");
        robin.SeesKey("name.missing").SeesKey("evidence.missing");
        await robin.Fill("Input.AsPrinted", "Robin Example").FillDay("Input.On", app.Clock.Today.AddDays(1)).PressKeyAsync("name-change.send-button");
        Assert.Equal(HttpStatusCode.BadRequest, robin.Status);
        var sent = robin.Fill("Input.AsPrinted", "Robin Newname").FillDay("Input.On", app.Clock.Today).Attach("Input.Upload", "paper.pdf", Applying.Pdf("paper")).FormOf("Send this name");
        await robin.PressKeyAsync("name-change.send-button");
        await robin.SendAgainAsync(sent);
        await using var db = app.Open();
        Assert.Equal(1, await db.NameChanges.CountAsync());
        await robin.OpenAsync(Page);
        Assert.Null(robin.Page.QuerySelector("[name='Input.AsPrinted']"));
        await robin.PressKeyAsync("specialisation.withdraw");
        robin.DoesNotSee("Robin Newname");
        Assert.All(await db.Evidence.Where(e => e.Kind == "name-change-paper").ToListAsync(), e => Assert.NotNull(e.DeletedAt));
    }

    [Fact]
    public async Task Nobody_takes_over_their_own_and_whoever_was_second_is_told()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        using var robin = await SendAsync(app, "Robin Newname");
        using var first = await ReviewerAsync(app);
        using var second = await ReviewerAsync(app, "second@staff.example");
        await using (var db = app.Open())
        {
            var account = await db.Users.Where(u => u.Email == "names@staff.example").Select(u => u.Id).SingleAsync();
            await db.People.Where(p => p.Account != null).ExecuteUpdateAsync(u => u.SetProperty(p => p.Account, account));
        }
        await first.Fill("Check.Found", "Accepted").Check("Check.Features", first.ChoicesOf("Check.Features")).PressKeyAsync("staff.file.save-check");
        first.SeesKey("problem.own-name-change");
        await second.Fill("Check.Found", "Falsified").Fill("Check.Note", "no such court").PressKeyAsync("staff.file.save-check");
        using var third = await app.SignedInAsync(await app.StaffAsync("third@staff.example", Role.Reviewer));
        await third.OpenAsync(second.Path);
        Assert.Empty(third.ChoicesOf("Check.Found"));   // it is settled
        Assert.Equal("Robin Example", await ShownAsync(app));
    }

    [Fact]
    public async Task Who_has_no_name_on_record_and_who_may_not_look_is_told_so()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        using var robin = await SendAsync(app, "Robin Newname");
        using var reviewer = await ReviewerAsync(app);
        using var registrar = await app.SignedInAsAsync(Role.Registrar);
        await registrar.OpenAsync(reviewer.Path);
        Assert.Equal(HttpStatusCode.Forbidden, registrar.Status);
        using var casey = await app.ApplicantAsync("casey@example.org");
        await casey.OpenAsync(Page);
        casey.SeesKey("problem.no-name-yet");
    }
}
