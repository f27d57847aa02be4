using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Registry;

/// <summary>
/// What the public may know of one certificate on one day (CAL-500): exactly these fields, in these words, on pages
/// and in the API.
/// </summary>
/// <param name="Status">active, suspended, revoked or not-current.</param>
/// <param name="DateStatus">current, lapsed, expired or vacated: what the calendar alone makes of it.</param>
/// <param name="ActiveFrom">The first issue of this number.</param>
/// <param name="Expires">The last day on which it is current by what has been decided.</param>
/// <param name="Action">none, under-investigation, suspended or revoked.</param>
public sealed record PublicEntry(
    string Number, string LegalName, string Status, string DateStatus, DateOnly ActiveFrom, DateOnly Expires, string Action, DateOnly AsOf)
{
    /// <summary>The name is left out to keep its holder safe: it is empty, on pages and in the API. Not written where it is shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NameWithheld { get; init; }

    /// <summary>The same line without its name.</summary>
    public PublicEntry WithoutName() => this with { LegalName = "", NameWithheld = true };

    /// <summary>A line by its standing on a day; null where it is not there yet, or no text says what it stood as.</summary>
    public static PublicEntry? Of(string number, string legalName, CertificateLife life, StandingOnDay standing, DateOnly day) =>
        standing.Date is { State: StandingState.InTier, Tier: { } tier }
            ? new(number, legalName, TextKeys.Kebab(standing.Status.ToString()), tier, life.ActiveFrom, life.DueOn(day), ActionOf(standing), day)
            : null;

    internal static string ActionOf(StandingOnDay standing) => standing.Action is { } action ? TextKeys.Kebab(action.ToString()) : "none";
}

/// <summary>A page of search results and where the next one starts; null at the end.</summary>
public sealed record FoundEntries(IReadOnlyList<PublicEntry> Entries, string? Next);

/// <summary>A line as it is stored, before its standing is computed.</summary>
public sealed record RegistryRow(string Number, string LegalName, DateOnly ActiveFrom, DateOnly Expires, string? Life, DateOnly? WithheldThrough);

/// <summary>The one read that everybody makes all day: a line by its number, straight from the engine.</summary>
public interface IRegistryLookup
{
    ValueTask<RegistryRow?> ByNumberAsync(string number, CancellationToken ct);
}

/// <summary>
/// One line by its number. The standing is computed for the day asked about, so a late job cannot show a lapsed holder as
/// active. Apart from the search, because it needs no session with the store (bench/registry).
/// </summary>
public sealed class OpenInRegistry(IRegistryLookup lookup, StandardsLibrary library, ProgramClock clock)
{
    /// <summary>One entry on a day (default: today). Not found: no such number, or none on that day yet.</summary>
    public async ValueTask<Result<PublicEntry>> ByNumberAsync(string number, DateOnly? asOf, CancellationToken ct) =>
        await lookup.ByNumberAsync(number.Trim().ToUpperInvariant(), ct) is { } row && Shown(row, asOf ?? clock.Today) is { } shown
            ? shown
            : new Problem.NotFound("thing.certificate");

    /// <summary>The line as the public sees it on a day; null where it was not there yet. Whether it shows a name goes by today, whatever day is asked about: danger is now.</summary>
    internal PublicEntry? Shown(RegistryRow row, DateOnly day)
    {
        var life = LifeText.Read(row.Life, row.ActiveFrom, row.Expires);
        var shown = PublicEntry.Of(row.Number, row.LegalName, life, Standing.On(library, life, day), day);
        return row.WithheldThrough >= clock.Today ? shown?.WithoutName() : shown;
    }
}

/// <summary>
/// Looks people up. A registry line discloses that its holder has lived experience: it can be asked for by number or by
/// name, never listed.
/// </summary>
public sealed class FindInRegistry(PeerCertDb db, OpenInRegistry registry, ProgramClock clock)
{
    /// <summary>Most results of one page: a promise of the interface.</summary>
    public const int MostResults = 50;

    /// <summary>Fewest letters of a name that are searched for.</summary>
    public const int FewestLetters = 3;

    /// <summary>Longest search text that is looked at.</summary>
    public const int LongestText = 200;

    /// <summary>By a number, or by the start of a name; see <see cref="ByNameAsync"/>.</summary>
    public async Task<Result<FoundEntries>> SearchAsync(string? typed, string? cursor, CancellationToken ct)
    {
        var text = (typed ?? "").Trim();
        return LooksLikeNumber(text) && (await registry.ByNumberAsync(text, null, ct)).Succeeded(out var shown, out _)
            ? new FoundEntries([shown], null)
            : await ByNameAsync(text, "q", cursor, ct);
    }

    /// <summary>
    /// By the start of a name: family; "family, given"; or "given family". <paramref name="cursor"/> is the last number of
    /// the page before. Problems stand at <paramref name="field"/>.
    /// </summary>
    public async Task<Result<FoundEntries>> ByNameAsync(string? typed, string field, string? cursor, CancellationToken ct)
    {
        var text = typed ?? "";
        if (text.Length > LongestText)
            return Problem.Invalid.At(field, Text.Of("registry.too-long", ("max", LongestText)));
        var key = NameKey.Of(text);
        if (key.EnumerateRunes().Count(r => !System.Text.Rune.IsWhiteSpace(r)) < FewestLetters)
            return Problem.Invalid.At(field, Text.Of("registry.too-short", ("letters", FewestLetters)));

        var (_, end) = NameKey.Range(text);
        var today = clock.Today;
        // Before the cursor is looked for: that a number lies among the names asked for would tell the name.
        var range = db.RegistryNameKeys.AsNoTracking()
            .Where(k => k.Key.CompareTo(key) >= 0 && k.Key.CompareTo(end) < 0 && !db.Registry.Any(e => e.Number == k.Number && e.WithheldThrough >= today));
        if (cursor is not null)
        {
            var last = await range.Where(k => k.Number == cursor).Select(k => k.Key).FirstOrDefaultAsync(ct);
            if (last is null)
                return Problem.Invalid.At("cursor", Text.Of("registry.cursor-unknown"));
            range = range.Where(k => k.Key.CompareTo(last) > 0 || (k.Key == last && k.Number.CompareTo(cursor) > 0));
        }

        var rows = await (
            from name in range
            join entry in db.Registry.AsNoTracking() on name.Number equals entry.Number
            orderby name.Key, name.Number
            select new RegistryRow(entry.Number, entry.LegalName, entry.ActiveFrom, entry.Expires, entry.Life, entry.WithheldThrough)).Take(MostResults + 1).ToListAsync(ct);
        return new FoundEntries(
            [.. rows.Take(MostResults).DistinctBy(r => r.Number).Select(r => registry.Shown(r, today)).OfType<PublicEntry>()],
            rows.Count > MostResults ? rows[MostResults - 1].Number : null);
    }

    private static bool LooksLikeNumber(string text) => text.Length is > 0 and <= 20 && text.Any(char.IsAsciiDigit) && text.All(char.IsAsciiLetterOrDigit);
}
