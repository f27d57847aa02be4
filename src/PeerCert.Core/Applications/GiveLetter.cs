using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>What somebody who was asked for a letter sees: who asks, for which letter, and by which standard.</summary>
public sealed record LetterPage(LetterRequest Request, string Applicant, Pack Pack)
{
    public FactKind Kind => Pack.Kinds[Request.Kind];
}

/// <summary>Opens the page behind a link. Nothing is changed by looking: programs that look through mail open links, too.</summary>
public sealed class OpenLetterRequest(PeerCertDb db, StandardsLibrary library, ProgramClock clock)
{
    public async Task<Result<LetterPage>> HandleAsync(string? code, CancellationToken ct)
    {
        var token = await OneTimeToken.FindEvenUsedAsync(db, OneTimeToken.Letter, code, ct);
        if (token?.Subject is not { } subject)
            return new Problem.Refused("link-wrong", Text.Of("link.wrong"));
        var id = new Id<LetterRequest>(subject);
        var request = await db.LetterRequests.SingleAsync(r => r.Id == id, ct);
        if (request.State is not LetterRequestState.Asked)
            return new Problem.Refused("letter-settled", Text.Of($"letter-request.settled.{TextKeys.Kebab(request.State.ToString())}"));
        if (!token.Works(clock.Now))
            return new Problem.Refused("link-old", Text.Of("letter-request.link-old"));
        var application = await db.Applications.AsNoTracking().SingleAsync(a => a.Id == request.Application, ct);
        if (application.State is not (ApplicationState.Draft or ApplicationState.Submitted or ApplicationState.Incomplete))
            return new Problem.Refused("letter-settled", Text.Of("letter-request.settled.withdrawn"));
        return library.On(GoverningQuestion.Filing, application.FilingDay(clock.Today)) is { } pack && pack.Kinds.ContainsKey(request.Kind)
            ? new LetterPage(request, await db.ApplicantNameAsync(application.Id, ct), pack)
            : new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", clock.Today)));
    }
}

/// <summary>The letter comes in by its link: it becomes evidence of the application, and the link works no more.</summary>
public static class GiveLetter
{
    public sealed record Command(string? Code, string? SignedBy, string FileName, Stream? Content);

    public sealed class Handler(PeerCertDb db, OpenLetterRequest open, IEvidenceIntake intake, JournalWriter journal, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await open.HandleAsync(command.Code, ct)).Succeeded(out var page, out var problem))
                return problem.Code == "letter-settled" && await WasThisAsync(command.Code, LetterRequestState.Received, ct) ? new Done() : problem;
            var name = AskForLetter.ReadName(command.SignedBy, "SignedBy");
            var missing = command.Content is null ? Problem.Invalid.At("File", Text.Of("evidence.missing")) : null;
            if (Problem.Invalid.Of(name.Problem, missing) is { } invalid)
                return invalid;
            if (!name.Succeeded(out var signedBy, out problem) || !(await intake.TakeAsync(command.Content!, ct)).Succeeded(out var taken, out problem))
                return problem;

            var request = page.Request;
            var application = await db.Applications.SingleAsync(a => a.Id == request.Application, ct);
            if (!request.Take(LetterRequestAction.Receive, clock.Now).Succeeded(out _, out problem))
                return problem;
            var file = taken.Keep(db, application.Person, application.Id.Value, request.Kind, AddEvidence.ShownName(command.FileName), clock.Now);
            request.Give(signedBy, file.Id);
            (await OneTimeToken.FindEvenUsedAsync(db, OneTimeToken.Letter, command.Code, ct))!.Use(clock.Now);
            var by = new Actor(null, request.Writer);
            journal.Record(new LetterReceived(request.Kind, file.Id), request, by);
            journal.Record(new EvidenceAdded(file.Id, file.Kind, file.Sha256, file.Length), application, by);
            await notices.TellAsync(application.Person, "letter-received", $"{request.Id}", Text.Of("notice.letter-received", ("writer", request.Writer)), null, null, ct);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }

        private async Task<bool> WasThisAsync(string? code, LetterRequestState state, CancellationToken ct) =>
            await OneTimeToken.FindEvenUsedAsync(db, OneTimeToken.Letter, code, ct) is { UsedAt: { } used, Subject: { } subject }
            && clock.Now - used < Twice && await db.LetterRequests.AnyAsync(r => r.Id == new Id<LetterRequest>(subject) && r.State == state, ct);

        /// <summary>Within this the same form was sent twice, or its answer was lost.</summary>
        private static readonly TimeSpan Twice = TimeSpan.FromMinutes(10);
    }
}

/// <summary>Whoever was asked says no; the applicant is told and can ask somebody else.</summary>
public static class DeclineLetter
{
    public sealed record Command(string? Code);

    public sealed class Handler(PeerCertDb db, OpenLetterRequest open, JournalWriter journal, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await open.HandleAsync(command.Code, ct)).Succeeded(out var page, out var problem))
                return await DeclinedAsync(command.Code, ct) ? new Done() : problem;
            var request = page.Request;
            if (!request.Take(LetterRequestAction.Decline, clock.Now).Succeeded(out _, out problem))
                return problem;
            (await OneTimeToken.FindEvenUsedAsync(db, OneTimeToken.Letter, command.Code, ct))!.Use(clock.Now);
            journal.Record(new LetterDeclined(request.Kind), request, new Actor(null, request.Writer));
            var person = await db.Applications.Where(a => a.Id == request.Application).Select(a => a.Person).SingleAsync(ct);
            await notices.TellAsync(person, "letter-declined", $"{request.Id}", Text.Of("notice.letter-declined", ("writer", request.Writer)), null, null, ct);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }

        private async Task<bool> DeclinedAsync(string? code, CancellationToken ct) =>
            await OneTimeToken.FindEvenUsedAsync(db, OneTimeToken.Letter, code, ct) is { UsedAt: not null, Subject: { } subject }
            && await db.LetterRequests.AnyAsync(r => r.Id == new Id<LetterRequest>(subject) && r.State == LetterRequestState.Declined, ct);
    }
}

internal static class ApplicantNames
{
    /// <summary>The name of whoever applies: the recorded one, else the one in the draft.</summary>
    public static async Task<string> ApplicantNameAsync(this PeerCertDb db, Id<Application> id, CancellationToken ct)
    {
        var application = await db.Applications.AsNoTracking().SingleAsync(a => a.Id == id, ct);
        return (await db.LegalNames.AsNoTracking().CurrentAsync(application.Person, ct))?.AsPrinted
            ?? (await db.Drafts.AsNoTracking().SingleAsync(d => d.Application == id, ct)).Read().AsPrinted?.Trim() ?? "";
    }
}
