using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Ethics;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Commands;

/// <summary>Commands that work on a running program's data: for whom, why, and what is kept of it.</summary>
public sealed class ProgramTests
{
    [Theory, OnEveryDatabase]
    [Provision("CAL-201.3", "CAL-208.2")]
    public async Task A_certificate_is_followed_back_to_what_it_rests_on_and_the_reading_is_kept(Engine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        await using var app = await TestApp.StartAsync(engine, database: database);
        await CertifyAsync(app);
        await app.StaffAsync("reader@staff.example", Role.Registrar);
        await app.StaffAsync("reviewer@staff.example", Role.Reviewer);
        var program = await WhereAsync(database);

        var said = await Said.ByAsync(["explain", "mpss000001", .. program, "--as", "reader@staff.example", "--reason", "a county asked"]);

        said.Has("MPSS000001: Robin Example, active from March 4, 2026, current through March 4, 2028", "calmhsa/2025-05-15@");
        var chain = new[]
        {
            "Shown from", "Issued on March 4, 2026", "Term from March 4, 2026, due on March 4, 2028. Recorded by registrar@staff.example", "Decision: application", "[Met]", "Source: CalMHSA 2025 §202(1)(A)", "birth-date: day 1985-04-27", "Decision: certificate",
            "exam: on 2026-03-04, outcome pass", "Application ", "Sent on March 4, 2026 by robin@example.org", "Found complete on March 4, 2026 by reviewer@staff.example",
            "Decided on March 4, 2026 by reviewer@staff.example", "Pass. Recorded by examofficer@staff.example", "Sent the application. robin@example.org", "Approved the application", "Recorded an exam result", "Issued the certificate. registrar@staff.example",
        };
        var at = 0;
        foreach (var link in chain)
            Assert.True((at = said.Output.IndexOf(link, at, StringComparison.Ordinal)) >= 0, $"not in its place: {link}\n{said.Output}");

        await using var db = app.Open();
        var certificate = await db.Certificates.SingleAsync();
        var audit = await db.ReadAudits.SingleAsync(a => a.What == "certificate");
        Assert.Equal((certificate.Id.Value, "reader@staff.example"), (audit.Subject, audit.ActorName));
        var entry = await db.Journal.SingleAsync(e => e.EventType == "record-read");
        Assert.Equal(("a county asked", "reader@staff.example", audit.Id), (entry.Reason, entry.ActorName, entry.RootId));

        (await Said.ByAsync(["explain", "MPSS000009", .. program, "--as", "reader@staff.example", "--reason", "x"])).IsRefused(1, "could not find");
        (await Said.ByAsync(["explain", "MPSS000001", .. program, "--as", "nobody@staff.example", "--reason", "x"])).IsRefused(1, "no account nobody@staff.example");
        (await Said.ByAsync(["explain", "MPSS000001", .. program, "--as", "reviewer@staff.example", "--reason", "x"])).IsRefused(1, "journal.read");
        (await Said.ByAsync(["explain", "MPSS000001", .. program, "--as", "robin@example.org", "--reason", "x"])).IsRefused(1, "journal.read");
        (await Said.ByAsync(["explain", "MPSS000001", .. program, "--as", "reader@staff.example"])).IsRefused(1, "Please write why.");
        (await Said.ByAsync(["explain", "MPSS000001", .. program, "--as", "reader@staff.example", "--reason", " "])).IsRefused(1, "Please write why.");
        (await Said.ByAsync(["explain", "MPSS000001", .. program, "--reason", "x"])).IsRefused(2, "--as");
        (await Said.ByAsync(["explain", .. program, "--as", "reader@staff.example", "--reason", "x"])).IsRefused(2);
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "record-read"));   // only what was shown was read
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-208.2")]
    public async Task The_official_text_is_taken_in_once_and_is_what_people_sign(Engine engine)
    {
        var database = await TestDatabase.CreateAsync(engine);
        await using var app = await TestApp.StartAsync(engine, database: database);
        await app.StaffAsync("admin@staff.example", Role.Admin);
        await app.StaffAsync("reviewer@staff.example", Role.Reviewer);
        var program = await WhereAsync(database);
        using var folder = new TemporaryFolder();
        Task<Said> LoadAsync(string file, string version = "2025", string language = "en", string by = "admin@staff.example", string[]? reason = null) => Said.ByAsync(
            ["import", "ethics-text", file, "--version", version, "--language", language, .. program, "--as", by, .. reason ?? ["--reason", "the printed text"]]);
        string Write(string name, byte[] content)
        {
            File.WriteAllBytes(Path.Combine(folder.Path, name), content);
            return Path.Combine(folder.Path, name);
        }

        var good = Write("good.md", "# An invented code\n\nBe honest.\n"u8.ToArray());
        (await LoadAsync(Write("latin.md", [0x45, 0x74, 0x68, 0xE9]))).IsRefused(1, "UTF-8");
        (await LoadAsync(Write("zero.md", "a\0b"u8.ToArray()))).IsRefused(1, "UTF-8");
        (await LoadAsync(Write("empty.md", " \n"u8.ToArray()))).IsRefused(1, "no text");
        (await LoadAsync(Write("large.md", [.. Enumerable.Repeat((byte)'a', LoadCodeText.MostBytes + 1)]))).IsRefused(1, "too large");
        (await LoadAsync(good, version: "1999")).IsRefused(1, "1999");
        (await LoadAsync(good, by: "reviewer@staff.example")).IsRefused(1, "accounts.manage");
        (await LoadAsync(good, by: "nobody@staff.example")).IsRefused(1, "no account");
        (await LoadAsync(good, reason: [])).IsRefused(1, "Please write why.");
        (await LoadAsync(Path.Combine(folder.Path, "none.md"))).IsRefused(1, "none.md");
        (await LoadAsync(good, language: "xx")).IsRefused(2);
        await using (var db = app.Open())
            Assert.False(await db.CodeTexts.AnyAsync(t => t.IsOfficial));

        (await LoadAsync(good)).Has("is loaded");
        (await LoadAsync(good)).Has("Nothing was changed");
        await using (var db = app.Open())
        {
            Assert.Equal("# An invented code\n\nBe honest.\n", (await db.CodeTexts.SingleAsync(t => t.IsOfficial)).Markdown);
            Assert.Equal("the printed text", (await db.Journal.SingleAsync(e => e.EventType == "code-text-loaded")).Reason);
        }
        (await LoadAsync(good, language: "es")).IsRefused(1, "on file already");
        (await LoadAsync(Write("large-enough.md", [.. Enumerable.Repeat((byte)'a', LoadCodeText.MostBytes)]))).Has("is loaded");
        (await LoadAsync(good)).IsRefused(1, "newer text");
    }

    /// <summary>The options that lead a command to this database, its keys beside it.</summary>
    private static async Task<string[]> WhereAsync(TestDatabase database)
    {
        await File.WriteAllTextAsync(Path.Combine(database.Options.Folder, "settings.json"), $$"""{ "PeerCert": { "MasterKeyFile": "{{database.Options.Folder}}.key" } }""");
        return database.Options.Postgres is { } postgres ? ["--data", database.Options.Folder, "--postgres", postgres] : ["--data", database.Options.Folder];
    }

    private static async Task CertifyAsync(TestApp app)
    {
        await app.ApproveFeesAsync();
        using var applicant = await app.ApplicantAsync();
        var file = (await applicant.AppliesAsync()).Replace("/my/application/", "/staff/applications/");
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync(file);
        await reviewer.AcceptsEverythingAsync();
        using var finance = await app.SignedInAsAsync(Role.Finance);
        await finance.OpenAsync(file);
        await finance.Fill("Fee.FeeLine", "APP").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "check 17").PressAsync("Record this fee");
        await reviewer.OpenAsync(file);
        app.Time.Advance(TimeSpan.FromMinutes(1));   // so that the journal's order is that of the steps
        await reviewer.PressAsync("Mark as complete");
        app.Time.Advance(TimeSpan.FromMinutes(1));
        await reviewer.PressAsync("Approve");
        await app.RunBackgroundAsync();
        await using var db = app.Open();
        var candidate = (await db.ExamEligibilities.SingleAsync()).CandidateId;
        app.Time.Advance(TimeSpan.FromMinutes(1));
        using var exams = await app.SignedInAsAsync(Role.ExamOfficer);
        await exams.OpenAsync("/staff/results");
        await exams.Fill("Input.CandidateId", candidate).FillDay("Input.SatOn", app.Clock.Today).Fill("Input.Outcome", "Pass").PressAsync("Save the result");
        app.Time.Advance(TimeSpan.FromMinutes(1));
        using var registrar = await app.SignedInAsAsync(Role.Registrar);
        await registrar.OpenAsync(file);
        await registrar.PressAsync("Issue certificate");
    }
}
