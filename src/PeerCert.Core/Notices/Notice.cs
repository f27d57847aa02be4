using System.Linq.Expressions;
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

    /// <summary>The decision the notice renders its reasons from.</summary>
    public Guid? Decision { get; private set; }

    /// <summary>The last day to do what the notice asks for, where there is one.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>When the person opened it first in their own pages.</summary>
    public DateTime? ReadAt { get; private set; }

    public Text ReadText() => JsonSerializer.Deserialize<Text>(TextJson, Json.Options)!;

    public void Opened(DateTime at) => ReadAt ??= at;

    /// <summary>
    /// The only way to make a notice: the row in the person's pages, the mail that says that something waits, and the
    /// outbox line that sends it, all in the caller's commit. Told twice of one occasion, it tells once.
    /// </summary>
    public sealed class Writer(PeerCertDb db, JournalWriter journal, MailOptions options, ProgramClock clock)
    {
        public async Task TellAsync(Id<Person> person, string kind, string occasion, Text text, Guid? decision, DateOnly? due, CancellationToken ct)
        {
            Expression<Func<Notice, bool>> same = n => n.Person == person && n.Kind == kind && n.Occasion == occasion;
            if (db.Notices.Local.AsQueryable().Any(same) || await db.Notices.AnyAsync(same, ct))
                return;
            var notice = new Notice
            {
                Id = new(OrderedId.At(clock.Now)),
                Person = person,
                Kind = kind,
                Occasion = occasion,
                TextJson = JsonSerializer.Serialize(text, Json.Options),
                SentOn = clock.Today,
                RecordedAt = clock.Now,
                Decision = decision,
                DueOn = due,
            };
            var mail = Mail.About(notice, options.Domain, clock.Now);
            db.Add(notice);
            db.Add(mail);
            journal.Send(SendMail.Queued, new SendMail.ToSend(mail.Id));
        }
    }
}
