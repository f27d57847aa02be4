using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>
/// Ends an account for good. What can be taken back is taken back: applications that are open, drafts and their files, answers for statistics,
/// the address. What was decided stays, and so does a certificate in the registry, which is public and the program's to keep.
/// </summary>
public static class CloseAccount
{
    public sealed record Command(string? Password, bool Sure, Session By);

    public sealed class Handler(PeerCertDb db, Tries tries, SecondStep step, WithdrawApplication.Handler withdraw, AccountLetter.Writer letters, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var notSure = command.Sure ? null : Problem.Invalid.At("Sure", Text.Of("close.sure-missing"));
            var confirmed = await tries.ConfirmedAsync(command.By, command.Password, "Password", ct);
            if (Problem.Invalid.Of(confirmed.Problem, notSure) is { } invalid)
                return invalid;
            if (confirmed.Problem is { } problem)
                return problem;
            if (await db.ActiveGrants.AnyAsync(g => g.Account == command.By.Account, ct))
                return new Problem.Refused("close-has-roles", Text.Of("close.has-roles"));
            return await db.InTransactionAsync(inner => CloseAsync(command.By, inner), ct);
        }

        private async Task<Result<Done>> CloseAsync(Session by, CancellationToken ct)
        {
            var account = await db.Users.SingleAsync(a => a.Id == by.Account, ct);
            if (await db.People.SingleOrDefaultAsync(p => p.Account == account.Id, ct) is { } person)
            {
                foreach (var application in await db.Applications.Where(a => a.Person == person.Id).ToListAsync(ct))
                {
                    if (ApplicationLifecycle.Table.ActionsFrom(application.State).Contains(ApplicationAction.Withdraw)
                        && (await withdraw.HandleAsync(new(application.Id, null, by.Actor), ct)).Problem is { } problem)
                        return problem;
                    if (application.SubmittedOn is null)
                        await ForgetDraftAsync(application, ct);
                }
                await db.Demographics.Where(d => d.Person == person.Id).ExecuteDeleteAsync(ct);
                await db.PersonKeys.Where(k => k.Person == person.Id && k.Kind == PersonKeyKind.Mailbox).ExecuteDeleteAsync(ct);
                await db.ContactAsync(person, null, null, ct);
                var waiting = db.Mails.Where(m => m.SentAt == null && m.UndeliveredAt == null && db.Notices.Any(n => n.Id == m.Notice && n.Person == person.Id));
                await waiting.ExecuteDeleteAsync(ct);
            }
            await letters.WriteAsync(account, LetterKind.AccountClosed, new(account.Email!), ct);
            await db.AccountSessions.Where(s => s.Account == account.Id).ExecuteDeleteAsync(ct);
            await db.UnsentForms.Where(f => f.Account == account.Id).ExecuteDeleteAsync(ct);
            await db.Passkeys.Where(p => p.Account == account.Id).ExecuteDeleteAsync(ct);
            await db.UserLogins.Where(l => l.UserId == account.Id).ExecuteDeleteAsync(ct);
            await db.OneTimeTokens.Where(t => t.Account == account.Id).ExecuteDeleteAsync(ct);
            foreach (var letter in await db.AccountLetters.Where(l => l.Account == account.Id && l.Kind != LetterKind.AccountClosed).ToListAsync(ct))
                letter.Forget();
            await db.Mails.Where(m => m.Address == account.Email && m.SentAt != null).ExecuteUpdateAsync(u => u.SetProperty(m => m.Address, (string?)null), ct);
            await step.TurnOffAsync(account, ct);
            journal.Record(new AccountClosed(), account, by.Actor);
            account.Close(clock.Now);
            return new Done();
        }

        private async Task ForgetDraftAsync(Application application, CancellationToken ct)
        {
            if (await db.Drafts.SingleOrDefaultAsync(d => d.Application == application.Id, ct) is { } draft)
                draft.Save(new(), clock.Now);
            foreach (var file in await db.Evidence.Where(f => f.File == application.Id.Value && f.DeletedAt == null).ToListAsync(ct))
                await db.DestroyAsync(file, clock.Now, ct);
        }
    }
}
