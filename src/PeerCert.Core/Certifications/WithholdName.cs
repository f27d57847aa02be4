using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

[JournalEvent("name-withheld")]
public sealed record NameWithheld(DateOnly Through) : IJournalEvent;

[JournalEvent("withheld-name-refused")]
public sealed record WithheldNameRefused : IJournalEvent;

[JournalEvent("withheld-name-ended")]
public sealed record WithheldNameEnded : IJournalEvent;

/// <summary>
/// Staff decide that the registry leaves somebody's name out through a day, asked or not; that it does not; or that it shows the name again. Each with a
/// reason that only the journal keeps. The registry shows it in the same commit, on all lines of the person.
/// </summary>
public static class WithholdName
{
    /// <param name="Number">A certificate of the person.</param>
    /// <param name="Through">The last day; asked for where the name is to be left out.</param>
    /// <param name="Version">That of what was asked or decided last, as its page showed it; 0 where there was nothing.</param>
    public sealed record Command(string Number, WithheldNameAction? Step, TypedDay Through, string? Reason, int Version, Session By);

    public sealed class Handler(PeerCertDb db, IRegistryPublisher registry, JournalWriter journal, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            var withholds = command.Step is WithheldNameAction.Withhold;
            var (through, why) = (withholds ? command.Through.Read("Through") : (Result<DateOnly>?)null, Reason.Read(command.Reason, "Reason"));
            var noStep = command.Step is null or WithheldNameAction.Withdraw ? Problem.Invalid.At("Step", Text.Of("field.choice-missing")) : null;
            var over = through?.Succeeded(out var last, out _) is true && last < clock.Today ? Problem.Invalid.At("Through", Text.Of("withheld-name.over", ("today", clock.Today))) : null;
            if (Problem.Invalid.Of(noStep, through?.Problem, over, why.Problem) is { } wrong)
                return wrong;
            if (await db.Certificates.SingleOrDefaultAsync(c => c.Number == command.Number && c.AnnulledOn == null, ct) is not { } certificate)
                return new Problem.NotFound("thing.certificate");
            if (await db.People.AnyAsync(p => p.Id == certificate.Person && p.Account == command.By.Account, ct))
                return new Problem.Refused("own-withheld-name", Text.Of("problem.own-withheld-name"));
            var before = await db.LastWithheldNameAsync(certificate.Person, ct);
            if ((before?.Version ?? 0) != command.Version)
                return before is null ? new Problem.NotFound("thing.withheld-name") : await db.WhoChangedAsync(before, ct);

            return await db.InTransactionAsync<Done>(async inner =>
            {
                var one = before;
                if (withholds && one?.Takes(WithheldNameAction.Withhold) is not true)
                    db.Add(one = WithheldName.Ask(certificate.Person, clock.Today, clock.Now));   // on the telephone, say
                if (one is null)
                    return new Problem.NotFound("thing.withheld-name");
                var day = through?.Match(d => (DateOnly?)d, _ => null);
                if (one.Take(command.Step!.Value, day, clock.Today).Problem is { } closed)
                    return closed;
                if (one.State is not WithheldNameState.Refused)
                    foreach (var earlier in await db.WithheldNames.Where(w => w.Person == certificate.Person && w.State == WithheldNameState.Withheld && w.Id != one.Id).ToListAsync(inner))
                        earlier.Take(WithheldNameAction.End, null, clock.Today);   // one decision is in force at a time: the last
                certificate.Touch();   // of two who decide at once where nothing was asked, one is first
                var happened = EventOf(one);
                journal.Record(happened, one, command.By.Actor, why.Match(r => r, _ => ""));
                if (one.State is not WithheldNameState.Refused)
                    foreach (var number in await db.Certificates.Where(c => c.Person == certificate.Person && c.AnnulledOn == null).Select(c => c.Number).ToListAsync(inner))
                        await registry.WithholdNameAsync(number, day, JournalEventAttribute.Of(happened.GetType()).Name, inner);
                await notices.TellAsync(
                    certificate.Person, "withheld-name", $"{one.Id}/{one.Version}",
                    day is { } told ? Text.Of("notice.withheld-name.withheld", ("through", told)) : Text.Of(one.State is WithheldNameState.Refused ? "notice.withheld-name.refused" : "notice.withheld-name.ended"),
                    null, null, inner);
                return new Done();
            }, ct);
        }
    }

    private static IJournalEvent EventOf(WithheldName one) => one.State switch
    {
        WithheldNameState.Withheld => new NameWithheld(one.Through!.Value),
        WithheldNameState.Refused => new WithheldNameRefused(),
        _ => new WithheldNameEnded(),
    };
}

/// <summary>Tells whose name is left out that its last day comes near, once for each last day; on the day after the name is shown by itself.</summary>
public sealed class TellOfWithheldNames(PeerCertDb db, Notice.Writer notices, Applications.ReminderOptions options, ProgramClock clock)
{
    private const int AtOnce = 100;

    /// <summary>Tells some; returns how many.</summary>
    public Task<Result<int>> RunAsync(CancellationToken ct) => RunAsync(clock.Today, ct);

    /// <summary>The same by the calendar of <paramref name="day"/>, for whoever makes up for a day by hand.</summary>
    public async Task<Result<int>> RunAsync(DateOnly day, CancellationToken ct)
    {
        var last = day.AddDays(options.OfWithheldName);
        var near = await db.WithheldNames.Where(w => w.State == WithheldNameState.Withheld && w.Through >= day && w.Through <= last && (w.ToldOf == null || w.ToldOf != w.Through))
            .OrderBy(w => w.Through).ThenBy(w => w.Id).Take(AtOnce).ToListAsync(ct);
        if (near.Count == 0)
            return 0;
        foreach (var one in near)
        {
            one.ToldOfEnd();
            one.Touch();
        }
        await notices.TellAsync([.. near.Select(w => new Notice.Telling(w.Person, "withheld-name-ends", $"{w.Id}/{w.Through:O}", Text.Of("notice.withheld-name.near", ("through", w.Through!.Value)), null, w.Through))], ct);
        return await db.TrySaveAsync(ct) is { } lost and not (Problem.AlreadyDone or Problem.ChangedMeanwhile) ? lost : near.Count;
    }
}
