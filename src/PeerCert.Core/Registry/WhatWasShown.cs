using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Registry;

/// <summary>Days on which the registry showed something else than what is known now; <see cref="Shown"/> or <see cref="Known"/> is null where there was, or is, no line.</summary>
public sealed record ShownOtherwise(DateOnly From, DateOnly Through, PublicEntry? Shown, PublicEntry? Known);

/// <summary>What the registry displayed at an instant, and all days on which it said something else than what is known now.</summary>
public sealed record WasShown(string Number, DateTime At, PublicEntry? Entry, IReadOnlyList<ShownOtherwise> Otherwise);

/// <summary>
/// "What did it say when we asked?": what the registry displayed at an instant, from the rows it kept, and where that differs from what is known
/// now, so that whoever asked meanwhile can be told. Two questions that are never mixed: <c>asOf</c> is the public's, this one is for staff,
/// and each reading is kept with its reason.
/// </summary>
public static class WhatWasShown
{
    public sealed record Command(string Number, DateTime At, string? Reason, Session By);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<WasShown>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!Reason.Read(command.Reason, "Reason").Succeeded(out var reason, out var problem))
                return problem;
            var number = command.Number.Trim().ToUpperInvariant();
            var rows = await db.Publications.AsNoTracking().Where(p => p.Number == number).OrderBy(p => p.ShownFrom).ThenBy(p => p.Id).ToListAsync(ct);
            if (rows.Count == 0)
                return new Problem.NotFound("thing.certificate");
            var row = await db.Registry.AsNoTracking().SingleOrDefaultAsync(e => e.Number == number, ct);
            var known = row is null ? null : new RegistryPublication
            {
                Id = Guid.Empty,
                Number = number,
                ShownFrom = clock.Now,
                LegalName = row.LegalName,
                ActiveFrom = row.ActiveFrom,
                Expires = row.Expires,
                Life = row.Life,
                WithheldThrough = row.WithheldThrough,
                Action = "",
                Because = "",
            };
            var shown = new WasShown(number, command.At, At(library, rows.LastOrDefault(r => r.ShownFrom <= command.At), clock.DayOf(command.At)), Otherwise(library, rows, known, clock));
            journal.WasRead("registry-publication", (await db.Certificates.AsNoTracking().Where(c => c.Number == number).Select(c => c.Id).SingleAsync(ct)).Value, command.By.Actor, reason);
            return await db.TrySaveAsync(ct) is { } lost ? lost : shown;
        }
    }

    private static PublicEntry? At(StandardsLibrary library, RegistryPublication? shown, DateOnly day)
    {
        if (shown is null or { Action: RegistryPublication.Withdrawn })
            return null;
        var life = shown.ReadLife();
        var entry = PublicEntry.Of(shown.Number, shown.LegalName, life, Standing.On(library, life, day), day);
        return shown.WithheldThrough >= day ? entry?.WithoutName() : entry;
    }

    /// <summary>
    /// Day by day, from the first showing to today: what the last row of the day said of that day, beside what is known of it now. Days on which
    /// both differ in the same way are one line.
    /// </summary>
    public static IReadOnlyList<ShownOtherwise> Otherwise(StandardsLibrary library, IReadOnlyList<RegistryPublication> rows, RegistryPublication? known, ProgramClock clock)
    {
        var otherwise = new List<ShownOtherwise>();
        var (next, current) = (0, (RegistryPublication?)null);
        for (var day = clock.DayOf(rows[0].ShownFrom); day <= clock.Today; day = day.AddDays(1))
        {
            while (next < rows.Count && clock.DayOf(rows[next].ShownFrom) <= day)
                current = rows[next++];
            var (shown, now) = (At(library, current, day), At(library, known, day));
            if (Same(shown, now))
                continue;
            if (otherwise is [.., var last] && last.Through == day.AddDays(-1) && Same(last.Shown, shown) && Same(last.Known, now))
                otherwise[^1] = last with { Through = day };
            else
                otherwise.Add(new(day, day, shown, now));
        }
        return otherwise;
    }

    /// <summary>Alike but for the day itself, and for a name or a due date that came later and was right at its time.</summary>
    private static bool Same(PublicEntry? one, PublicEntry? other) =>
        (one is null && other is null) || (one is not null && other is not null && (one.Status, one.DateStatus, one.Action, one.ActiveFrom) == (other.Status, other.DateStatus, other.Action, other.ActiveFrom));
}
