using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Messages;

/// <summary>A message as one side sees it; new where that side had not opened it before.</summary>
public sealed record ShownMessage(Message Message, bool IsNew, IReadOnlyList<EvidenceFile> Files);

/// <summary>What was written about an application, oldest first.</summary>
public sealed record Thread(Application Application, string? Name, IReadOnlyList<ShownMessage> Messages)
{
    /// <summary>What the applicant wants to be called; null where they did not say.</summary>
    public string? PreferredName { get; init; }
}

/// <summary>Opens what was written about an application, for one side; from then on it is read. Each reading by staff is kept.</summary>
public sealed class OpenMessages(PeerCertDb db, JournalWriter journal, ProgramClock clock)
{
    public async Task<Result<Thread>> HandleAsync(Id<Application> id, MessageSide reader, Actor by, CancellationToken ct)
    {
        if (!(await db.ThreadAsync(id, reader, by, ct)).Succeeded(out var application, out var problem))
            return problem;
        var messages = await db.Messages.Where(m => m.Application == id).OrderBy(m => m.SentAt).ThenBy(m => m.Id).ToListAsync(ct);
        var ids = messages.ConvertAll(m => m.Id.Value);
        var files = await db.Evidence.AsNoTracking().Where(f => ids.Contains(f.File) && f.DeletedAt == null).OrderBy(f => f.StoredAt).ToListAsync(ct);
        var shown = messages.ConvertAll(m => new ShownMessage(m, m.Sender != reader && m.ReadAt is null, [.. files.Where(f => f.File == m.Id.Value)]));
        foreach (var message in shown.Where(s => s.IsNew))
            message.Message.Opened(clock.Now);
        var name = await db.LegalNames.AsNoTracking().Where(n => n.Person == application.Person).OrderByDescending(n => n.RecordedAt).Select(n => n.AsPrinted).FirstOrDefaultAsync(ct);
        if (reader is MessageSide.Staff)
        {
            journal.WasRead("messages", id.Value, by);
            if (await db.TrySaveAsync(ct) is { } lost)
                return lost;
        }
        else
        {
            // Where it cannot be kept they stay new, which is no reason to hide them.
            await db.TrySaveAsync(ct);
        }
        return new Thread(application, name, shown) { PreferredName = await db.People.Where(p => p.Id == application.Person).Select(p => p.PreferredName).SingleAsync(ct) };
    }
}

/// <summary>Opens a file that came with a message, for either side of it.</summary>
public static class ReadMessageFile
{
    public sealed record Command(Id<Application> Application, Id<EvidenceFile> File, MessageSide Reader, Actor By);

    public sealed class Handler(PeerCertDb db, IEvidenceStore store, JournalWriter journal)
    {
        public async Task<Result<ReadEvidence.Opened>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.ThreadAsync(command.Application, command.Reader, command.By, ct)).Succeeded(out var application, out var problem))
                return problem;
            var file = await db.Evidence.AsNoTracking().SingleOrDefaultAsync(f => f.Id == command.File && f.Person == application.Person && f.Kind == SendMessage.FileKind && f.DeletedAt == null, ct);
            if (file is not { WrappedKey: { } key } || !await db.Messages.AnyAsync(m => m.Id == new Id<Message>(file.File) && m.Application == application.Id, ct))
                return new Problem.NotFound("thing.evidence");
            if (command.Reader is MessageSide.Staff)
            {
                journal.WasRead("evidence", file.Id.Value, command.By);
                if (await db.TrySaveAsync(ct) is { } lost)
                    return lost;
            }
            return (await store.OpenAsync(file.Id, key, ct)).Match<Result<ReadEvidence.Opened>>(
                content => new ReadEvidence.Opened(content, file.ContentType, file.OriginalName), lost => lost);
        }
    }
}

/// <summary>An application whose applicant waits for an answer.</summary>
public sealed record UnansweredThread(Id<Application> Application, string Reference, string Name, DateTime Since, int Messages);

public static class MessageQueries
{
    extension(PeerCertDb db)
    {
        /// <summary>The application that a side may write about: one's own in every state; for staff any that was sent or that its applicant wrote about.</summary>
        internal async Task<Result<Application>> ThreadAsync(Id<Application> id, MessageSide side, Actor by, CancellationToken ct)
        {
            if (side is MessageSide.Applicant)
                return await db.Applications.SingleOrDefaultAsync(a => a.Id == id && db.People.Any(p => p.Id == a.Person && p.Account == by.Account), ct) is { } own
                    ? own
                    : new Problem.NotFound("thing.application");
            return await db.Applications.SingleOrDefaultAsync(a => a.Id == id && (a.SubmittedOn != null || db.Messages.Any(m => m.Application == id)), ct) is { } application
                ? application
                : new Problem.NotFound("thing.application");
        }

        /// <summary>Messages of staff that the applicant has not opened yet.</summary>
        public Task<int> UnreadMessagesAsync(Id<Application> application, CancellationToken ct) =>
            db.Messages.CountAsync(m => m.Application == application && m.Sender == MessageSide.Staff && m.ReadAt == null, ct);

        /// <summary>Who waits for an answer, the longest wait first.</summary>
        public async Task<IReadOnlyList<UnansweredThread>> UnansweredAsync(CancellationToken ct)
        {
            var open = await (
                from m in db.Messages.AsNoTracking()
                where m.Sender == MessageSide.Applicant && m.SettledAt == null
                join a in db.Applications on m.Application equals a.Id
                select new { m.SentAt, a.Id, a.Reference, Name = db.LegalNames.Where(n => n.Person == a.Person).OrderByDescending(n => n.RecordedAt).Select(n => n.AsPrinted).FirstOrDefault() }).ToListAsync(ct);
            return [.. open.GroupBy(m => (m.Id, m.Reference, m.Name)).Select(g => new UnansweredThread(g.Key.Id, g.Key.Reference, g.Key.Name ?? "", g.Min(m => m.SentAt), g.Count())).OrderBy(t => t.Since)];
        }
    }
}
