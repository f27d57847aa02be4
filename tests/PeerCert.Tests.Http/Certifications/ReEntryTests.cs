using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Certifications;

/// <summary>Somebody whose certificate was vacated begins anew and gets another number; until then there is none. Issued on 2026-03-04, it is vacated from 2032-03-05 on.</summary>
public sealed class ReEntryTests
{
    private static readonly DateOnly Vacated = new(2032, 3, 5);

    private static async Task<PageDriver> StartsAsync(TestApp app)
    {
        var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync("/my");
        return await robin.PressKeyAsync("my.start");
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-209.3", "CAL-209.V1", "CAL-209.V5")]
    public async Task Another_number_is_given_after_the_old_one_is_vacated_and_both_lead_to_each_other(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        app.GoTo(Vacated.AddDays(-1));
        using (var early = await StartsAsync(app))
            early.Sees("Certificate MPSS000001 can be kept or brought back.");

        app.GoTo(Vacated);
        using var robin = await app.SignedInAsync("robin@example.org");
        await app.PassesAsync(robin, trained: Vacated.AddDays(-30));
        using var registrar = await app.SignedInAsync(await app.StaffAsync("again@staff.example", Role.Registrar));
        await registrar.OpenAsync("/staff/certificates");
        await registrar.PressKeyAsync("staff.certificates.issue");
        await registrar.OpenAsync("/staff/standings/MPSS000002");
        registrar.SeesKey("staff.certificate.before").Sees("MPSS000001");
        await registrar.OpenAsync("/staff/standings/MPSS000001");
        registrar.SeesKey("staff.certificate.after").Sees("MPSS000002");
        await robin.OpenAsync("/my/certificate/MPSS000001/standing");
        robin.SeesKey("my.standing.after").Sees("MPSS000002");
        await using var db = app.Open();
        Assert.Contains("MPSS000001", (await db.Journal.Where(e => e.EventType == "certificate-issued").OrderBy(e => e.At).LastAsync()).Payload!, StringComparison.Ordinal);
    }

    [Fact]
    [Provision("CAL-802.1.B")]
    public async Task Nobody_gets_around_a_suspension_by_applying_anew()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        using (var registrar = await app.SignedInAsync(await app.StaffAsync("lays@staff.example", Role.Registrar)))
        {
            await registrar.OpenAsync("/staff/standings/MPSS000001");
            await registrar.Fill("Lay.Overlay", "Suspended").FillDay("Lay.From", app.Clock.Today).Fill("Lay.Reason", "an invented case").PressKeyAsync("staff.certificate.lay-button");
        }
        app.GoTo(Vacated);
        using var robin = await StartsAsync(app);
        robin.Sees("Certificate MPSS000001 is suspended or revoked.");
    }
}
