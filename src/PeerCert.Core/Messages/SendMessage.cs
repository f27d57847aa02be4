using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.Messages;

/// <summary>What was said stands in the message itself: the journal holds that it was sent, never its words.</summary>
[JournalEvent("message-sent")]
public sealed record MessageSent(Id<Application> Application, MessageSide Sender, int Files) : IJournalEvent;

/// <summary>Writes a message about an application, with at most one file; the other side is told.</summary>
public static class SendMessage
{
    public sealed record Upload(string FileName, Stream Content);

    /// <summary><paramref name="Message"/>: the id that the form carries.</summary>
    public sealed record Command(Id<Application> Application, MessageSide Sender, Id<Message> Message, string? Words, Upload? File, Actor By);

    /// <summary>A kind of file that no pack declares: it is never taken for evidence of anything.</summary>
    public const string FileKind = "message";

    public sealed class Handler(PeerCertDb db, IEvidenceIntake intake, JournalWriter journal, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.ThreadAsync(command.Application, command.Sender, command.By, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == command.Message, ct) is { } sent)
                return sent.Application == application.Id && sent.Sender == command.Sender ? new Done() : new Problem.NotFound("thing.message");   // the same form sent twice
            if (!Read(command.Words).Succeeded(out var words, out problem))
                return problem;
            var message = Message.Write(command.Message, application, command.Sender, words, clock.Now, command.By);
            if (command.File is { } upload)
            {
                if (!(await intake.TakeAsync(upload.Content, ct)).Succeeded(out var taken, out problem))
                    return problem;
                taken.Keep(db, application.Person, message.Id.Value, FileKind, AddEvidence.ShownName(upload.FileName), clock.Now);
            }
            db.Add(message);
            journal.Record(new MessageSent(application.Id, command.Sender, command.File is null ? 0 : 1), message, command.By);
            if (command.Sender is MessageSide.Staff)
            {
                await SettleAsync(application.Id, ct);
                await notices.TellAsync(
                    application.Person, "message", $"{message.Id}", Text.Of("notice.message", ("reference", application.Reference)), null, null, ct);
            }
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }

        /// <summary>An answer settles what was asked before it.</summary>
        private async Task SettleAsync(Id<Application> application, CancellationToken ct)
        {
            foreach (var open in await db.Messages.Where(m => m.Application == application && m.Sender == MessageSide.Applicant && m.SettledAt == null).ToListAsync(ct))
                open.Settle(clock.Now);
        }
    }

    private static Result<string> Read(string? typed) => (typed ?? "").ReplaceLineEndings("\n").Trim() switch
    {
        "" => Problem.Invalid.At("Words", Text.Of("message.missing")),
        { Length: > Message.MaxLength } all => Problem.Invalid.At("Words", Text.Of("message.too-long", ("max", Message.MaxLength), ("length", all.Length))),
        var words => words,
    };
}

[JournalEvent("message-settled")]
public sealed record MessageSettled(Id<Application> Application) : IJournalEvent;

/// <summary>Says of a message that it needs no answer: thanks, or something that was seen to otherwise.</summary>
public static class SettleMessage
{
    public sealed record Command(Id<Application> Application, Id<Message> Message, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.Messages.SingleOrDefaultAsync(m => m.Id == command.Message && m.Application == command.Application && m.Sender == MessageSide.Applicant, ct) is not { } message)
                return new Problem.NotFound("thing.message");
            if (message.SettledAt is not null)
                return new Done();
            message.Settle(clock.Now);
            journal.Record(new MessageSettled(command.Application), message, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}
