using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Registry;

/// <summary>How many certificates stand alike, in the registry's words (<see cref="PublicEntry"/>).</summary>
public sealed record CountedStanding(string Status, string DateStatus, string Action, long Certificates);

/// <summary>
/// How many certificates stand how on a day, recounted from the life of each as the registry keeps it. Nobody is named. Lives that are alike stand
/// alike: the database says how many there are of each, and the standard is asked once for all of them.
/// </summary>
public sealed class CountStandings(PeerCertDb db, StandardsLibrary library, ProgramClock clock)
{
    /// <param name="day">Null for today. A day ahead is answered as if nothing changed.</param>
    /// <returns>The largest number first; none for a day on which there was no certificate.</returns>
    public async Task<IReadOnlyList<CountedStanding>> OnAsync(DateOnly? day, CancellationToken ct)
    {
        var on = day ?? clock.Today;
        var counts = new Dictionary<(string, string, string), long>();
        // Most lines are one term and nothing else: they are counted by two dates, without a text that would have to be compared.
        await foreach (var alike in db.Registry.AsNoTracking().Where(e => e.Life == null).GroupBy(e => new { e.ActiveFrom, e.Expires })
            .Select(g => new { g.Key.ActiveFrom, g.Key.Expires, Certificates = g.LongCount() }).AsAsyncEnumerable().WithCancellation(ct))
            Count(CertificateLife.Of(alike.ActiveFrom, alike.Expires), alike.Certificates);
        await foreach (var alike in db.Registry.AsNoTracking().Where(e => e.Life != null).GroupBy(e => e.Life)
            .Select(g => new { Life = g.Key, Certificates = g.LongCount() }).AsAsyncEnumerable().WithCancellation(ct))
            Count(LifeText.Read(alike.Life, default, default), alike.Certificates);
        return [.. counts.Select(c => new CountedStanding(c.Key.Item1, c.Key.Item2, c.Key.Item3, c.Value)).OrderByDescending(c => c.Certificates).ThenBy(c => c.Status, StringComparer.Ordinal).ThenBy(c => c.DateStatus, StringComparer.Ordinal)];

        void Count(CertificateLife life, long certificates)
        {
            if (PublicEntry.Of("", "", life, Standing.On(library, life, on), on) is { } entry)
                counts[(entry.Status, entry.DateStatus, entry.Action)] = counts.GetValueOrDefault((entry.Status, entry.DateStatus, entry.Action)) + certificates;
        }
    }
}
