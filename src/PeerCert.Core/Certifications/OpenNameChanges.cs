using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

/// <summary>A change of name with its paper, the name on record, and what the standard says.</summary>
public sealed record OpenedNameChange(NameChange Change, string OnRecord, Considered Considered, IReadOnlyList<ReviewedEvidence> Evidence);

/// <summary>One's own: the name on record (null before one is), and the change that was sent last.</summary>
public sealed record MyNameChange(string? OnRecord, OpenedNameChange? Last);

/// <summary>One of those that nobody has looked at.</summary>
public sealed record WaitingNameChange(Id<NameChange> Id, string OnRecord, DateOnly SentOn);

/// <summary>Changes of name: one's own last one, and for staff those that wait, the oldest first.</summary>
public sealed class OpenNameChanges(PeerCertDb db, PackDecisions decisions, JournalWriter journal)
{
    /// <summary>Changes that one list holds.</summary>
    public const int Most = 100;

    public async Task<Result<MyNameChange>> OwnAsync(Actor by, CancellationToken ct)
    {
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Account == by.Account, ct) is not { } person)
            return new MyNameChange(null, null);
        var name = (await db.LegalNames.AsNoTracking().CurrentAsync(person.Id, ct))?.AsPrinted;
        var last = await db.NameChanges.AsNoTracking().Where(c => c.Person == person.Id && c.State != NameChangeState.Withdrawn).OrderByDescending(c => c.SentAt).ThenByDescending(c => c.Id).FirstOrDefaultAsync(ct);
        return last is null ? new MyNameChange(name, null)
            : (await OfAsync(last, ct)).Succeeded(out var opened, out var problem) ? new MyNameChange(name, opened)
            : problem;
    }

    /// <summary>For staff; that it was looked at is kept.</summary>
    public async Task<Result<OpenedNameChange>> AnyAsync(Id<NameChange> id, Actor by, CancellationToken ct)
    {
        if (!(await db.AnyNameChangeAsync(id, ct)).Succeeded(out var change, out var problem))
            return problem;
        if (!(await OfAsync(change, ct)).Succeeded(out var opened, out problem))
            return problem;
        journal.WasRead("name-change", id.Value, by);
        return await db.TrySaveAsync(ct) is { } lost ? lost : opened;
    }

    public async Task<IReadOnlyList<WaitingNameChange>> WaitingAsync(CancellationToken ct)
    {
        var rows = await db.NameChanges.AsNoTracking().Where(c => c.State == NameChangeState.Sent).OrderBy(c => c.SentAt).ThenBy(c => c.Id).Take(Most).ToListAsync(ct);
        var names = await db.LegalNames.AsNoTracking().CurrentOfAsync(rows.ConvertAll(c => c.Person), ct);
        return [.. rows.Select(c => new WaitingNameChange(c.Id, names.GetValueOrDefault(c.Person)?.AsPrinted ?? "", c.SentOn))];
    }

    private async Task<Result<OpenedNameChange>> OfAsync(NameChange change, CancellationToken ct) =>
        (await decisions.ConsiderAsync(NameChangeFacts.Question, change.Subject(), change.SentOn, ct)).Succeeded(out var considered, out var problem)
            ? new OpenedNameChange(change, (await db.LegalNames.AsNoTracking().CurrentAsync(change.Person, ct))?.AsPrinted ?? "", considered, await db.ReviewedAsync(change.Id.Value, ct))
            : problem;
}
