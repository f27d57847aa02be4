using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Notices;

/// <summary>Staff reached the person in another way, or nobody has to: the mail leaves the list, and the person is warned no longer.</summary>
public static class SettleMail
{
    public sealed record Command(Id<Mail> Mail, MailSettlement? How, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (command.How is not { } how)
                return Problem.Invalid.At("How", Text.Of("mail.how-missing"));
            if (await db.Mails.SingleOrDefaultAsync(m => m.Id == command.Mail && m.UndeliveredAt != null, ct) is not { } mail)
                return new Problem.NotFound("thing.mail");
            if (mail.SettledAt is not null)
                return (mail.Settlement, mail.SettledBy) == (how, command.By.Name) ? new Done() : new Problem.AlreadyDone("mail");
            mail.Settle(how, clock.Now, command.By);
            journal.Record(new MailSettled(mail.Notice, how), mail, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}
