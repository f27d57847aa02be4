using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Ethics;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

[JournalEvent("code-signed")]
public sealed record CodeSigned(string CodeVersion, string TextSha256) : IJournalEvent;

/// <summary>
/// Signs the code of ethics by typed name, for the very text that was shown (CAL-202.1.F, CAL-208.2). When another text
/// has taken its place since, nothing is signed and the new one is shown.
/// </summary>
public static class SignCode
{
    public sealed record Command(Id<Application> Application, string TextSha256, string Language, string? SignedName, Actor By, TypedDay? SignedOn = null);

    public sealed class Handler(PeerCertDb db, CodeTexts texts, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnApplicationAsync(command.Application, command.By, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (!application.TakesAnswers())
                return new Problem.NotAllowedNow("action.sign-code", TextKeys.Of(application.State));
            // On paper it was signed on a day of its own; online it is today.
            var signed = application.KeyedBy is null ? clock.Today : (command.SignedOn ?? new(null, null, null)).ReadPast("SignedOn", clock.Today);
            if (!signed.Succeeded(out var signedOn, out problem))
                return problem;
            if (!(await texts.ToSignAsync(application.FilingDay(clock.Today), command.Language, ct)).Succeeded(out var text, out problem))
                return problem;
            if (text.Sha256 != command.TextSha256)
                return new Problem.Refused("code-text-changed", Text.Of("problem.code-text-changed"));

            var draft = await db.Drafts.AsNoTracking().SingleAsync(d => d.Application == application.Id, ct);
            if (CheckName(command.SignedName, draft.Read().AsPrinted) is { } wrong)
                return wrong;
            if (await db.CodeAgreements.AnyAsync(a => a.File == application.Id.Value && a.TextSha256 == text.Sha256, ct))
                return new Done();

            db.Add(CodeAgreement.Sign(application.Person, application.Id.Value, text, command.SignedName!.Trim(), signedOn, clock.Now));
            journal.Record(new CodeSigned(text.CodeVersion, text.Sha256), application, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }

    /// <summary>A signature is one's own legal name; case, marks and spacing do not matter.</summary>
    public static Problem? CheckName(string? typedName, string? legalName) =>
        string.IsNullOrWhiteSpace(typedName) ? Problem.Invalid.At("SignedName", Text.Of("signature.missing"))
        : string.IsNullOrWhiteSpace(legalName) ? new Problem.Refused("name-first", Text.Of("problem.name-first"))
        : typedName.Length > PrintedName.MaxLength || NameKey.Of(typedName) != NameKey.Of(legalName) ? Problem.Invalid.At("SignedName", Text.Of("signature.another-name", ("name", legalName)))
        : null;
}
