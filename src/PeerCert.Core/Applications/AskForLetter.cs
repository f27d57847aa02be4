using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>Asks somebody for a letter by mail, with a link that opens the page for it.</summary>
public static class AskForLetter
{
    public sealed record Command(Id<Application> Application, string Kind, string? Writer, string? Address, string Language, Actor By);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, LetterMails mails, LetterOptions options, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnApplicationAsync(command.Application, command.By, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (!application.TakesAnswers())
                return new Problem.NotAllowedNow("action.ask-for-letter", TextKeys.Of(application.State));
            var draft = await db.Drafts.SingleAsync(d => d.Application == application.Id, ct);
            if (!library.FormOf(application, draft.Read(), clock.Today).Succeeded(out var form, out problem))
                return problem;
            if (!form.Documents.SelectMany(d => d.Kinds).Any(k => k.Name == command.Kind && k.ByAnother))
                return new Problem.NotFound("thing.application-part");
            if (string.IsNullOrWhiteSpace(draft.Read().AsPrinted))
                return new Problem.Refused("name-first", Text.Of("problem.name-first"));   // the mail says who asks
            var name = ReadName(command.Writer, "Writer");
            var address = EmailAddress.Read(command.Address, "Address");
            if (Problem.Invalid.Of(name.Problem, address.Problem) is { } invalid)
                return invalid;
            if (!name.Succeeded(out var writer, out problem) || !address.Succeeded(out var to, out problem))
                return problem;
            if (await db.IsOwnAddressAsync(command.By, to, ct))
                return Problem.Invalid.At("Address", Text.Of("letter-request.own-address"));
            var before = await db.LetterRequests.AsNoTracking().Where(r => r.Application == application.Id).ToListAsync(ct);
            if (before.Any(r => r.Kind == command.Kind && r.State is LetterRequestState.Asked && EmailAddress.KeyOf(r.Address) == to.Key))
                return new Done();   // the same form sent twice
            if (before.Count >= options.RequestsPerApplication)
                return Problem.Invalid.At("Address", Text.Of("letter-request.too-many", ("max", options.RequestsPerApplication)));

            var request = LetterRequest.Ask(application, command.Kind, writer, to, command.Language, mails.NextReminder(clock.Today, 1), clock.Now);
            db.Add(request);
            mails.Write(request);
            draft.Touch(clock.Now);   // two clicks at once collide here, and the second finds the first one's request
            journal.Record(new LetterAskedFor(request.Kind), request, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }

    /// <summary>A name as somebody writes it: something, and not longer than a name is.</summary>
    internal static Result<string> ReadName(string? typed, string field) => (typed ?? "").Trim() switch
    {
        "" => Problem.Invalid.At(field, Text.Of("entry.who-missing")),
        { Length: > PrintedName.MaxLength } name => Problem.Invalid.At(field, Text.Of("name.too-long", ("max", PrintedName.MaxLength), ("length", name.Length))),
        var name => name,
    };
}

/// <summary>Sends the mail about a letter once more: with a new link, and the older ones work as long as they did.</summary>
public static class SendLetterRequestAgain
{
    public sealed record Command(Id<Application> Application, Id<LetterRequest> Request, int Mails, Actor By);

    public sealed class Handler(PeerCertDb db, LetterMails mails, LetterOptions options, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnLetterRequestAsync(command.Application, command.Request, command.By, ct)).Succeeded(out var request, out var problem))
                return problem;
            if (request.State is not LetterRequestState.Asked)
                return new Problem.NotAllowedNow("action.ask-for-letter", TextKeys.Of(request.State));
            if (request.Mails != command.Mails)
                return new Done();   // the same form sent twice
            if (request.Mails >= options.MailsPerRequest)
                return new Problem.Refused("too-many-letters", Text.Of("letter-request.too-many-mails", ("max", options.MailsPerRequest)));
            request.Again(mails.NextReminder(clock.Today, request.Mails + 1));
            mails.Write(request);
            journal.Record(new LetterMailedAgain(request.Kind, Reminder: false), request, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

/// <summary>Takes a request back, to ask somebody else: its links say so from then on.</summary>
public static class WithdrawLetterRequest
{
    public sealed record Command(Id<Application> Application, Id<LetterRequest> Request, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnLetterRequestAsync(command.Application, command.Request, command.By, ct)).Succeeded(out var request, out var problem))
                return problem;
            if (request.State is LetterRequestState.Withdrawn)
                return new Done();
            if (!request.Take(LetterRequestAction.Withdraw, clock.Now).Succeeded(out _, out problem))
                return problem;
            journal.Record(new LetterWithdrawn(request.Kind), request, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}

public static class LetterRequestQueries
{
    extension(PeerCertDb db)
    {
        internal async Task<Result<LetterRequest>> OwnLetterRequestAsync(Id<Application> application, Id<LetterRequest> request, Actor by, CancellationToken ct)
        {
            if (!(await db.OwnApplicationAsync(application, by, ct)).Succeeded(out var own, out var problem))
                return problem;
            return await db.LetterRequests.SingleOrDefaultAsync(r => r.Id == request && r.Application == own.Id, ct) is { } found
                ? found
                : new Problem.NotFound("thing.letter-request");
        }

        internal async Task<bool> IsOwnAddressAsync(Actor by, EmailAddress address, CancellationToken ct) =>
            await db.Users.Where(a => a.Id == by.Account).Select(a => a.Email).SingleOrDefaultAsync(ct) is { } own && EmailAddress.KeyOf(own) == address.Key;

        /// <summary>Whom an application asked, newest first, with the last mail to each.</summary>
        public async Task<IReadOnlyList<AskedWriter>> WritersAsync(Id<Application> application, CancellationToken ct)
        {
            var requests = await db.LetterRequests.AsNoTracking().Where(r => r.Application == application).OrderByDescending(r => r.AskedAt).ToListAsync(ct);
            var ids = requests.ConvertAll(r => (Guid?)r.Id.Value);
            var mails = await db.Mails.AsNoTracking().Where(m => ids.Contains(m.Request)).ToListAsync(ct);
            return [.. requests.Select(r => new AskedWriter(r, mails.Where(m => m.Request == r.Id.Value).MaxBy(m => m.QueuedAt)))];
        }
    }
}

/// <summary>Somebody who was asked, and the last mail to them.</summary>
public sealed record AskedWriter(LetterRequest Request, Mail? LastMail)
{
    /// <summary>The mail came back: nobody has read it.</summary>
    public bool DidNotArrive => Request.State is LetterRequestState.Asked && LastMail is { UndeliveredAt: not null };
}
