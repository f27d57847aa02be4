using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

[JournalEvent("withheld-name-asked")]
public sealed record WithheldNameAsked : IJournalEvent;

[JournalEvent("withheld-name-withdrawn")]
public sealed record WithheldNameWithdrawn : IJournalEvent;

/// <summary>Whoever would be in danger asks that the registry leaves their name out. Nothing changes until staff have decided.</summary>
public static class AskToWithholdName
{
    /// <param name="Sure">They say that being found by name would put them, or somebody close to them, in danger.</param>
    public sealed record Command(bool Sure, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Id<WithheldName>>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!command.Sure)
                return Problem.Invalid.At("Sure", Text.Of("withheld-name.sure-missing"));
            if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Account == command.By.Account, ct) is not { } person || !await db.Certificates.AnyAsync(c => c.Person == person.Id && c.AnnulledOn == null, ct))
                return new Problem.NotFound("thing.certificate");
            if (await db.LastWithheldNameAsync(person.Id, ct) is { State: WithheldNameState.Asked } waits)
                return waits.Id;   // the same form sent twice
            var asked = WithheldName.Ask(person.Id, clock.Today, clock.Now);
            db.Add(asked);
            journal.Record(new WithheldNameAsked(), asked, command.By);
            return await db.TrySaveAsync(ct) switch
            {
                null => asked.Id,
                Problem.AlreadyDone when await db.LastWithheldNameAsync(person.Id, ct) is { State: WithheldNameState.Asked } first => first.Id,   // two sent at once: the second one finds the first
                var lost => lost,
            };
        }
    }
}

/// <summary>Takes one's own question back before staff have decided.</summary>
public static class WithdrawWithheldName
{
    public sealed record Command(Id<WithheldName> Asked, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.WithheldNames.SingleOrDefaultAsync(w => w.Id == command.Asked && db.People.Any(p => p.Id == w.Person && p.Account == command.By.Account), ct) is not { } asked)
                return new Problem.NotFound("thing.withheld-name");
            if (asked.State is WithheldNameState.Withdrawn)
                return new Done();   // the same form sent twice
            if (asked.Take(WithheldNameAction.Withdraw, null, clock.Today).Problem is { } closed)
                return closed;
            journal.Record(new WithheldNameWithdrawn(), asked, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}
