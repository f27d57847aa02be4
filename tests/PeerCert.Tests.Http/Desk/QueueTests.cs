using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Desk;

/// <summary>The queue of the staff: the clock that runs out first is on top, and whose file it is.</summary>
public sealed class QueueTests
{
    [Theory, OnEveryDatabase]
    [Provision("CAL-801.7", "CAL-801.8")]
    public async Task The_clock_that_runs_out_first_is_on_top_and_is_late_from_the_day_after(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var first = await ApplyAsync(app, "robin@example.org", "Robin Example");
        app.Time.Advance(TimeSpan.FromDays(1));
        await ApplyAsync(app, "kim@example.org", "Kim Sample");

        app.Time.Advance(TimeSpan.FromDays(29));   // the thirtieth day after the first one came in
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync("/staff");
        Assert.Equal(["Robin Example", "Kim Sample"], Names(reviewer));
        reviewer.DoesNotSee("Late since");

        app.Time.Advance(TimeSpan.FromDays(1));
        using var tomorrow = await app.SignedInAsAsync(Role.Reviewer);
        await tomorrow.OpenAsync("/staff");
        tomorrow.Sees("Late since", "1 late");
        Assert.Empty(await WrongClocksAsync(app));

        await using var db = app.Open();
        await db.Applications.Where(a => a.Id == first).ExecuteUpdateAsync(s => s.SetProperty(a => a.DueOn, new DateOnly(2030, 1, 1)));
        Assert.Single(await WrongClocksAsync(app));   // and the proof notices a day that is not the pack's
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-801.7", "CAL-801.8")]
    public async Task What_is_late_and_near_is_told_by_stage_and_desk_and_what_will_be_at_this_pace(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await ApplyAsync(app, "robin@example.org", "Robin Example");
        app.Time.Advance(TimeSpan.FromDays(7));
        await ApplyAsync(app, "kim@example.org", "Kim Sample");
        app.Time.Advance(TimeSpan.FromDays(23));   // the last day of the first file
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync("/staff");
        await reviewer.PressAsync("Next file");

        await reviewer.OpenAsync("/staff/deadlines");
        Assert.Equal(["First look|2|0|2", "Nobody|First look|1|0|1", "reviewer@staff.example|First look|1|0|1"], Lines(reviewer));
        reviewer.Sees("0 files were finished.", "At this pace 1 more will be late by");   // the second one has until after that Friday

        app.Time.Advance(TimeSpan.FromDays(1));
        using var tomorrow = await app.SignedInAsAsync(Role.Reviewer);
        await tomorrow.OpenAsync("/staff/deadlines");
        Assert.Equal(["First look|2|1|1", "Nobody|First look|1|0|1", "reviewer@staff.example|First look|1|1|0"], Lines(tomorrow));

        static string[] Lines(PageDriver page) => [.. page.Page.QuerySelectorAll("tbody tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent.Trim())))];
    }

    [Theory, OnEveryDatabase]
    public async Task A_file_is_on_one_desk_at_a_time(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var file = await ApplyAsync(app, "robin@example.org", "Robin Example");
        using var one = await app.SignedInAsAsync(Role.Reviewer);
        using var other = await app.SignedInAsync(await app.StaffAsync("other@staff.example", Role.Reviewer));
        await other.OpenAsync($"/staff/applications/{file}/claim");
        var take = other.FormOf("Take this file");

        await one.OpenAsync("/staff");
        await one.PressAsync("Next file");
        Assert.Equal($"/staff/applications/{file}", one.Path);
        one.Sees("reviewer@staff.example, since");

        await other.SendAgainAsync(take);
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        other.Sees("reviewer@staff.example has this file since");
        await other.OpenAsync($"/staff/applications/{file}");
        await other.FollowAsync("Ask for what is missing");
        Assert.Equal(HttpStatusCode.Conflict, other.Status);
        other.Sees("reviewer@staff.example has this file since");

        await one.OpenAsync($"/staff/applications/{file}");
        await one.AsksForItemsAsync();
        one.Sees("Asked for what is missing");
        await one.OpenAsync("/staff?Stage=Applicant");
        one.Sees("Robin Example", "You");   // it comes back to whoever asked
    }

    [Theory, OnEveryDatabase]
    public async Task Of_two_who_reach_at_once_one_has_it_and_the_other_is_told_who(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var file = await ApplyAsync(app, "robin@example.org", "Robin Example");
        var names = new[] { "one@staff.example", "two@staff.example", "three@staff.example", "four@staff.example" };
        var forms = new List<(PageDriver Page, AngleSharp.Html.Dom.IHtmlButtonElement Button)>();
        foreach (var name in names)
        {
            var page = await app.SignedInAsync(await app.StaffAsync(name, Role.Reviewer));
            await page.OpenAsync($"/staff/applications/{file}/claim");
            forms.Add((page, page.FormOf("Take this file")));
        }
        await Task.WhenAll(forms.Select(f => f.Page.SendAgainAsync(f.Button)));

        await using var db = app.Open();
        var claim = Assert.Single(await db.Claims.ToListAsync());
        Assert.Equal(3, forms.Count(f => f.Page.Status is HttpStatusCode.Conflict && f.Page.Has($"{claim.Name} has this file since")));
        forms.ForEach(f => f.Page.Dispose());
    }

    [Theory, OnEveryDatabase]
    public async Task A_file_on_hold_says_why_keeps_its_clock_and_is_not_the_next(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var held = await ApplyAsync(app, "robin@example.org", "Robin Example");
        app.Time.Advance(TimeSpan.FromDays(1));
        var next = await ApplyAsync(app, "kim@example.org", "Kim Sample");
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync("/staff");
        await reviewer.PressAsync("Next file");
        await reviewer.OpenAsync($"/staff/applications/{held}/claim");
        await reviewer.PressAsync("Put on hold");
        Assert.Equal(HttpStatusCode.BadRequest, reviewer.Status);
        Assert.NotNull(reviewer.ErrorAt("Hold.Reason"));
        await reviewer.Fill("Hold.Reason", "the school calls back").PressAsync("Put on hold");

        await reviewer.OpenAsync("/staff?Share=Held");
        Assert.Equal(["Robin Example"], Names(reviewer));
        reviewer.Sees("On hold: the school calls back");
        await reviewer.PressAsync("Next file");
        Assert.Equal($"/staff/applications/{next}", reviewer.Path);

        await reviewer.OpenAsync($"/staff/applications/{held}/claim");
        await reviewer.PressAsync("Go on with it");
        await reviewer.OpenAsync("/staff");
        await reviewer.PressAsync("Next file");
        Assert.Equal($"/staff/applications/{held}", reviewer.Path);
        Assert.Empty(await WrongClocksAsync(app));
    }

    [Theory, OnEveryDatabase]
    public async Task The_files_of_a_colleague_who_is_away_are_given_to_another_with_a_reason(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var files = new[] { await ApplyAsync(app, "robin@example.org", "Robin Example"), await ApplyAsync(app, "kim@example.org", "Kim Sample") };
        using var away = await app.SignedInAsync(await app.StaffAsync("away@staff.example", Role.Reviewer));
        foreach (var file in files)
        {
            await away.OpenAsync($"/staff/applications/{file}/claim");
            await away.PressAsync("Take this file");
        }
        using var registrar = await app.SignedInAsAsync(Role.Registrar);
        var there = await AccountAsync(app, await app.StaffAsync("there@staff.example", Role.Reviewer));
        await registrar.OpenAsync($"/staff/applications/{files[0]}/claim");
        await registrar.Fill("Assign.To", $"{there}").Fill("Assign.All", "true").PressAsync("Give");
        Assert.Equal(HttpStatusCode.BadRequest, registrar.Status);
        Assert.NotNull(registrar.ErrorAt("Assign.Reason"));
        Assert.Equal($"{there}", registrar.ValueOf("Assign.To"));
        await registrar.Fill("Assign.Reason", "on leave until May").PressAsync("Give");

        await using var db = app.Open();
        Assert.Equal(2, await db.Claims.CountAsync(c => c.Account == there));
        Assert.Equal(2, await db.Journal.CountAsync(e => e.EventType == "file-assigned" && e.Reason == "on leave until May"));

        // finance sees the queue and gives nothing to anybody
        using var finance = await app.SignedInAsAsync(Role.Finance);
        await finance.OpenAsync($"/staff/applications/{files[0]}/claim");
        finance.DoesNotSee("Give it to somebody else");
    }

    [Theory, OnEveryDatabase]
    public async Task What_somebody_had_who_left_the_staff_anybody_may_take(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var file = await ApplyAsync(app, "robin@example.org", "Robin Example");
        using var gone = await app.SignedInAsync(await app.StaffAsync("gone@staff.example", Role.Reviewer));
        await gone.OpenAsync($"/staff/applications/{file}/claim");
        await gone.PressAsync("Take this file");
        await using (var db = app.Open())
            await db.RoleGrants.Where(g => db.Users.Any(u => u.Id == g.Account && u.Email == "gone@staff.example"))
                .ExecuteUpdateAsync(s => s.SetProperty(g => g.EndedAt, app.Clock.Now).SetProperty(g => g.EndedBy, "test"));

        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync("/staff");
        reviewer.Sees("no longer on the staff");
        await reviewer.OpenAsync($"/staff/applications/{file}/claim");
        await reviewer.PressAsync("Take this file");
        reviewer.Sees("reviewer@staff.example, since");
    }

    [Theory, OnEveryDatabase]
    public async Task Pages_of_the_queue_follow_each_other_without_a_gap_whatever_stands_in_the_address(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        const int Many = WorkQueue.PageLength + 7;
        await app.InScopeAsync(async services =>
        {
            var (db, clocks) = (services.GetRequiredService<Core.PeerCertDb>(), services.GetRequiredService<ApplicationClocks>());
            for (var i = 0; i < Many; i++)
            {
                var person = Person.Register(null, app.Clock.Now);
                var application = Application.Start(person.Id, $"A{i:0000}", app.Clock.Now);
                application.Take(ApplicationAction.Submit, clocks, app.Clock.Today.AddDays(-i / 10), app.Clock.Now);
                db.AddRange(person, application);
            }
            Assert.Null(await db.TrySaveAsync(default));
        });
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync("/staff");
        var seen = References(reviewer);
        await reviewer.FollowAsync("More files");
        seen = [.. seen, .. References(reviewer)];
        Assert.Equal(Many, seen.Distinct().Count());
        Assert.Equal(seen.OrderByDescending(r => int.Parse(r[1..], System.Globalization.CultureInfo.InvariantCulture) / 10).ThenBy(r => r, StringComparer.Ordinal), seen);

        foreach (var odd in new[] { "?After=x", "?After=2026-02-31_A", "?Stage=Nowhere", "?Share=7", "?Stage=&Share=" })
        {
            await reviewer.OpenAsync("/staff" + odd);
            Assert.Equal(HttpStatusCode.OK, reviewer.Status);
        }
    }

    private static IReadOnlyList<string> Names(PageDriver page) => [.. page.Page.QuerySelectorAll("tbody td:nth-of-type(1)").Select(c => c.TextContent.Trim())];

    private static IReadOnlyList<string> References(PageDriver page) => [.. page.Page.QuerySelectorAll("tbody th").Select(c => c.TextContent.Trim())];

    private static async Task<Core.Shared.Id<Application>> ApplyAsync(TestApp app, string email, string name)
    {
        using var page = await app.ApplicantAsync(email);
        var path = await page.AppliesAsync(name);
        return new(Guid.Parse(path.Split('/')[^1]));
    }

    private static Task<IReadOnlyList<string>> WrongClocksAsync(TestApp app) => app.InScopeAsync(s => s.GetRequiredService<VerifyClocks>().HandleAsync(default));

    private static async Task<Guid> AccountAsync(TestApp app, string email)
    {
        await using var db = app.Open();
        return await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync();
    }
}
