using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Desk;

/// <summary>Two records of one person are put together, and taken apart again as if nothing had been.</summary>
public sealed class MergeTests
{
    [Theory, OnEveryDatabase]
    public async Task Two_records_become_one_and_can_be_taken_apart_with_what_came_since(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await app.SignedInAsync("robin@example.org");
        using var second = await app.ApplicantAsync("robin+second@example.org");
        var file = (await second.AppliesAsync("Robin Exampel")).Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal);
        await app.RunBackgroundAsync();
        await using var db = app.Open();
        var (kept, merged) = (await PersonAsync(db, "Robin Example"), await PersonAsync(db, "Robin Exampel"));
        var before = await OwnersAsync(db);
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await MergeAsync(reviewer, kept, merged, kept);
        reviewer.Sees("Two records of one person", "Robin Example", "Robin Exampel");
        var address = reviewer.Path;

        var after = await OwnersAsync(db);
        Assert.Equal(before.Keys.Order(), after.Keys.Where(before.ContainsKey).Order());
        Assert.DoesNotContain(after, row => row.Value == merged && row.Key.Split(' ')[0] is not ("name" or "key" or "account" or "own") && !row.Key.Contains("merge", StringComparison.Ordinal));
        await robin.OpenAsync("/my");
        Assert.Equal(2, robin.Page.QuerySelectorAll("main h3").Length);
        await second.OpenAsync("/my");
        second.Sees("Your applications are with your other account");
        Assert.Empty(second.Page.QuerySelectorAll("main form"));
        await reviewer.OpenAsync("/staff/people");
        await reviewer.Fill("Input.Typed", "robin exampel").PressAsync("Search");   // the other name still finds them
        Assert.Equal(["Robin Example"], reviewer.Page.QuerySelectorAll("main h3").Select(h => h.TextContent.Trim()));
        await reviewer.OpenAsync($"/staff/people/{kept}/like/{merged}");
        Assert.Equal(HttpStatusCode.NotFound, reviewer.Status);   // an emptied record is like nobody

        await reviewer.OpenAsync(file);
        await reviewer.AcceptsEverythingAsync();
        await reviewer.Fill("Note.Says", "came in meanwhile").PressAsync("Save note");
        await reviewer.OpenAsync(address);
        await reviewer.PressAsync("Take them apart");
        Assert.NotNull(reviewer.ErrorAt("Input.Reason"));
        await reviewer.Fill("Input.Reason", "they are sisters").PressAsync("Take them apart");
        reviewer.Sees("took them apart again");
        var apart = await OwnersAsync(db);
        Assert.Equal(before.OrderBy(r => r.Key), apart.Where(r => before.ContainsKey(r.Key)).OrderBy(r => r.Key));
        Assert.DoesNotContain(apart, row => !before.ContainsKey(row.Key) && row.Key.StartsWith("key ", StringComparison.Ordinal));
        await second.OpenAsync("/my");
        second.DoesNotSee("Your applications are with your other account");
        await second.OpenAsync("/my/notices");
        second.Sees("We took apart two records");
        Assert.Equal(2, await db.Journal.CountAsync(e => e.EventType == "merge-undone"));
    }

    [Theory, OnEveryDatabase]
    public async Task A_paper_file_goes_to_the_record_that_has_a_sign_in_and_a_sign_in_to_the_record_that_has_none(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await Candidates.FillAsync(app.Services, 1, app.Clock.Today);
        using var robin = await app.ApplicantAsync();
        await robin.AppliesAsync("Invented Person A");
        await using var db = app.Open();
        var online = await db.Applications.Where(a => a.Reference != "R000000").Select(a => a.Person).SingleAsync();
        var paper = await db.Applications.Where(a => a.Reference == "R000000").Select(a => a.Person).SingleAsync();
        db.Add(PersonKey.Of(PersonKeyKind.Name, NameKey.Of("Invented Person A"), paper));
        await db.TrySaveAsync(default);
        var before = await OwnersAsync(db);
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await MergeAsync(reviewer, online, paper, paper);
        await robin.OpenAsync("/my");
        Assert.Equal(2, robin.Page.QuerySelectorAll("main h3").Length);   // signed in as before, and finds both
        Assert.Equal([paper], await db.People.Where(p => p.Account != null && db.Applications.Any(a => a.Person == p.Id)).Select(p => p.Id).ToListAsync());
        await reviewer.Fill("Input.Reason", "a slip").PressAsync("Take them apart");
        Assert.Equal(before.OrderBy(r => r.Key), (await OwnersAsync(db)).Where(r => before.ContainsKey(r.Key)).OrderBy(r => r.Key));
        await robin.OpenAsync("/my");
        Assert.Single(robin.Page.QuerySelectorAll("main h3"));
    }

    [Theory, OnEveryDatabase]
    public async Task What_cannot_be_one_person_or_is_already_is_refused_with_the_reason(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await app.SignedInAsync("robin@example.org");
        using var other = await app.CertifiedAsync("robin+second@example.org", "Robin Exampel");
        await using var db = app.Open();
        var (one, two) = (await PersonAsync(db, "Robin Example"), await PersonAsync(db, "Robin Exampel"));
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await MergeAsync(reviewer, one, two, one);
        reviewer.Sees("Both records have a certificate.");
        Assert.Equal(0, await db.PersonMerges.CountAsync());
        await reviewer.OpenAsync($"/staff/people/{one}/like/{two}");
        await reviewer.Fill("Input.Reason", "").PressAsync("Put them together");
        Assert.NotNull(reviewer.ErrorAt("Input.Reason"));
        Assert.NotNull(reviewer.ErrorAt("Input.Keep"));

        using var third = await app.ApplicantAsync("robin+third@example.org");
        await third.AppliesAsync("Robin Exampell");
        var three = await PersonAsync(db, "Robin Exampell");
        using var colleague = await app.SignedInAsync(await app.StaffAsync("colleague@staff.example", Role.Reviewer));
        await colleague.OpenAsync($"/staff/people/{three}/like/{one}");
        colleague.Fill("Input.Keep", $"{one}").Fill("Input.Reason", "one person");
        await MergeAsync(reviewer, three, one, one);
        await colleague.PressAsync("Put them together");
        Assert.Equal(1, await db.PersonMerges.CountAsync());
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "people-merged" && e.RootId == one.Value));
        await third.OpenAsync("/my/statistics");
        Assert.Equal(HttpStatusCode.OK, third.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task What_waits_of_a_record_comes_along_its_certificate_is_listed_where_the_kept_one_lives_and_all_goes_back(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await app.SignedInAsync("robin@example.org");
        await SaysAsync(robin, "Dove", "kern");
        await robin.OpenAsync("/my/safety");
        await robin.Check("Input.Sure", "true").PressKeyAsync("withheld-name.ask");
        await robin.OpenAsync("/my/name");
        await robin.Fill("Input.AsPrinted", "Robin Newname").FillDay("Input.On", app.Clock.Today).Attach("Input.Upload", "paper.pdf", Applying.Pdf("paper")).PressKeyAsync("name-change.send-button");
        using var second = await app.ApplicantAsync("robin+second@example.org");
        await second.AppliesAsync("Robin Exampel");
        await SaysAsync(second, "Lark", "kings");
        await app.RunBackgroundAsync();
        await using var db = app.Open();
        var (merged, kept) = (await PersonAsync(db, "Robin Example"), await PersonAsync(db, "Robin Exampel"));
        var before = await OwnersAsync(db);
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await MergeAsync(reviewer, kept, merged, kept);
        var change = await db.NameChanges.Select(c => c.Id).SingleAsync();
        Assert.Equal((kept, kept), (await db.NameChanges.Select(c => c.Person).SingleAsync(), await db.WithheldNames.Select(w => w.Person).SingleAsync()));
        Assert.Equal(kept, await db.Evidence.Where(e => e.File == change.Value).Select(e => e.Person).Distinct().SingleAsync());
        Assert.Equal("kings", await db.Certificates.Select(c => c.County).SingleAsync());
        Assert.Contains("kings|robin example", await db.PersonKeys.Where(k => k.Person == kept && k.Kind == PersonKeyKind.InCounty).Select(k => k.Key).ToListAsync());
        Assert.Equal(["lark"], await db.PersonKeys.Where(k => k.Person == kept && k.Kind == PersonKeyKind.Called).Select(k => k.Key).ToListAsync());

        await reviewer.Fill("Input.Reason", "they are sisters").PressAsync("Take them apart");
        Assert.Equal((merged, merged), (await db.NameChanges.Select(c => c.Person).SingleAsync(), await db.WithheldNames.Select(w => w.Person).SingleAsync()));
        Assert.Equal("kern", await db.Certificates.Select(c => c.County).SingleAsync());
        var apart = await OwnersAsync(db);
        Assert.Equal(before.OrderBy(r => r.Key), apart.Where(r => before.ContainsKey(r.Key)).OrderBy(r => r.Key));
        Assert.DoesNotContain(apart, row => !before.ContainsKey(row.Key) && row.Key.StartsWith("key ", StringComparison.Ordinal));
    }

    private static async Task SaysAsync(PageDriver page, string called, string county)
    {
        await page.OpenAsync("/my/contact");
        await page.Fill("Input.PreferredName", called).Fill("Input.County", county).PressKeyAsync("contact-page.save");
    }

    private static Task<Id<Person>> PersonAsync(PeerCertDb db, string name) => db.LegalNames.Where(n => n.AsPrinted == name).Select(n => n.Person).SingleAsync();

    private static async Task MergeAsync(PageDriver reviewer, Id<Person> one, Id<Person> other, Id<Person> keep)
    {
        await reviewer.OpenAsync($"/staff/people/{one}/like/{other}");
        await reviewer.Fill("Input.Keep", $"{keep}").Fill("Input.Reason", "the same driver license").PressAsync("Put them together");
    }

    /// <summary>Whose each row is, by what the row is.</summary>
    private static async Task<Dictionary<string, Id<Person>>> OwnersAsync(PeerCertDb db)
    {
        var owners = new Dictionary<string, Id<Person>>();
        void Add(string what, Id<Person> whose) => owners.Add(what, whose);
        foreach (var row in await db.Applications.AsNoTracking().ToListAsync())
            Add($"application {row.Id}", row.Person);
        foreach (var row in await db.Facts.AsNoTracking().ToListAsync())
            Add($"{(row.File is null ? "own" : "file")} fact {row.Id}", row.Person);
        foreach (var row in await db.Decisions.AsNoTracking().ToListAsync())
            Add($"decision {row.Id}", row.Person);
        foreach (var row in await db.Evidence.AsNoTracking().ToListAsync())
            Add($"evidence {row.Id}", row.Person);
        foreach (var row in await db.CodeAgreements.AsNoTracking().ToListAsync())
            Add($"agreement {row.Id}", row.Person);
        foreach (var row in await db.Ledger.AsNoTracking().ToListAsync())
            Add($"ledger {row.Id}", row.Person);
        foreach (var row in await db.ExamEligibilities.AsNoTracking().ToListAsync())
            Add($"exam {row.Id}", row.Person);
        foreach (var row in await db.Certificates.AsNoTracking().ToListAsync())
            Add($"certificate {row.Id}", row.Person);
        foreach (var row in await db.Notices.AsNoTracking().ToListAsync())
            Add($"notice {row.Kind} {row.Id}", row.Person);
        foreach (var row in await db.LegalNames.AsNoTracking().ToListAsync())
            Add($"name {row.Id}", row.Person);
        foreach (var row in await db.PersonKeys.AsNoTracking().ToListAsync())
            Add($"key {row.Kind} {row.Key} {row.Person}", row.Person);
        foreach (var row in await db.People.AsNoTracking().Where(p => p.Account != null).ToListAsync())
            Add($"account {row.Account}", row.Id);
        return owners;
    }
}
