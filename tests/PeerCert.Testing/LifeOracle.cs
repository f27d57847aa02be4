using System.Collections.Immutable;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Testing;

/// <summary>
/// Whole lives of certificates, told by their events, and what the documents say of each day: a second answer, made of tables and of
/// its own arithmetic, against which the engine, and what is recorded in the databases, are held. The tables are those of §209 of the 2025 guidelines and of
/// Enclosure 1 §§2 and 3 of the notice of 2021, which named a standing before 2025-05-07.
/// </summary>
public sealed class LifeOracle(StandardsLibrary library)
{
    // --- the documents ---

    /// <summary>Words of a text in the order in which they follow: each holds through the anniversary so many years after the due date.</summary>
    private static readonly (string Word, int? Years)[] Of2021 = [("current", 0), ("lapsed", 4), ("vacated", null)], Of2025 = [("current", 0), ("lapsed", 1), ("expired", 4), ("vacated", null)];

    private static readonly (int, int, int) Rewritten = (2025, 5, 7);

    private const int TermYears = 2;

    /// <summary>A day as three numbers: nothing of the engine's calendar is used here.</summary>
    private static (int Y, int M, int D) Numbers(DateOnly day) => (day.Year, day.Month, day.Day);

    private static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    private static (int Y, int M, int D) Anniversary((int Y, int M, int D) day, int years) =>
        (day.Y + years, day.M, day is { M: 2, D: 29 } && !IsLeap(day.Y + years) ? 28 : day.D);

    private static string WordOf((int Y, int M, int D) due, (int Y, int M, int D) day)
    {
        foreach (var (word, years) in day.CompareTo(Rewritten) < 0 ? Of2021 : Of2025)
            if (years is not { } n || day.CompareTo(Anniversary(due, n)) <= 0)
                return word;
        throw new InvalidOperationException("The last word has no end.");
    }

    // --- stories ---

    public enum Kind { Issue, RenewInTime, RenewLate, StillPending, Suspend, Revoke, Investigate, GiveUp }

    /// <summary>One event: filed and decided, or laid on and lifted (the first free day, null while it lasts).</summary>
    public sealed record Happening(Kind Kind, DateOnly On, DateOnly? Ends);

    /// <summary>What the documents say of a day, in the order of CF-29: revoked, suspended, the date; the action beside it.</summary>
    public static string Told(ImmutableArray<Happening> story, DateOnly day)
    {
        var due = (0, 0, 0);
        var current = false;
        foreach (var h in story)
        {
            if (h.Kind is Kind.Issue)
                due = Anniversary(Numbers(h.On), TermYears);
            else if (h.Kind is Kind.StillPending)
                current = Numbers(h.On).CompareTo(due) <= 0;
            // Filed by the due date and granted on the day it ends: whoever asks, it never lapsed in between.
            else if (h.Kind is Kind.RenewInTime && (h.Ends <= day || Numbers(day).CompareTo(due) > 0))
                due = Anniversary(due, TermYears);
            else if (h.Kind is Kind.RenewLate && h.Ends <= day)
                due = Anniversary(Numbers(h.Ends.Value), TermYears);
            else if (h.Kind is Kind.RenewInTime or Kind.RenewLate)
                break;   // not granted yet on that day, and so nothing after it
        }

        bool Lies(Kind kind) => story.Any(h => h.Kind == kind && h.On <= day && (h.Ends is null || day < h.Ends));
        var word = current ? "current" : WordOf(due, Numbers(day));
        var status = Lies(Kind.Revoke) ? "revoked" : Lies(Kind.Suspend) ? "suspended" : word == "current" && !Lies(Kind.GiveUp) ? "active" : "not-current";
        var action = Lies(Kind.Revoke) ? "revoked" : Lies(Kind.Suspend) ? "suspended" : Lies(Kind.Investigate) ? "under-investigation" : "none";
        return $"{status} {word} {action}";
    }

    // --- the same story for the engine ---

    public CertificateLife Life(ImmutableArray<Happening> story)
    {
        var life = CertificateLife.Of(story[0].On, Standing.Due(library.On(GoverningQuestion.Filing, story[0].On)!, story[0].On)!.Value);
        foreach (var h in story[1..])
            life = h.Kind switch
            {
                Kind.RenewInTime or Kind.RenewLate => life with
                {
                    Terms = [.. life.Terms, Standing.Renewed(library.On(GoverningQuestion.Filing, h.On)!, life.Terms[^1].Due, h.On, h.Ends!.Value)!.Value],
                },
                Kind.StillPending => life with { PendingSince = h.On },
                var overlay => life with { Overlays = [.. life.Overlays, new(Named(overlay), h.On, h.Ends?.AddDays(-1))] },
            };
        return life;
    }

    public static CertificateOverlay Named(Kind kind) => kind switch
    {
        Kind.Suspend => CertificateOverlay.Suspended,
        Kind.Revoke => CertificateOverlay.Revoked,
        Kind.GiveUp => CertificateOverlay.Inactive,
        _ => CertificateOverlay.UnderInvestigation,
    };

    public static string Kebab<T>(T word) where T : Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName($"{word}");

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    private static ImmutableArray<Happening> Story(params (Kind Kind, string On, string? Ends)[] told) => [.. told.Select(t => new Happening(t.Kind, Day(t.On), t.Ends is null ? null : Day(t.Ends)))];

    public static readonly IReadOnlyDictionary<string, ImmutableArray<Happening>> Stories = new Dictionary<string, ImmutableArray<Happening>>
    {
        ["nothing happens"] = Story((Kind.Issue, "2023-05-20", null)),
        ["issued on a leap day"] = Story((Kind.Issue, "2024-02-29", null), (Kind.RenewInTime, "2026-02-01", "2026-02-10")),
        ["renewed in time, lapsed, back, expired, vacated"] = Story(
            (Kind.Issue, "2022-03-01", null), (Kind.RenewInTime, "2024-02-20", "2024-03-20"), (Kind.RenewLate, "2026-05-01", "2026-05-10")),
        ["due under the notice, asked under the section"] = Story((Kind.Issue, "2021-08-01", null)),
        ["a filing that waits"] = Story((Kind.Issue, "2023-05-20", null), (Kind.StillPending, "2025-05-20", null)),
        ["a late filing that waits"] = Story((Kind.Issue, "2023-05-20", null), (Kind.StillPending, "2025-05-21", null)),
        ["suspended over the due date"] = Story((Kind.Issue, "2023-05-20", null), (Kind.Suspend, "2025-01-10", "2026-02-01")),
        ["revoked while suspended"] = Story((Kind.Issue, "2023-05-20", null), (Kind.Suspend, "2023-09-01", "2025-09-01"), (Kind.Revoke, "2024-01-10", "2024-06-10")),
        ["looked into and given up"] = Story((Kind.Issue, "2023-05-20", null), (Kind.Investigate, "2023-08-01", "2023-11-01"), (Kind.GiveUp, "2024-02-01", null)),
        ["back after four years less a day"] = Story((Kind.Issue, "2023-05-20", null), (Kind.RenewLate, "2029-05-01", "2029-05-20")),
    };

    /// <summary>Every day on which something may change, the day before it and the day after.</summary>
    public IEnumerable<DateOnly> Boundaries(ImmutableArray<Happening> story)
    {
        var days = new HashSet<DateOnly> { Day("2025-05-07"), Day("2021-07-22") };
        foreach (var term in Life(story).Terms)
            for (var years = 0; years <= 5; years++)
                days.UnionWith([term.From, term.Due.AddYears(years)]);
        foreach (var h in story)
            days.UnionWith(h.Ends is { } ends ? [h.On, ends] : [h.On]);
        return days.SelectMany(d => new[] { d.AddDays(-1), d, d.AddDays(1) }).Where(d => d >= story[0].On && d >= Day("2021-07-22")).Distinct().Order();
    }

    /// <summary>Stories that nobody thought of: renewals early, on the day, late and after a gap; overlays of every kind over each other.</summary>
    public ImmutableArray<Happening> Invented(Random random)
    {
        var story = new List<Happening> { new(Kind.Issue, Day("2021-08-01").AddDays(random.Next(0, 1_900)), null) };
        for (var renewals = random.Next(0, 5); renewals > 0; renewals--)
        {
            var due = Life([.. story]).Terms[^1].Due;
            if (random.Next(3) > 0)
            {
                var filed = due.AddDays(-random.Next(0, 90));
                story.Add(new(Kind.RenewInTime, filed, filed.AddDays(random.Next(0, 120))));
            }
            else
            {
                var filed = due.AddDays(random.Next(1, 1_400));
                story.Add(new(Kind.RenewLate, filed, filed.AddDays(random.Next(0, 40))));
            }
        }
        if (random.Next(4) == 0)
            story.Add(new(Kind.StillPending, Life([.. story]).Terms[^1].Due.AddDays(random.Next(-60, 20)), null));
        foreach (var kind in (Kind[])[Kind.Suspend, Kind.Revoke, Kind.Investigate, Kind.GiveUp])
            if (random.Next(3) == 0)
            {
                var on = story[0].On.AddDays(random.Next(0, 3_000));
                story.Add(new(kind, on, random.Next(4) == 0 ? null : on.AddDays(random.Next(1, 900))));
            }
        return [.. story];
    }
}
