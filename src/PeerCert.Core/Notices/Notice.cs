using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Notices;

/// <summary>
/// Something the program told a person, in their own pages. One row for each occasion, whatever runs twice; words by
/// key, so that it is read in the reader's language.
/// </summary>
public sealed class Notice
{
    private Notice() { }

    public Id<Notice> Id { get; private set; }
    public Id<Person> Person { get; private set; }
    public string Kind { get; private set; } = "";

    /// <summary>What makes the occasion one: the same kind for the same person and occasion exists once.</summary>
    public string Occasion { get; private set; } = "";

    public string TextJson { get; private set; } = "";
    public DateOnly SentOn { get; private set; }
    public DateTime RecordedAt { get; private set; }

    /// <summary>From when on the person sees it: a decision can be taken back until then.</summary>
    public DateTime ShownFrom { get; private set; }

    /// <summary>The decision the notice renders its reasons from.</summary>
    public Guid? Decision { get; private set; }

    /// <summary>The last day to do what the notice asks for, where there is one.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>When the person opened it first in their own pages.</summary>
    public DateTime? ReadAt { get; private set; }

    public Text ReadText() => JsonSerializer.Deserialize<Text>(TextJson, Json.Options)!;

    public void Opened(DateTime at) => ReadAt ??= at;

    /// <summary>The person sees it now and not later.</summary>
    public void ShowNow(DateTime now) => ShownFrom = now < ShownFrom ? now : ShownFrom;

    /// <summary>
    /// The only way to make a notice: the row in the person's pages, the mail that says that something waits, and the
    /// outbox line that sends it, all in the caller's commit. Told twice of one occasion, it tells once.
    /// </summary>
    public sealed class Writer(PeerCertDb db, JournalWriter journal, MailOptions options, ProgramClock clock)
    {
        public Task TellAsync(Id<Person> person, string kind, string occasion, Text text, Guid? decision, DateOnly? due, CancellationToken ct) =>
            TellAsync([new Telling(person, kind, occasion, text, decision, due)], ct);

        public async Task TellAsync(IReadOnlyCollection<Telling> tellings, CancellationToken ct)
        {
            var (people, occasions) = (tellings.Select(t => t.Person).ToList(), tellings.Select(t => t.Occasion).ToList());
            var told = (await db.Notices.AsNoTracking().Where(n => people.Contains(n.Person) && occasions.Contains(n.Occasion)).Select(n => new { n.Person, n.Kind, n.Occasion }).ToListAsync(ct))
                .Concat(db.ChangeTracker.Entries<Notice>().Select(e => new { e.Entity.Person, e.Entity.Kind, e.Entity.Occasion })).ToHashSet();
            foreach (var telling in tellings)
                if (told.Add(new { telling.Person, telling.Kind, telling.Occasion }))
                    Tell(telling, clock.Now);
        }

        /// <summary>Tells of an occasion that cannot have been told before, from an instant on.</summary>
        public Notice Tell(Telling telling, DateTime from)
        {
            var notice = new Notice
            {
                Id = new(OrderedId.At(clock.Now)),
                Person = telling.Person,
                Kind = telling.Kind,
                Occasion = telling.Occasion,
                TextJson = JsonSerializer.Serialize(telling.Text, Json.Options),
                SentOn = clock.DayOf(from),
                RecordedAt = clock.Now,
                ShownFrom = from,
                Decision = telling.Decision,
                DueOn = telling.Due,
            };
            var mail = Mail.About(notice, options.Domain, clock.Now);
            db.Add(notice);
            db.Add(mail);
            journal.Send(SendMail.Queued, new SendMail.ToSend(mail.Id), from);
            return notice;
        }
    }

    /// <summary>What is to be told to whom: <paramref name="Occasion"/> makes it one, <paramref name="Decision"/> gives the reasons, <paramref name="Due"/> is the last day to act.</summary>
    public sealed record Telling(Id<Person> Person, string Kind, string Occasion, Text Text, Guid? Decision, DateOnly? Due);
}
