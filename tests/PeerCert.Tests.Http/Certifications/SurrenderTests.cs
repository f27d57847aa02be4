using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Core.Registry;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Certifications;

/// <summary>A holder gives up the own certificate. Issued on 2026-03-04, which is today.</summary>
public sealed class SurrenderTests
{
    private const string Number = "MPSS000001", Page = $"/my/certificate/{Number}/surrender";

    private static async Task<string> StatusAsync(TestApp app)
    {
        using var anybody = app.Client();
        return (await anybody.GetFromJsonAsync<PublicEntry>($"/api/v1/registry/{Number}"))!.Status;
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-102.30")]
    public async Task From_the_day_it_is_given_up_it_is_not_valid_and_the_registry_says_so_at_once(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Page);
        await robin.PressKeyAsync("surrender.go");
        robin.Sees($"Type the number as it stands above: {Number}");
        Assert.Equal("active", await StatusAsync(app));
        robin.Fill("Input.Typed", "mpss000001 ").Fill("Input.Reason", "I move away");
        var again = robin.FormOf("Give it up from today");
        await robin.PressKeyAsync("surrender.go");
        robin.SeesKey("surrender.done");
        await robin.SendAgainAsync(again);   // sent twice it is given up once
        Assert.Equal("not-current", await StatusAsync(app));
        await using var db = app.Open();
        Assert.Equal(1, await db.CertificateOverlays.CountAsync());
        Assert.Equal(["robin@example.org"], await db.Journal.Where(e => e.EventType == "certificate-surrendered").Select(e => e.ActorName).ToListAsync());
        Assert.Equal(1, await db.Notices.CountAsync(n => n.Kind == "certificate-overlay"));
        Assert.Equal(["certificate-issued", "certificate-surrendered"], (await db.Publications.Select(p => p.Because).ToListAsync()).Order());
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-102.30", "CAL-207.6")]
    public async Task Staff_put_it_back_into_use_and_only_then_it_can_be_renewed(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using (var robin = await app.SignedInAsync("robin@example.org"))
        {
            await robin.OpenAsync(Page);
            await robin.Fill("Input.Typed", Number).PressKeyAsync("surrender.go");
        }
        app.GoTo(new(2028, 2, 1));
        using var later = await app.SignedInAsync("robin@example.org");
        await later.OpenAsync($"/my/certificate/{Number}/renew");
        later.SeesKey("problem.no-way-open");
        using (var registrar = await app.SignedInAsAsync(Role.Registrar))
        {
            await registrar.OpenAsync($"/staff/standings/{Number}");
            await registrar.Fill("End.How", "lifted").FillDay("End.Through", new(2028, 1, 31)).Fill("End.Reason", "The holder came back").PressKeyAsync("staff.certificate.end-button");
        }
        Assert.Equal("active", await StatusAsync(app));
        await later.OpenAsync($"/my/certificate/{Number}/renew");
        Assert.NotEmpty(later.ChoicesOf("Input.Stated"));
    }

    [Fact]
    public async Task Nobody_gives_up_the_certificate_of_another()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        using var casey = await app.ApplicantAsync("casey@example.org");
        await casey.OpenAsync(Page);
        Assert.Equal(HttpStatusCode.NotFound, casey.Status);
        Assert.Equal("active", await StatusAsync(app));
    }

    [Fact]
    [Provision("CAL-801.11.B")]
    public async Task The_card_carries_what_the_certificate_does_and_leads_to_the_registry()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync($"/my/certificate/{Number}");
        var card = robin.Page.QuerySelector(".wallet-card")!;
        foreach (var says in new[] { "Robin Example", Number, "Valid through March 4, 2028", "Test Certifying Entity" })
            Assert.Contains(says, card.TextContent, StringComparison.Ordinal);
        Assert.Equal($"Code that opens the registry page of certificate {Number}", card.QuerySelector("svg")!.GetAttribute("aria-label"));
    }
}
