using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>A notice with the decision it was sent for, as that was made then: an old letter is never decided anew.</summary>
/// <param name="Day">The day it is dated.</param>
/// <param name="Says">What was decided, in one sentence.</param>
/// <param name="Asked">Why the points that are asked for are missing.</param>
public sealed record Letter(DateOnly Day, string Name, Text Says, Decision Decision, IReadOnlyList<ItemAsked> Asked)
{
    /// <summary>What a reviewer said about a point; null where nothing was said.</summary>
    public ItemAsked? AskedOf(Finding finding) => Asked.FirstOrDefault(a => a.Rule == finding.Rule);
}

public sealed class OpenLetter(PeerCertDb db, ProgramClock clock)
{
    /// <summary>One's own letter; not found and not yours look the same.</summary>
    public async Task<Result<Letter>> HandleAsync(Id<Notice> id, Actor by, CancellationToken ct)
    {
        var notice = await db.NoticesOf(by.Account, clock.Now).AsNoTracking().SingleOrDefaultAsync(n => n.Id == id && n.Decision != null, ct);
        if (notice is null)
            return new Problem.NotFound("thing.notice");
        var decided = new Id<StoredDecision>(notice.Decision!.Value);
        var decision = await db.Decisions.AsNoTracking().SingleAsync(d => d.Id == decided, ct);
        var name = await db.LegalNames.AsNoTracking().CurrentAsync(notice.Person, ct);
        return new Letter(notice.SentOn, name?.AsPrinted ?? "", notice.ReadText(), decision.ReadDecision(), await db.ItemsAskedAsync(decided, ct));
    }
}

/// <summary>The letter of a step as the person would read it, before it is taken.</summary>
/// <param name="Language">The language in which the person reads it.</param>
/// <param name="Version">The version of the application that it is about.</param>
public sealed record DraftedLetter(Application Application, Letter Letter, string Language, int Version)
{
    /// <summary>The points that a request names, each with the reason that fits what is there.</summary>
    public IReadOnlyList<ItemAsked> Proposed { get; init; } = [];

    public IReadOnlyList<Finding> Missing => ReviewApplication.Missing(Letter.Decision);
}

public sealed class DraftLetter(PeerCertDb db, PackDecisions decisions, JournalWriter journal, ProgramClock clock)
{
    /// <param name="version">The version that the reviewer looked at; null: whatever it is now.</param>
    public async Task<Result<DraftedLetter>> HandleAsync(Id<Application> id, ApplicationAction step, int? version, IReadOnlyList<ItemAsked> asked, Actor by, CancellationToken ct)
    {
        if (!(await db.AnyApplicationAsync(id, ct)).Succeeded(out var application, out var problem))
            return problem;
        if (version is { } seen && seen != application.Version)
            return await db.WhoChangedAsync(application, ct);
        if (ApplicationLifecycle.Table.Next(application.State, step).Problem is { } closed)
            return closed;
        if ((await db.InTheWayAsync(id, by, ct) ?? await db.WaitsForSecondAsync(application, ct)) is { } taken)
            return taken;
        if (!(await decisions.ConsiderAsync(ApplicationFacts.Question, application.Subject(), application.SubmittedOn, ct)).Succeeded(out var considered, out problem))
            return problem;
        if (ReviewApplication.Decide(step, considered.Decision) is { } refused)
            return refused;
        var account = await (from p in db.People where p.Id == application.Person join a in db.Users on p.Account equals a.Id select a).AsNoTracking().SingleOrDefaultAsync(ct);
        var name = await db.LegalNames.AsNoTracking().CurrentAsync(application.Person, ct);
        var proposed = step is ApplicationAction.AskForItems ? await ProposeAsync(application, considered, ct) : [];
        journal.WasRead("application", id.Value, by);
        return await db.TrySaveAsync(ct) is { } lost ? lost : new DraftedLetter(
            application, new(clock.Today, name?.AsPrinted ?? "", TakeReviewStep.Said(step, application, clock.Today), considered.Decision, asked.Count > 0 ? asked : proposed),
            ReadersLanguage.Of(account), application.Version)
        {
            Proposed = proposed,
        };
    }

    /// <summary>A point whose document is there and was not accepted says too little, one whose document is not there was not sent.</summary>
    private async Task<IReadOnlyList<ItemAsked>> ProposeAsync(Application application, Considered considered, CancellationToken ct)
    {
        var there = await db.Evidence.Where(f => f.File == application.Id.Value && f.DeletedAt == null).Select(f => f.Kind).Distinct().ToListAsync(ct);
        var form = ApplicationForm.Of(considered.Pack, (await db.Drafts.AsNoTracking().SingleAsync(d => d.Application == application.Id, ct)).Read(), clock.Today);
        return [.. ReviewApplication.Missing(considered.Decision).Select(f => new ItemAsked(
            f.Rule, form.KindsFor(f.Rule).Any(k => there.Contains(k.Name)) ? ItemReason.SaysTooLittle : ItemReason.NotSent, null))];
    }
}

public static class AskedItems
{
    /// <summary>Why the points of a request are missing, as the reviewer chose; nothing where it was made before there were reasons.</summary>
    public static async Task<IReadOnlyList<ItemAsked>> ItemsAskedAsync(this PeerCertDb db, Id<StoredDecision> decision, CancellationToken ct) => await (
        from s in db.ReviewSteps.AsNoTracking()
        where s.Decision == decision
        join a in db.AskedReasons on s.Id equals a.Step
        select new ItemAsked(a.Rule, a.Reason, a.Words)).ToListAsync(ct);
}
