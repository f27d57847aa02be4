using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Certifications;
using PeerCert.Core.Evidence;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Desk;

/// <summary>Certificates as files, and many of them issued in one go.</summary>
public sealed class CertificateTests
{
    [Theory, OnEveryDatabase]
    [Provision("CAL-801.11.B")]
    public async Task A_certificate_is_a_PDF_with_tags_whose_bytes_are_kept_and_given_out_again(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync("/my/certificate/MPSS000001");
        var link = robin.Page.QuerySelectorAll("main a").Single(a => a.TextContent == "Get it as a PDF").GetAttribute("href")!;
        var first = await robin.Http.GetByteArrayAsync(link);
        app.Time.Advance(TimeSpan.FromHours(1));
        var second = await robin.Http.GetByteArrayAsync(link);
        Assert.Equal(first, second);

        using var folder = await app.Services.GetRequiredService<ConfinedTools>().OpenFolderAsync("a.pdf", first, default);
        var info = await app.Services.GetRequiredService<ConfinedTools>().RunAsync(folder, "pdfinfo", ["a.pdf"], default);
        Assert.Matches(@"Tagged:\s+yes", info.Said);
        Assert.Matches(@"Pages:\s+1\n", info.Said);
        Assert.Matches(@"JavaScript:\s+no", info.Said);
        var words = await app.Services.GetRequiredService<ConfinedTools>().RunAsync(folder, "pdftotext", ["a.pdf", "-"], default);
        foreach (var part in new[] { "Robin Example", "MPSS000001", "Test Certifying Entity" })
            Assert.Contains(part, words.Said, StringComparison.Ordinal);
        await using var db = app.Open();
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(first)), (await db.CertificatePrints.SingleAsync()).Sha256);
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "certificate-printed"));

        using var kim = await app.ApplicantAsync("kim@example.org");
        await kim.OpenAsync(link);
        Assert.Equal(HttpStatusCode.NotFound, kim.Status);
    }

    [Fact]
    public async Task What_is_printed_runs_nothing_and_reaches_nothing()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        var printer = app.Services.GetRequiredService<IPagePrinter>();
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var here = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        // Without the page's own policy: the printer holds by itself. A script may run there, and still reaches nobody.
        var page = $"<!doctype html><html lang=en><title>x</title><p>before</p><img src='{here}a.png'><link rel=stylesheet href='{here}b.css'><script>fetch('{here}c')</script>";
        Assert.True((await printer.PrintAsync(page, default)).Succeeded(out _, out _));
        Assert.False(listener.Pending());
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-801.11")]
    public async Task Everybody_who_passed_gets_a_certificate_in_one_go_and_whoever_cannot_is_named(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await Candidates.FillAsync(app.Services, 4, app.Clock.Today);
        using var staff = await app.SignedInAsync(await app.StaffAsync("both@staff.example", Role.Registrar, Role.ExamOfficer));
        foreach (var n in new[] { 0, 1, 2 })
        {
            await staff.OpenAsync("/staff/results");
            await staff.Fill("Input.CandidateId", Candidates.NumberOf(n)).FillDay("Input.SatOn", app.Clock.Today).Fill("Input.Outcome", "Pass").PressAsync("Save the result");
        }
        using var other = await app.SignedInAsync(await app.StaffAsync("other@staff.example", Role.Registrar));
        await other.OpenAsync("/staff/certificates");
        var late = other.FormOf("Issue these certificates");
        Assert.Equal(3, other.ChoicesOf("Files").Count);   // not the one who has not sat
        await staff.OpenAsync("/staff/certificates");
        await staff.Check("Files", staff.ChoicesOf("Files").Take(2).ToArray()).PressAsync("Issue these certificates");
        staff.Sees("2 certificates issued", "MPSS000001", "MPSS000002");
        await other.SendAgainAsync(late);   // all three: two have theirs already
        other.Sees("1 certificate issued", "MPSS000003");
        await using var db = app.Open();
        Assert.Equal(3, await db.Certificates.CountAsync());
        Assert.Equal(3, await db.Registry.CountAsync());
        await other.OpenAsync("/staff/certificates");
        other.Sees("Nobody waits for a certificate.");
    }
}
