using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.TheWay;

/// <summary>One person's whole way by pages: applies, is reviewed and approved, passes, is certified, is found.</summary>
public sealed class FromApplicationToRegistryTests
{
    [Theory, OnEveryDatabase]
    [Provision("CAL-201.1", "CAL-201.3", "CAL-202.1.F", "CAL-202.1.H", "CAL-206.1", "CAL-207.1", "CAL-208.1", "CAL-403.2", "CAL-403.4", "CAL-801.3",
        "CAL-801.4.A", "CAL-801.4.D", "CAL-801.4.E", "CAL-801.4.F", "CAL-801.4.G", "CAL-801.9", "CAL-801.10", "CAL-801.11.B", "CAL-801.11.C")]
    public async Task An_application_becomes_a_line_of_the_registry(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await app.ApproveFeesAsync();
        using var applicant = await app.ApplicantAsync();
        var mine = await applicant.AppliesAsync();

        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync("/staff");
        var file = mine.Replace("/my/application/", "/staff/applications/");
        await reviewer.OpenAsync(file);
        reviewer.Sees("Robin Example", "CalMHSA 2025 §202(1)(A)", "CalMHSA 2025 §202(1)(G)", "CalMHSA 2025 §202(1)(F)", "Not looked at yet");
        await reviewer.AcceptsEverythingAsync();

        using var finance = await app.SignedInAsAsync(Role.Finance);
        await finance.OpenAsync(file);
        finance.DoesNotSee("What the standard says", "Evidence");
        await finance.Fill("Fee.FeeLine", "APP").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "check 17").PressAsync("Record this fee");

        await reviewer.OpenAsync(file);
        await reviewer.PressAsync("Mark as complete");
        await reviewer.PressAsync("Approve");
        reviewer.Sees("Approved");
        await app.RunBackgroundAsync();

        await applicant.OpenAsync("/my");
        applicant.Sees("You may sit the exam until");
        var candidate = applicant.Page.QuerySelectorAll("dd").Select(d => d.TextContent.Trim()).Single(d => d.StartsWith('C') && d.Length == 10);
        Assert.Null(applicant.Page.QuerySelector("main form"));   // a sitting is booked, moved and cancelled with the vendor (§403(4))

        await applicant.OpenAsync("/my/notices");
        applicant.Sees("You may sit the exam until", "was approved on", $"Your candidate number is {candidate}. Use it to book your exam.");

        using var exams = await app.SignedInAsAsync(Role.ExamOfficer);
        await exams.OpenAsync("/staff/results");
        await exams.Fill("Input.CandidateId", candidate).FillDay("Input.SatOn", app.Clock.Today).Fill("Input.Outcome", "Pass").PressAsync("Save the result");
        exams.Sees($"The result for {candidate} is saved.");

        using var registrar = await app.SignedInAsAsync(Role.Registrar);
        await registrar.OpenAsync("/staff");
        registrar.Sees("Robin Example", "Certificate");
        await registrar.OpenAsync(file);
        await registrar.PressAsync("Issue certificate");
        registrar.Sees("Certified");

        await applicant.OpenAsync("/my/notices");
        applicant.Sees("You are certified.", "MPSS000001");
        await applicant.OpenAsync("/my/certificate/MPSS000001");
        applicant.Sees("Robin Example", "MPSS000001", "March 4, 2026", "March 4, 2028", "Test Certifying Entity");
        Assert.NotNull(applicant.Page.QuerySelector("svg.qr path"));

        using var anyone = app.Anonymous;
        await anyone.OpenAsync("/registry");
        await anyone.Fill("q", "exam").PressAsync("Search");
        anyone.Sees("1 person found", "Robin Example", "Active");
        await anyone.FollowAsync("Robin Example");
        anyone.Sees("MPSS000001", "Current", "March 4, 2026", "March 4, 2028");
        await anyone.Fill("asOf", "2028-03-05").PressAsync("Show");
        anyone.Sees("Lapsed", "This day has not come yet");
        await anyone.Fill("asOf", "2028-02-30").PressAsync("Show");
        Assert.Equal(HttpStatusCode.BadRequest, anyone.Status);

        var entry = JsonDocument.Parse(await anyone.Http.GetStringAsync("/api/v1/registry/MPSS000001")).RootElement;
        Assert.Equal("number legalName status dateStatus activeFrom expires action asOf", string.Join(' ', entry.EnumerateObject().Select(p => p.Name)));
        Assert.Equal(
            "MPSS000001|Robin Example|active|current|2026-03-04|2028-03-04|none|2026-03-04",
            string.Join('|', entry.EnumerateObject().Select(p => p.Value.GetString())));
        await TheJournalTellsItAllAsync(app);
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-209.0", "CAL-209.1", "CAL-209.2", "CAL-209.3", "CAL-500.2.D")]
    public async Task A_day_asked_about_is_answered_for_that_day(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await CertifyAsync(app);
        using var anyone = app.Anonymous;

        foreach (var (day, status, date) in new[]
        {
            ("2026-03-04", "active", "current"), ("2028-03-04", "active", "current"), ("2028-03-05", "not-current", "lapsed"),
            ("2029-03-04", "not-current", "lapsed"), ("2029-03-05", "not-current", "expired"), ("2032-03-04", "not-current", "expired"),
            ("2032-03-05", "not-current", "vacated"),
        })
        {
            var entry = JsonDocument.Parse(await anyone.Http.GetStringAsync($"/api/v1/registry/MPSS000001?asOf={day}")).RootElement;
            Assert.Equal((day, status, date), (entry.GetProperty("asOf").GetString(), entry.GetProperty("status").GetString(), entry.GetProperty("dateStatus").GetString()));
        }
        await IsProblemAsync(anyone, "/api/v1/registry/MPSS000001?asOf=2026-03-03", HttpStatusCode.NotFound, "not-found");
        await IsProblemAsync(anyone, "/api/v1/registry/MPSS999999", HttpStatusCode.NotFound, "not-found");
        foreach (var day in new[] { "2025-02-30", "tomorrow", "2026-3-4", "04/03/2026", "20260304", "-1" })
            await IsProblemAsync(anyone, $"/api/v1/registry/MPSS000001?asOf={day}", HttpStatusCode.BadRequest, "invalid");
        await IsProblemAsync(anyone, "/api/v1/registry?name=ex", HttpStatusCode.BadRequest, "invalid");
        await IsProblemAsync(anyone, "/api/v1/registry", HttpStatusCode.BadRequest, "invalid");
    }

    [Theory, OnEveryDatabase]
    public async Task A_name_is_found_however_it_is_asked_for_and_nothing_is_listed(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await CertifyAsync(app, "José Núñez-Example", "José", "Núñez-Example");
        using var anyone = app.Anonymous;
        foreach (var asked in new[] { "nunez", "Núñez-Example, José", "jose nunez", "NUÑEZ EX" })
            Assert.Equal(1, await CountAsync(asked));
        foreach (var asked in new[] { "example", "josefina", "nuñez, maria" })
            Assert.Equal(0, await CountAsync(asked));

        async Task<int> CountAsync(string asked) => JsonDocument.Parse(await anyone.Http.GetStringAsync($"/api/v1/registry?name={Uri.EscapeDataString(asked)}"))
            .RootElement.GetProperty("entries").GetArrayLength();
    }

    private static readonly HashSet<string> Told =
    [
        "application-started", "evidence-added", "code-signed", "application-submitted", "evidence-checked", "fee-recorded", "application-complete",
        "application-approved", "exam-eligibility-opened", "exam-result-recorded", "certificate-issued",
    ];

    private static async Task TheJournalTellsItAllAsync(TestApp app)
    {
        await app.RunBackgroundAsync();
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<PeerCertDb>();
            var events = await db.Journal.Select(e => e.EventType).ToListAsync();
            Assert.Superset(Told, events.ToHashSet());
            var entries = await db.Ledger.ToListAsync();
            Assert.Equal(0, entries.SelectMany(e => e.Postings).Sum(p => p.Cents));
            Assert.Equal(10_000, entries.SelectMany(e => e.Postings).Where(p => p.Cents > 0).Sum(p => p.Cents));
            Assert.Equal(1, await db.Publications.CountAsync());
            Assert.NotEqual(0, await db.ReadAudits.CountAsync());
            var report = await services.GetRequiredService<JournalVerifier>().VerifyAsync(null, default);
            Assert.True(report.IsSound, $"{report}");
        });
    }

    private static Task CertifyAsync(TestApp app, string name = "Robin Example", string? given = null, string? family = null) => app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<PeerCertDb>();
        db.Add(Core.Registry.RegistryEntry.Of("MPSS000001", name, new(2026, 3, 4), new(2028, 3, 4)));
        db.AddRange(Core.Registry.RegistryNameKey.Of("MPSS000001", name, given, family));
        Assert.Null(await db.TrySaveAsync(default));
    });

    private static async Task IsProblemAsync(PageDriver anyone, string path, HttpStatusCode status, string code)
    {
        var response = await anyone.Http.GetAsync(path);
        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(code, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString());
    }
}
