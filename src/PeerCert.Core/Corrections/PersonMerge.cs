using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Corrections;

[JournalEvent("people-merged")]
public sealed record PeopleMerged(Id<PersonMerge> Merge, int Files) : IJournalEvent;

[JournalEvent("merge-undone")]
public sealed record MergeUndone(Id<PersonMerge> Merge, int Files) : IJournalEvent;

/// <summary>
/// That two records were found to be one person's: the files of one stand with the other since, and the emptied one names it. What moved is kept, so that
/// it can be moved back.
/// </summary>
public sealed class PersonMerge : IRoot
{
    private PersonMerge() { }

    public Id<PersonMerge> Id { get; private set; }
    public Id<Person> Kept { get; private set; }
    public Id<Person> Merged { get; private set; }
    public string MovedJson { get; private set; } = "";
    public string Reason { get; private set; } = "";
    public Guid? Account { get; private set; }
    public string ActorName { get; private set; } = "";
    public DateTime MadeAt { get; private set; }
    public string? UndoneBy { get; private set; }
    public DateTime? UndoneAt { get; private set; }
    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public MovedRecords ReadMoved() => JsonSerializer.Deserialize<MovedRecords>(MovedJson, Json.Options)!;

    public static PersonMerge Of(Id<Person> kept, Id<Person> merged, MovedRecords moved, string reason, Actor by, DateTime at) => new()
    {
        Id = Id<PersonMerge>.New(),
        Kept = kept,
        Merged = merged,
        MovedJson = JsonSerializer.Serialize(moved, Json.Options),
        Reason = reason,
        Account = by.Account,
        ActorName = by.Name,
        MadeAt = at,
    };

    public void Undo(Actor by, DateTime at) => (UndoneBy, UndoneAt) = (by.Name, at);
}

/// <summary>
/// What moved from one person's record to another's. <paramref name="Files"/>: applications, with all that hangs on them.
/// <paramref name="Keys"/>: by what the kept record can be found since, and could not before. <paramref name="Account"/>: the sign-in, where the
/// kept record had none.
/// </summary>
public sealed record MovedRecords(ImmutableArray<Id<Application>> Files, ImmutableArray<Id<Notice>> Notices, ImmutableArray<Id<RecordedFact>> Facts, ImmutableArray<MovedKey> Keys, Guid? Account)
{
    public ImmutableArray<Id<NameChange>> NameChanges { get; init; } = [];

    public ImmutableArray<Id<WithheldName>> WithheldNames { get; init; } = [];
}

public sealed record MovedKey(PersonKeyKind Kind, string Key);

/// <summary>Puts two records of one person together. Only such as are like each other, never two certificates, and each file at most once.</summary>
public static class MergePeople
{
    /// <param name="Keep">The record that stays.</param>
    public sealed record Command(Id<Person>? Keep, Id<Person> One, Id<Person> Other, string? Reason, Session By);

    public sealed class Handler(PeerCertDb db, LikePeople like, MoveRecords move, JournalWriter journal, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Id<PersonMerge>>> HandleAsync(Command command, CancellationToken ct)
        {
            var why = Reason.Read(command.Reason, "Reason");
            var noChoice = command.Keep is { } chosen && (chosen == command.One || chosen == command.Other) ? null : Problem.Invalid.At("Keep", Text.Of("field.choice-missing"));
            if (Problem.Invalid.Of(noChoice, why.Problem) is { } wrong)
                return wrong;
            if (!why.Succeeded(out var reason, out var problem))
                return problem;
            if (await db.PersonMerges.Where(m => m.UndoneAt == null && (m.Kept == command.One && m.Merged == command.Other || m.Kept == command.Other && m.Merged == command.One)).Select(m => (Id<PersonMerge>?)m.Id).SingleOrDefaultAsync(ct) is { } there)
                return there;   // the same form sent twice, or a colleague was first
            if ((await like.OfAsync(command.One, ct)).All(l => l.Person != command.Other))
                return new Problem.NotFound("thing.person");
            var (keep, away) = command.Keep == command.One ? (command.One, command.Other) : (command.Other, command.One);
            return await db.InTransactionAsync<Id<PersonMerge>>(async inner =>
            {
                var (kept, merged) = (await db.People.SingleAsync(p => p.Id == keep, inner), await db.People.SingleAsync(p => p.Id == away, inner));
                if (kept.MergedInto is not null || merged.MergedInto is not null)
                    return new Problem.AlreadyDone("person-merge");
                var certified = await db.Certificates.Where(c => (c.Person == keep || c.Person == away) && c.AnnulledOn == null).Select(c => c.Person).Distinct().CountAsync(inner);
                if (certified > 1)
                    return new Problem.Refused("two-certificates", Text.Of("problem.two-certificates"));
                var moved = await move.OverAsync(kept, merged, inner);
                var merge = PersonMerge.Of(keep, away, moved, reason, command.By.Actor, clock.Now);
                db.Add(merge);
                merged.MergeInto(keep);
                journal.Record(new PeopleMerged(merge.Id, moved.Files.Length), kept, command.By.Actor, reason);
                journal.Record(new PeopleMerged(merge.Id, moved.Files.Length), merged, command.By.Actor, reason);
                await notices.TellAsync([.. new[] { kept, merged }.Where(p => p.Account is not null).Select(p => new Notice.Telling(p.Id, "people-merged", $"{merge.Id}", Text.Of(p == kept ? "notice.people-merged" : "notice.people-merged-away"), null, null))], inner);
                return merge.Id;
            }, ct);
        }
    }
}

/// <summary>Takes two records apart again: each file that moved goes back with all that has come to it since.</summary>
public static class UndoMerge
{
    public sealed record Command(Id<PersonMerge> Merge, string? Reason, Session By);

    public sealed class Handler(PeerCertDb db, MoveRecords move, JournalWriter journal, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!Reason.Read(command.Reason, "Reason").Succeeded(out var reason, out var problem))
                return problem;
            return await db.InTransactionAsync<Done>(async inner =>
            {
                if (await db.PersonMerges.SingleOrDefaultAsync(m => m.Id == command.Merge, inner) is not { } merge)
                    return new Problem.NotFound("thing.person-merge");
                if (merge.UndoneAt is not null)
                    return new Problem.AlreadyDone("merge-undo");
                var (kept, merged) = (await db.People.SingleAsync(p => p.Id == merge.Kept, inner), await db.People.SingleAsync(p => p.Id == merge.Merged, inner));
                if (kept.MergedInto is not null)
                    return new Problem.Refused("merged-again", Text.Of("problem.merged-again"));
                await move.BackAsync(merge.ReadMoved(), kept, merged, inner);
                merge.Undo(command.By.Actor, clock.Now);
                merge.Touch();
                merged.MergeInto(null);
                journal.Record(new MergeUndone(merge.Id, merge.ReadMoved().Files.Length), kept, command.By.Actor, reason);
                journal.Record(new MergeUndone(merge.Id, merge.ReadMoved().Files.Length), merged, command.By.Actor, reason);
                await notices.TellAsync([.. new[] { kept, merged }.Where(p => p.Account is not null).Select(p => new Notice.Telling(p.Id, "merge-undone", $"{merge.Id}", Text.Of("notice.merge-undone"), null, null))], inner);
                return new Done();
            }, ct);
        }
    }
}

/// <summary>
/// Moves files from one person's record to another's, with all that hangs on them. Rows that were recorded stay as they were but for whose they are.
/// Drafts stay with the sign-in that writes them.
/// </summary>
public sealed class MoveRecords(PeerCertDb db, IRegistryPublisher registry)
{
    public async Task<MovedRecords> OverAsync(Person kept, Person merged, CancellationToken ct)
    {
        // A record without a sign-in of its own gets the other one's; drafts go where the sign-in goes.
        var account = kept.Account is null ? merged.Account : null;
        var files = await db.Applications.Where(a => a.Person == merged.Id && (a.SubmittedOn != null || account != null || merged.Account == null)).OrderBy(a => a.StartedAt).ToListAsync(ct);
        var notices = await db.Notices.Where(n => n.Person == merged.Id && !db.Notices.Any(own => own.Person == kept.Id && own.Kind == n.Kind && own.Occasion == n.Occasion)).Select(n => n.Id).ToListAsync(ct);
        var facts = await db.Facts.Where(f => f.Person == merged.Id && f.File == null && !db.Facts.Any(own => own.Person == kept.Id && own.File == null && own.Kind == f.Kind)).Select(f => f.Id).ToListAsync(ct);
        var keys = await db.PersonKeys.AsNoTracking().Where(k => k.Person == merged.Id && k.Kind != PersonKeyKind.Called && k.Kind != PersonKeyKind.InCounty && !db.PersonKeys.Any(own => own.Person == kept.Id && own.Kind == k.Kind && own.Key == k.Key)).ToListAsync(ct);

        // Of a kind of which one waits at a time the kept record's own goes on.
        var names = await db.NameChanges.Where(c => c.Person == merged.Id && (c.State != NameChangeState.Sent || !db.NameChanges.Any(own => own.Person == kept.Id && own.State == NameChangeState.Sent))).ToListAsync(ct);
        var withheld = await db.WithheldNames.Where(w => w.Person == merged.Id && (w.State != WithheldNameState.Asked || !db.WithheldNames.Any(own => own.Person == kept.Id && own.State == WithheldNameState.Asked))).ToListAsync(ct);

        await MoveAsync(files, notices, facts, kept.Id, ct);
        await MoveAsync(names, withheld, kept.Id, ct);
        db.AddRange(keys.Select(k => PersonKey.Of(k.Kind, k.Key, kept.Id)));
        await db.TrySaveAsync(ct);   // the names of a county are made of the names
        await db.FindableByContactAsync(kept, ct);
        if (account is not null)
            await HandOverAsync(merged, kept, ct);
        return new([.. files.Select(f => f.Id)], [.. notices], [.. facts], [.. keys.Select(k => new MovedKey(k.Kind, k.Key))], account)
        {
            NameChanges = [.. names.Select(c => c.Id)],
            WithheldNames = [.. withheld.Select(w => w.Id)],
        };
    }

    public async Task BackAsync(MovedRecords moved, Person kept, Person merged, CancellationToken ct)
    {
        var ids = moved.Files.ToList();
        var files = await db.Applications.Where(a => ids.Contains(a.Id) && a.Person == kept.Id).ToListAsync(ct);
        var guids = files.ConvertAll(f => f.Id.Value);
        var before = moved.Notices.ToList();
        var since = new List<Id<Notice>>();
        foreach (var file in files)
        {
            var about = $"{file.Id}/";
            since.AddRange(await db.Notices.Where(n => n.Person == kept.Id && n.Occasion.StartsWith(about)).Select(n => n.Id).ToListAsync(ct));
        }
        var decisions = (await db.Decisions.Where(d => guids.Contains(d.File)).Select(d => d.Id).ToListAsync(ct)).ConvertAll(d => (Guid?)d.Value);
        since.AddRange(await db.Notices.Where(n => n.Person == kept.Id && decisions.Contains(n.Decision)).Select(n => n.Id).ToListAsync(ct));
        await MoveAsync(files, [.. before.Concat(since).Distinct()], [.. moved.Facts], merged.Id, ct);
        var (names, withheld) = (moved.NameChanges.ToList(), moved.WithheldNames.ToList());
        await MoveAsync(await db.NameChanges.Where(c => names.Contains(c.Id)).ToListAsync(ct), await db.WithheldNames.Where(w => withheld.Contains(w.Id)).ToListAsync(ct), merged.Id, ct);
        foreach (var key in moved.Keys)
            await db.PersonKeys.Where(k => k.Person == kept.Id && k.Kind == key.Kind && k.Key == key.Key).ExecuteDeleteAsync(ct);
        await db.FindableByContactAsync(kept, ct);
        if (moved.Account is not null && kept.Account == moved.Account)
            await HandOverAsync(kept, merged, ct);
    }

    private async Task MoveAsync(List<Application> files, List<Id<Notice>> notices, List<Id<RecordedFact>> facts, Id<Person> to, CancellationToken ct)
    {
        var (ids, guids) = (files.ConvertAll(f => f.Id), files.ConvertAll(f => f.Id.Value));
        foreach (var file in files)
        {
            file.BelongsTo(to);
            file.Touch();
        }
        var name = await db.LegalNames.AsNoTracking().CurrentAsync(to, ct);
        var county = (await db.People.AsNoTracking().SingleAsync(p => p.Id == to, ct)).County;
        foreach (var certificate in await db.Certificates.Where(c => ids.Contains(c.Application)).ToListAsync(ct))
        {
            certificate.BelongsTo(to);
            certificate.LivesIn(county);
            certificate.Touch();
            if (certificate.AnnulledOn is null && name is not null)
                await registry.ReplaceAsync(new(certificate.Number, name, await db.LifeOfAsync(certificate, ct), "people-merged"), ct);
        }
        foreach (var filing in await db.RenewalFilings.Where(f => db.Certificates.Any(c => c.Id == f.Certificate && ids.Contains(c.Application))).ToListAsync(ct))
        {
            filing.BelongsTo(to);
            filing.Touch();
            guids.Add(filing.Id.Value);
        }
        foreach (var reinstatement in await db.Reinstatements.Where(r => db.Certificates.Any(c => c.Id == r.Certificate && ids.Contains(c.Application))).ToListAsync(ct))
        {
            reinstatement.BelongsTo(to);
            reinstatement.Touch();
            guids.Add(reinstatement.Id.Value);
        }
        foreach (var training in await db.SpecialisedTrainings.Where(t => db.Certificates.Any(c => c.Id == t.Certificate && ids.Contains(c.Application))).ToListAsync(ct))
        {
            training.BelongsTo(to);
            training.Touch();
            guids.Add(training.Id.Value);
        }
        foreach (var audit in await db.CeAudits.Where(a => db.Certificates.Any(c => c.Id == a.Certificate && ids.Contains(c.Application))).ToListAsync(ct))
        {
            audit.BelongsTo(to);
            audit.Touch();
            guids.Add(audit.Id.Value);
        }
        guids.AddRange((await db.CeEntries.Where(e => db.Certificates.Any(c => c.Id == e.Certificate && ids.Contains(c.Application))).Select(e => e.Id).ToListAsync(ct)).Select(e => e.Value));   // their proof
        foreach (var exam in await db.ExamEligibilities.Where(e => guids.Contains(e.File)).ToListAsync(ct))
        {
            exam.BelongsTo(to);
            exam.Touch();
        }
        await db.CeEntries.Where(e => db.Certificates.Any(c => c.Id == e.Certificate && ids.Contains(c.Application))).ExecuteUpdateAsync(u => u.SetProperty(e => e.Person, to), ct);
        await db.Facts.Where(f => f.File != null && guids.Contains(f.File.Value) || facts.Contains(f.Id)).ExecuteUpdateAsync(u => u.SetProperty(f => f.Person, to), ct);
        await db.Decisions.Where(d => guids.Contains(d.File)).ExecuteUpdateAsync(u => u.SetProperty(d => d.Person, to), ct);
        await db.Evidence.Where(e => guids.Contains(e.File)).ExecuteUpdateAsync(u => u.SetProperty(e => e.Person, to), ct);
        await db.CodeAgreements.Where(a => guids.Contains(a.File)).ExecuteUpdateAsync(u => u.SetProperty(a => a.Person, to), ct);
        await db.Ledger.Where(l => guids.Contains(l.File)).ExecuteUpdateAsync(u => u.SetProperty(l => l.Person, to), ct);
        await db.Notices.Where(n => notices.Contains(n.Id)).ExecuteUpdateAsync(u => u.SetProperty(n => n.Person, to), ct);
    }

    private async Task MoveAsync(List<NameChange> names, List<WithheldName> withheld, Id<Person> to, CancellationToken ct)
    {
        foreach (var change in names)
        {
            change.BelongsTo(to);
            change.Touch();
        }
        foreach (var one in withheld)
        {
            one.BelongsTo(to);
            one.Touch();
        }
        var files = names.ConvertAll(c => c.Id.Value);
        await db.Evidence.Where(e => files.Contains(e.File)).ExecuteUpdateAsync(u => u.SetProperty(e => e.Person, to), ct);
        await db.Decisions.Where(d => files.Contains(d.File)).ExecuteUpdateAsync(u => u.SetProperty(d => d.Person, to), ct);
    }

    /// <summary>One after the other, since a sign-in is one person's at any time.</summary>
    private async Task HandOverAsync(Person from, Person to, CancellationToken ct)
    {
        var account = from.Account;
        from.SignsInWith(null);
        from.Touch();
        await db.TrySaveAsync(ct);
        to.SignsInWith(account);
        to.Touch();
    }
}

/// <summary>A merge as its page shows it.</summary>
public sealed record OpenedMerge(PersonMerge Merge, string Kept, string Merged, IReadOnlyList<FoundFile> Files);

public sealed class OpenMerges(PeerCertDb db, JournalWriter journal)
{
    public async Task<Result<OpenedMerge>> OneAsync(Id<PersonMerge> id, Session by, CancellationToken ct)
    {
        if (await db.PersonMerges.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct) is not { } merge)
            return new Problem.NotFound("thing.person-merge");
        var files = merge.ReadMoved().Files.ToList();
        var opened = new OpenedMerge(
            merge,
            (await db.LegalNames.AsNoTracking().CurrentAsync(merge.Kept, ct))?.AsPrinted ?? "",
            (await db.LegalNames.AsNoTracking().CurrentAsync(merge.Merged, ct))?.AsPrinted ?? "",
            await db.Applications.AsNoTracking().Where(a => files.Contains(a.Id)).OrderBy(a => a.StartedAt).Select(a => new FoundFile(a.Id, a.Reference, a.State, a.SubmittedOn)).ToListAsync(ct));
        journal.WasRead("person", merge.Kept.Value, by.Actor);
        journal.WasRead("person", merge.Merged.Value, by.Actor);
        return await db.TrySaveAsync(ct) is { } lost ? lost : opened;
    }

    /// <summary>The newest merges, as far as the reader may take them apart.</summary>
    public async Task<IReadOnlyList<PersonMerge>> AllAsync(Session by, CancellationToken ct) =>
        by.May(Permissions.MergePeople) ? await db.PersonMerges.AsNoTracking().OrderByDescending(m => m.MadeAt).Take(OpenCorrections.Most).ToListAsync(ct) : [];
}
