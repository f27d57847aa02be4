using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.People;

[JournalEvent("language-chosen")]
public sealed record LanguageChosen(string Language) : IJournalEvent;

/// <summary>Remembers the language that an account's person reads. Chosen again, nothing changes.</summary>
public static class ChooseLanguage
{
    public sealed record Command(string Language, Session By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var account = await db.Users.SingleAsync(a => a.Id == command.By.Account, ct);
            if (account.Language == command.Language)
                return new Done();
            account.Choose(command.Language);
            journal.Record(new LanguageChosen(command.Language), account, command.By.Actor);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}
