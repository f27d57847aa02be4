using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Certifications;

/// <summary>One's own days in a calendar. Robin's certificate is due on 2028-03-04; renewal opens on 2027-12-05.</summary>
public sealed class CalendarTests
{
    private const string Page = "/my/calendar";

    private static async Task<(HttpStatusCode Status, string Text)> FetchAsync(TestApp app, string address)
    {
        using var anybody = app.Client();
        using var answer = await anybody.GetAsync(new Uri(address).PathAndQuery);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static string AddressOn(PageDriver page) => page.Page.QuerySelector("main a.address")!.GetAttribute("href")!;

    [Theory, OnEveryDatabase]
    [Provision("CAL-207.5", "CAL-207.2x")]
    public async Task Whoever_has_the_link_gets_the_days_and_nothing_that_says_whose_they_are(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Page);
        robin.Sees("December 5, 2027: You can begin: Renew");
        var again = robin.FormOf("Make the link");
        await robin.PressKeyAsync("calendar.start");
        var address = AddressOn(robin);
        await robin.SendAgainAsync(again);
        Assert.Equal(address, AddressOn(robin));   // sent twice it is the same link

        var (status, text) = await FetchAsync(app, address);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("BEGIN:VCALENDAR", text, StringComparison.Ordinal);
        Assert.Contains("DTSTART;VALUE=DATE:20271205", text, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:You can begin: Renew", text, StringComparison.Ordinal);
        foreach (var said in new[] { "Robin", "MPSS", "peer", "Test Program", "example.org" })
            Assert.DoesNotContain(said, text, StringComparison.OrdinalIgnoreCase);

        app.GoTo(new(2027, 12, 5));
        Assert.Contains("DTSTART;VALUE=DATE:20280304", (await FetchAsync(app, address)).Text, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Last day: Renew", (await FetchAsync(app, address)).Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task A_link_that_was_stopped_gives_nothing_any_more_and_another_one_is_another(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Page);
        await robin.PressKeyAsync("calendar.start");
        var address = AddressOn(robin);
        await robin.PressKeyAsync("calendar.stop");
        Assert.Equal(HttpStatusCode.NotFound, (await FetchAsync(app, address)).Status);
        await robin.PressKeyAsync("calendar.start");
        Assert.NotEqual(address, AddressOn(robin));
        Assert.Equal(HttpStatusCode.NotFound, (await FetchAsync(app, address[..^1])).Status);
        await using var db = app.Open();
        Assert.Equal(["calendar-started", "calendar-stopped", "calendar-started"], await db.Journal.Where(e => e.RootKind == "calendar-feed").OrderBy(e => e.At).Select(e => e.EventType).ToListAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task Proof_that_was_asked_for_and_a_way_that_is_open_stand_in_it_and_a_renewal_that_waits_does_not(Engine engine)
    {
        await using var app = await CeAuditTests.WholeAsync(engine);
        await CeAuditTests.DrawAsync(app);
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Page);
        robin.Sees("February 20, 2028: Last day for the proof of classes").DoesNotSee("Last day: Renew");
    }

    [Fact]
    public async Task A_closed_account_has_no_calendar()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Page);
        await robin.PressKeyAsync("calendar.start");
        var address = AddressOn(robin);
        await robin.OpenAsync("/account/close");
        await robin.Fill("Input.Password", TestApp.Password).Check("Input.Sure", "true").PressKeyAsync("close.go");
        Assert.Equal(HttpStatusCode.NotFound, (await FetchAsync(app, address)).Status);
    }
}
