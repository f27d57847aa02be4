using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>A certificate in a list of staff's.</summary>
public sealed record ListedCertificate(string Number, string Name, DateOnly IssuedOn, DateOnly CurrentUntil, StandingOnDay Standing);

/// <summary>A page of a list, and where the next one starts; null at its end.</summary>
public sealed record ListedCertificates(IReadOnlyList<ListedCertificate> Certificates, string? Next);

/// <summary>
/// Certificates by how they stand today, by the county of their holders and by name, for staff. A tier is a range of due dates, an overlay a range of its days: no status word is
/// stored anywhere, and none can be out of date.
/// </summary>
public sealed class ListCertificates(PeerCertDb db, StandardsLibrary library, ProgramClock clock)
{
    public const int PageSize = 50;

    /// <summary>Fewest letters of a name that are searched for.</summary>
    public const int FewestLetters = 2;

    /// <summary>What can be listed: the tiers that are known today, and the overlays.</summary>
    public IReadOnlyList<string> Standings =>
        [.. library.On(GoverningQuestion.Standing, clock.Today)?.Lifecycle.Tiers.Select(t => t.Name) ?? [], .. Enum.GetValues<CertificateOverlay>().Select(o => TextKeys.Kebab(o.ToString()))];

    /// <summary>The standard of today, whose counties can be chosen.</summary>
    public Pack? Pack => library.On(GoverningQuestion.Filing, clock.Today);

    public DemographicQuestion? CountyQuestion => Pack?.CountyQuestion;

    /// <param name="standing">One of <see cref="Standings"/>; none for all.</param>
    /// <param name="county">One of the counties of the standard (<see cref="Counties"/>); none for all.</param>
    /// <param name="name">The start of a name: family, "family, given" or "given family".</param>
    /// <param name="cursor">Where the page before ended.</param>
    public async Task<Result<ListedCertificates>> HandleAsync(string? standing, string? county, string? name, string? cursor, CancellationToken ct)
    {
        var today = clock.Today;
        var all = db.Certificates.AsNoTracking().Where(c => c.AnnulledOn == null);
        List<IQueryable<Certificate>> found = [all];
        if (!string.IsNullOrEmpty(standing))
        {
            if (!Standings.Contains(standing))
                return Problem.Invalid.At("Standing", Text.Of("staff.standings.no-such-standing"));
            found = Enum.GetValues<CertificateOverlay>().Where(o => TextKeys.Kebab(o.ToString()) == standing).ToList() is [var overlay] ? [Under(all, overlay, today)] : In(all, standing, today, isByDue: string.IsNullOrWhiteSpace(name));
        }

        var among = string.IsNullOrEmpty(county) ? null : county;
        if (among is not null && CountyQuestion?.Values.Contains(among) is not true)
            return Problem.Invalid.At("County", Text.Of("field.choice-missing"));
        if (!(await (string.IsNullOrWhiteSpace(name) ? ByDueAsync(among is null ? found : found.ConvertAll(f => f.Where(c => c.County == among)), cursor, ct) : ByNameAsync(found.Single(), among, name, cursor, ct))).Succeeded(out var page, out var problem))
            return problem;
        var lives = await db.LivesOfAsync(page.Rows, ct);
        var names = await db.LegalNames.AsNoTracking().CurrentOfAsync(page.Rows.ConvertAll(c => c.Person), ct);
        return new ListedCertificates(
            [.. page.Rows.Select(c => new ListedCertificate(c.Number, names.GetValueOrDefault(c.Person)?.AsPrinted ?? "", c.IssuedOn, c.CurrentUntil, Standing.On(library, lives[c.Id], today)))], page.Next);
    }

    private sealed record Page(List<Certificate> Rows, string? Next);

    /// <summary>Those whose time runs out first; the cursor is the last due date and number of the page before.</summary>
    /// <param name="found">Ranges of due dates that follow each other: each is one walk along an index, which one condition over all of them is not.</param>
    private static async Task<Result<Page>> ByDueAsync(List<IQueryable<Certificate>> found, string? cursor, CancellationToken ct)
    {
        if (cursor is not null)
        {
            if (cursor.Split('/') is not [var day, var last] || !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due))
                return NoSuchPage;
            found = found.ConvertAll(f => f.Where(c => c.CurrentUntil >= due && (c.CurrentUntil > due || c.Number.CompareTo(last) > 0)));
        }
        var rows = new List<Certificate>();
        foreach (var range in found)
            if (rows.Count <= PageSize)
                rows.AddRange(await range.OrderBy(c => c.CurrentUntil).ThenBy(c => c.Number).Take(PageSize + 1 - rows.Count).ToListAsync(ct));
        return new Page([.. rows.Take(PageSize)], rows.Count > PageSize ? $"{rows[PageSize - 1].CurrentUntil:yyyy-MM-dd}/{rows[PageSize - 1].Number}" : null);
    }

    /// <summary>Along the names; the cursor is the last number of the page before, as in the registry.</summary>
    private async Task<Result<Page>> ByNameAsync(IQueryable<Certificate> found, string? county, string name, string? cursor, CancellationToken ct)
    {
        var key = NameKey.Of(name);
        if (key.EnumerateRunes().Count(r => !System.Text.Rune.IsWhiteSpace(r)) < FewestLetters)
            return Problem.Invalid.At("Name", Text.Of("staff.standings.too-short", ("letters", FewestLetters)));
        var (_, end) = NameKey.Range(name);
        var kind = county is null ? PersonKeyKind.Name : PersonKeyKind.InCounty;
        if (county is not null)
            (key, end) = (PersonKey.InCounty(county, key), PersonKey.InCounty(county, end));
        var keys = db.PersonKeys.AsNoTracking().Where(k => k.Kind == kind && k.Key.CompareTo(key) >= 0 && k.Key.CompareTo(end) < 0);
        var range = from k in keys join c in found on k.Person equals c.Person select new { k.Key, Certificate = c };
        if (cursor is not null)
        {
            if (await range.Where(r => r.Certificate.Number == cursor).Select(r => r.Key).FirstOrDefaultAsync(ct) is not { } last)
                return NoSuchPage;
            range = range.Where(r => r.Key.CompareTo(last) > 0 || (r.Key == last && r.Certificate.Number.CompareTo(cursor) > 0));
        }
        var rows = await range.OrderBy(r => r.Key).ThenBy(r => r.Certificate.Number).Take(PageSize + 1).ToListAsync(ct);
        return new Page([.. rows.Take(PageSize).Select(r => r.Certificate).DistinctBy(c => c.Number)], rows.Count > PageSize ? rows[PageSize - 1].Certificate.Number : null);
    }

    private static Problem.Invalid NoSuchPage => Problem.Invalid.At("Cursor", Text.Of("registry.cursor-unknown"));

    /// <summary>Whatever waits for a decision in time is current; else the due date says all.</summary>
    /// <param name="isByDue">As ranges of due dates that follow each other; else as one condition.</param>
    private List<IQueryable<Certificate>> In(IQueryable<Certificate> all, string tier, DateOnly today, bool isByDue)
    {
        var lifecycle = library.On(GoverningQuestion.Standing, today)!.Lifecycle;
        var (first, last) = lifecycle.DueDates(tier, today);
        if (tier == lifecycle.Tiers[0].Name)
            return isByDue ? [all.Where(c => c.CurrentUntil < first && c.PendingSince != null), all.Where(c => c.CurrentUntil >= first)] : [all.Where(c => c.CurrentUntil >= first || c.PendingSince != null)];
        var from = first ?? DateOnly.MinValue;
        return [all.Where(c => c.CurrentUntil >= from && c.CurrentUntil <= last && c.PendingSince == null)];
    }

    private IQueryable<Certificate> Under(IQueryable<Certificate> all, CertificateOverlay overlay, DateOnly today)
    {
        var laid = db.StandingOverlays.Where(o => o.Overlay == overlay && o.From <= today && (o.Through == null || o.Through >= today)).Select(o => o.Certificate);
        return all.Where(c => laid.Contains(c.Id));
    }
}
