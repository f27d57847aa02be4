using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.ContinuingEducation;

[JournalEvent("ce-entry-added")]
public sealed record CeEntryAdded(string Number, DateOnly EndedOn) : IJournalEvent;

[JournalEvent("ce-entry-removed")]
public sealed record CeEntryRemoved(string Number, DateOnly EndedOn) : IJournalEvent;

/// <summary>
/// Writes an entry into one's own record of continuing education, at any time of the cycle. Nothing is refused because it will not count: the
/// record says so beside it, with the reason.
/// </summary>
public static class AddCeEntry
{
    /// <summary>What was typed, as typed.</summary>
    public sealed record Command(string Number, Typed Typed, Actor By);

    public sealed record Typed
    {
        public string? Title { get; init; }
        public string? Provider { get; init; }
        public string? Source { get; init; }
        public string? Area { get; init; }
        public string? Mode { get; init; }
        public string? Topic { get; init; }
        public CeEntryKind Kind { get; init; }
        public TypedDay From { get; init; } = new(null, null, null);
        public TypedDay To { get; init; } = new(null, null, null);
        public string? StartsAt { get; init; }
        public string? EndsAt { get; init; }
        public string? Hours { get; init; }
        public string? Breaks { get; init; }
        public string? Units { get; init; }
        public string? LawAndEthics { get; init; }
    }

    /// <summary>Entries of one record: more than decades of learning take; ours, no document gives a number.</summary>
    public const int AtMost = 1_000;

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Id<CeRecordEntry>>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnCertificateAsync(command.Number, command.By, ct)).Succeeded(out var certificate, out var problem))
                return problem;
            if (library.On(GoverningQuestion.Filing, clock.Today)?.ContinuingEducation is not { } standard)
                return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", clock.Today)));
            if (!Read(command.Typed, standard, clock.Today).Succeeded(out var read, out problem))
                return problem;
            var mine = await db.CeEntries.AsNoTracking().Where(e => e.Certificate == certificate.Id && e.RemovedAt == null).ToListAsync(ct);
            var entry = CeRecordEntry.Add(certificate, read, clock.Now);
            if (mine.FirstOrDefault(e => e.Read() with { Id = "" } == entry.Read() with { Id = "" } && (e.Source, e.Area, e.Mode, e.Topic) == (entry.Source, entry.Area, entry.Mode, entry.Topic)) is { } same)
                return same.Id;   // the same form sent twice
            if (mine.Count >= AtMost)
                return new Problem.Refused("ce-record-full", Text.Of("problem.ce-record-full", ("max", AtMost)));
            db.Add(entry);
            journal.Record(new CeEntryAdded(certificate.Number, entry.EndedOn), entry, command.By);
            certificate.Touch();   // two that send the same at once collide, and the second finds the first one's
            return await db.TrySaveAsync(ct) switch
            {
                null => entry.Id,
                Problem.ChangedMeanwhile or Problem.AlreadyDone => await HandleAsync(command, ct),
                var lost => lost,
            };
        }
    }

    /// <summary>The entry that was typed, or everything that is wrong with it, each at its field.</summary>
    public static Result<ReadCeEntry> Read(Typed typed, CeStandard standard, DateOnly today)
    {
        var (to, from) = (typed.To.ReadPast("To", today), typed.From.IsEmpty ? (Result<DateOnly>?)null : typed.From.ReadPast("From", today));
        var (hours, breaks, units, ethics) = (Amount(typed.Hours, "Hours"), Amount(typed.Breaks, "Breaks"), Amount(typed.Units, "Units"), Amount(typed.LawAndEthics, "LawAndEthics"));
        var (starts, ends) = (Time(typed.StartsAt, "StartsAt"), Time(typed.EndsAt, "EndsAt"));
        var faults = new List<Problem?>
        {
            Words(typed.Title, "Title"), Words(typed.Provider, "Provider"), Choice(typed.Source, standard.Sources, "Source"), Choice(typed.Area, standard.Areas, "Area"), Choice(typed.Mode, standard.Modes, "Mode"),
            string.IsNullOrEmpty(typed.Topic) ? null : Choice(typed.Topic, standard.Topics, "Topic"), to.Problem, from?.Problem, hours.Problem, breaks.Problem, units.Problem, ethics.Problem, starts.Problem, ends.Problem,
        };
        if (Problem.Invalid.Of([.. faults]) is { } wrong)
            return wrong;

        var last = Value(to);
        var first = from is { } given ? Value(given) : last;
        var (have, pause, college, law) = (Value(hours), Value(breaks) ?? 0, Value(units), Value(ethics) ?? 0);
        var (begins, stops) = (Value(starts), Value(ends));
        var most = (last.DayNumber - first.DayNumber + 1) * 24m;
        if (Problem.Invalid.Of(
            first > last ? Problem.Invalid.At("To", Text.Of("entry.ends-before", ("from", first))) : null,
            have is null == college is null ? Problem.Invalid.At("Hours", Text.Of("ce.hours-or-units")) : null,
            have is <= 0 ? Problem.Invalid.At("Hours", Text.Of("ce.no-hours")) : null,
            college is <= 0 ? Problem.Invalid.At("Units", Text.Of("ce.no-hours")) : null,
            first <= last && have > most ? Problem.Invalid.At("Hours", Text.Of("ce.more-than-days", new Argument.Quantity("most", most))) : null,
            have is { } whole && pause >= whole ? Problem.Invalid.At("Breaks", Text.Of("ce.breaks-all")) : null,
            have is { } all && law > all - pause ? Problem.Invalid.At("LawAndEthics", Text.Of("ce.ethics-more")) : null,
            law > 0 && string.IsNullOrEmpty(typed.Topic) ? Problem.Invalid.At("Topic", Text.Of("field.choice-missing")) : null,
            begins is null != stops is null || (begins >= stops) ? Problem.Invalid.At("EndsAt", Text.Of("ce.times")) : null) is { } unfit)
            return unfit;

        return new ReadCeEntry(
            typed.Title!.Trim(), typed.Provider!.Trim(), typed.Source!, typed.Area!, typed.Mode!, string.IsNullOrEmpty(typed.Topic) ? null : typed.Topic, typed.Kind,
            first, last, begins, stops, have, pause, college, law);
    }

    private static T Value<T>(Result<T> read) => read.Match(v => v, _ => default!);

    private static Problem.Invalid? Words(string? typed, string field) => (typed ?? "").Trim() switch
    {
        "" => Problem.Invalid.At(field, Text.Of("ce.write-it")),
        { Length: > CeRecordEntry.MaxLength } words => Problem.Invalid.At(field, Text.Of("name.too-long", ("max", CeRecordEntry.MaxLength), ("length", words.Length))),
        _ => null,
    };

    private static Problem.Invalid? Choice(string? typed, IEnumerable<CeWord> words, string field) =>
        words.Any(w => w.Name == typed) ? null : Problem.Invalid.At(field, Text.Of("field.choice-missing"));

    /// <summary>Hours or units with at most two decimals; none typed is null.</summary>
    private static Result<decimal?> Amount(string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return (decimal?)null;
        return decimal.TryParse(typed.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= 10_000 && decimal.Round(amount, 2) == amount
            ? amount
            : Problem.Invalid.At(field, Text.Of("ce.not-an-amount"));
    }

    private static Result<TimeOnly?> Time(string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return (TimeOnly?)null;
        return TimeOnly.TryParseExact(typed.Trim(), ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : Problem.Invalid.At(field, Text.Of("ce.no-time"));
    }
}

/// <summary>Takes an entry out of one's own record; it stays on record for whoever asks what stood there, its proof is destroyed.</summary>
public static class RemoveCeEntry
{
    public sealed record Command(string Number, Id<CeRecordEntry> Entry, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnCertificateAsync(command.Number, command.By, ct)).Succeeded(out var certificate, out var problem))
                return problem;
            if (await db.CeEntries.SingleOrDefaultAsync(e => e.Id == command.Entry && e.Certificate == certificate.Id, ct) is not { } entry)
                return new Problem.NotFound("thing.ce-record-entry");
            if (entry.RemovedAt is not null)
                return new Done();   // the same form sent twice
            if ((await db.AcceptedFilingsAsync(certificate.Id, ct)).Any(day => entry.EndedOn <= day))
                return new Problem.Refused("ce-entry-spent", Text.Of("problem.ce-entry-spent"));
            if (await db.IsAskedForReviewAsync(entry, ct))
                return new Problem.Refused("ce-entry-reviewed", Text.Of("problem.ce-entry-reviewed"));
            return await db.InTransactionAsync<Done>(async inner =>
            {
                entry.Remove(clock.Now);
                await db.RemoveAllAsync(entry, clock.Now, journal, command.By, inner);
                journal.Record(new CeEntryRemoved(certificate.Number, entry.EndedOn), entry, command.By);
                return new Done();
            }, ct);
        }
    }
}
