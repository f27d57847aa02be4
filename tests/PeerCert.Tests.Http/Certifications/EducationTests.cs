using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Certifications;

/// <summary>The record of continuing education. The certificate was issued on 2026-03-04, which is today.</summary>
public sealed class EducationTests
{
    private const string Page = "/my/certificate/MPSS000001/education";

    private static async Task<PageDriver> WritesAsync(PageDriver robin, string title, DateOnly to, string hours, string ethics = "", string kind = "Learning")
    {
        await robin.OpenAsync(Page);
        robin.Fill("Input.Title", title).Fill("Input.Provider", "Example Center").Fill("Input.Source", "county").Fill("Input.Area", "direct-care").Fill("Input.Mode", "online")
            .FillDay("Input.To", to).Fill("Input.Hours", hours).Fill("Input.LawAndEthics", ethics).Fill("Input.Kind", kind);
        if (ethics.Length > 0)
            robin.Fill("Input.Topic", "telehealth");
        return await robin.PressKeyAsync("ce.save");
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-207.11", "CAL-207.11.B", "CAL-207.2.B", "CAL-C.1B", "CAL-C.2", "CAL-C.5A", "CAL-C.5B", "CAL-C.6B")]
    public async Task Each_class_says_at_once_what_it_counts_for_and_what_is_still_missing(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        app.GoTo(new(2027, 6, 1));
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Page);
        robin.Sees("Classes count if they ended after March 4, 2026.", "You need 20 hours of continuing education. We have none from you yet.", "You need 6 hours in law and ethics.");
        await WritesAsync(robin, "Telehealth and the law", new(2026, 9, 1), "6,5", "6");
        robin.Sees("6.5 hours, 6 of them in law and ethics", "You have 6 hours in law and ethics", "You still need 13.5.");
        await WritesAsync(robin, "Telehealth and the law", new(2027, 2, 1), "6.5", "6");
        robin.Sees("Does not count", "You took this before, on September 1, 2026: Telehealth and the law.");
        await WritesAsync(robin, "What the case asked for", new(2027, 2, 2), "10", kind: "Sanction");
        robin.Sees("Classes that you had to take as a sanction never count.");
        await WritesAsync(robin, "Groups", new(2027, 3, 1), "13.5");
        robin.Sees("You have 20 hours of continuing education since March 5, 2026.");
        await WritesAsync(robin, "Groups", new(2027, 3, 1), "13.5");   // the same form sent twice
        await using var db = app.Open();
        Assert.Equal(4, await db.CeEntries.CountAsync());

        await robin.OpenAsync(Page);
        await robin.PressKeyAsync("ce.remove");
        Assert.Equal(3, await db.CeEntries.CountAsync(e => e.RemovedAt == null));
        using var stranger = await app.ApplicantAsync("kim@example.org");
        await stranger.OpenAsync(Page);
        Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
    }

    private static readonly (string Hours, string Breaks, string Ethics, string Field)[] Impossible =
    [
        ("", "", "", "Input.Hours"), ("0", "", "", "Input.Hours"), ("900", "", "", "Input.Hours"), ("-3", "", "", "Input.Hours"), ("3", "3", "", "Input.Breaks"), ("3", "", "4", "Input.LawAndEthics"),
        ("three", "", "", "Input.Hours"), ("3.255", "", "", "Input.Hours"),
    ];

    [Fact]
    [Provision("CAL-C.4C")]
    public async Task What_cannot_be_is_told_at_its_field_and_what_was_typed_stays()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        using var robin = await app.SignedInAsync("robin@example.org");
        foreach (var (hours, breaks, ethics, field) in Impossible)
        {
            await robin.OpenAsync(Page);
            await robin.Fill("Input.Title", "Groups").Fill("Input.Provider", "Example Center").Fill("Input.Source", "county").Fill("Input.Area", "direct-care").Fill("Input.Mode", "online")
                .FillDay("Input.To", app.Clock.Today).Fill("Input.Hours", hours).Fill("Input.Breaks", breaks).Fill("Input.LawAndEthics", ethics).Fill("Input.Topic", ethics.Length > 0 ? "telehealth" : "")
                .PressKeyAsync("ce.save");
            Assert.Equal(HttpStatusCode.BadRequest, robin.Status);
            Assert.NotNull(robin.ErrorAt(field));
            Assert.Equal(("Groups", hours), (robin.ValueOf("Input.Title"), robin.ValueOf("Input.Hours")));
        }
        await using var db = app.Open();
        Assert.False(await db.CeEntries.AnyAsync());
    }

    [Fact]
    public async Task Days_to_come_an_end_before_its_beginning_and_half_a_time_are_refused()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        using var robin = await app.SignedInAsync("robin@example.org");
        var today = app.Clock.Today;
        await WritesAsync(robin, "Groups", today.AddDays(1), "3");
        Assert.NotNull(robin.ErrorAt("Input.To"));
        await robin.FillDay("Input.To", today).FillDay("Input.From", today.AddDays(-1)).Fill("Input.StartsAt", "9:00").PressKeyAsync("ce.save");
        Assert.NotNull(robin.ErrorAt("Input.EndsAt"));
        await robin.FillDay("Input.To", today.AddDays(-2)).Fill("Input.StartsAt", "").PressKeyAsync("ce.save");
        Assert.NotNull(robin.ErrorAt("Input.To"));
        await robin.Fill("Input.Units", "3").FillDay("Input.To", today).PressKeyAsync("ce.save");
        Assert.NotNull(robin.ErrorAt("Input.Hours"));   // hours or units, not both
        await robin.Fill("Input.Hours", "").PressKeyAsync("ce.save");
        robin.Sees("It ended before your classes for this renewal began to count.", "Groups");
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-207.2", "CAL-207.9")]
    public async Task What_was_counted_for_a_renewal_is_spent_and_stays(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        app.GoTo(new(2028, 1, 10));
        using var robin = await app.SignedInAsync("robin@example.org");
        await WritesAsync(robin, "Groups", new(2027, 3, 1), "20", "6");
        await robin.OpenAsync("/my/certificate/MPSS000001/renew");
        await robin.Check("Input.Stated", robin.ChoicesOf("Input.Stated")).Fill("Input.SignedName", "Robin Example").PressKeyAsync("renewal.send");
        using var staff = await app.SignedInAsync(await app.StaffAsync("both@staff.example", Core.People.Role.Finance, Core.People.Role.Reviewer));
        await staff.OpenAsync("/staff/renewals");
        await staff.OpenAsync(staff.Page.QuerySelector("main tbody a")!.GetAttribute("href")!);
        await staff.Fill("Fee.FeeLine", "RENEW").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "check 4").PressKeyAsync("staff.file.record-fee");
        await staff.PressKeyAsync("staff.renewals.approve");

        await robin.OpenAsync(Page);
        robin.Sees("Classes count if they ended after January 10, 2028.", "Classes of an earlier time", "Groups", "You need 20 hours of continuing education. We have none from you yet.");
    }
}
