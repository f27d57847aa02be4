using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Desk;

/// <summary>Reminders before last days come: once for each lead, from both sides of its day.</summary>
public sealed class ReminderTests
{
    [Theory, OnEveryDatabase]
    [Provision("CAL-801.8.B")]
    public async Task The_applicant_of_an_incomplete_file_is_reminded_30_7_and_1_days_before_its_last(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.AppliesAsync();   // on March 4: held through June 2
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync("/staff");
        await reviewer.PressAsync("Next file");
        await reviewer.AsksForItemsAsync();

        Assert.Equal([new(2026, 5, 3), new(2026, 5, 26), new(2026, 6, 1)], await DaysOfNoticesAsync(app, "reminder-hold", until: new(2026, 6, 6)));
        await using var db = app.Open();
        var notice = await db.Notices.Where(n => n.Kind == "reminder-hold").FirstAsync();
        Assert.Equal(new DateOnly(2026, 6, 2), notice.DueOn);
    }

    [Theory, OnEveryDatabase]
    public async Task Whoever_was_told_of_the_last_day_within_a_lead_is_reminded_with_the_next_one(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.AppliesAsync();
        app.Time.Advance(TimeSpan.FromDays(70));   // May 13: the 30 days have begun
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync("/staff");
        await reviewer.PressAsync("Next file");
        await reviewer.AsksForItemsAsync();
        Assert.Equal([new(2026, 5, 26), new(2026, 6, 1)], await DaysOfNoticesAsync(app, "reminder-hold", until: new(2026, 6, 6)));
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-403.3")]
    public async Task Whoever_may_sit_the_exam_is_reminded_of_the_end_of_the_window(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await Candidates.FillAsync(app.Services, 1, app.Clock.Today);
        await using var db = app.Open();
        var ends = (await db.ExamEligibilities.SingleAsync()).WindowEnds;
        app.Time.Advance(TimeSpan.FromDays(ends.DayNumber - app.Clock.Today.DayNumber - 62));
        Assert.Equal([ends.AddDays(-60), ends.AddDays(-14)], await DaysOfNoticesAsync(app, "reminder-exam", until: ends.AddDays(3)));
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-801.8")]
    public async Task Who_has_a_file_is_written_to_before_its_last_day_and_the_day_after_and_everybody_where_nobody_has_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.AppliesAsync();   // on March 4: the last day is April 3
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await app.StaffAsync("other@staff.example", Role.Reviewer);
        await app.StaffAsync("money@staff.example", Role.Finance);

        Assert.Equal(
            ["2026-03-27 other@staff.example", "2026-03-27 reviewer@staff.example"],
            await LettersUntilAsync(app, new(2026, 3, 28)));
        using var again = await app.SignedInAsAsync(Role.Reviewer);
        await again.OpenAsync("/staff");
        await again.PressAsync("Next file");
        Assert.Equal(
            ["2026-03-31 reviewer@staff.example", "2026-04-03 reviewer@staff.example", "2026-04-04 reviewer@staff.example"],
            (await LettersUntilAsync(app, new(2026, 4, 9))).Skip(2));

        await app.RunBackgroundAsync();
        var mail = app.SentMail.Last(m => m["To"] == "reviewer@staff.example");
        Assert.Equal("/staff", mail.Link);
        Assert.DoesNotContain("Robin", mail.Body, StringComparison.Ordinal);
    }

    /// <summary>Goes from day to day and tells on which ones a notice of a kind was made.</summary>
    private static async Task<List<DateOnly>> DaysOfNoticesAsync(TestApp app, string kind, DateOnly until)
    {
        await DayByDayAsync(app, until);
        await using var db = app.Open();
        return await db.Notices.Where(n => n.Kind == kind).OrderBy(n => n.SentOn).Select(n => n.SentOn).ToListAsync();
    }

    private static async Task<List<string>> LettersUntilAsync(TestApp app, DateOnly until)
    {
        await DayByDayAsync(app, until);
        await using var db = app.Open();
        var letters = await db.AccountLetters.Where(l => l.Kind == LetterKind.FilesDue).OrderBy(l => l.WrittenAt).ThenBy(l => l.Address).ToListAsync();
        return letters.ConvertAll(l => $"{app.Clock.DayOf(l.WrittenAt):yyyy-MM-dd} {l.Address}");
    }

    private static async Task DayByDayAsync(TestApp app, DateOnly until)
    {
        while (app.Clock.Today < until)
        {
            // Again and again, until nothing is left to remind of: that reminds of nothing twice.
            while ((await app.InScopeAsync(s => s.GetRequiredService<RemindOfClocks>().RunAsync(default))).Match(reminded => reminded, problem => throw new InvalidOperationException(problem.Code)) > 0) { }
            app.Time.Advance(TimeSpan.FromDays(1));
        }
    }
}
