using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>Saves the answers of one page of the application, as typed. A draft is not journaled: only what is sent counts.</summary>
public static class SaveAnswers
{
    /// <summary>The page on which the person says how they apply.</summary>
    public sealed record Pathway(Id<Application> Application, string? Value, Actor By);

    /// <summary>The page about the person.</summary>
    public sealed record AboutYou(Id<Application> Application, string? AsPrinted, string? Given, string? Family, TypedDay BirthDate, Actor By);

    /// <summary>The page of choices and statements; each by its kind of fact, null where nothing was answered.</summary>
    public sealed record Statements(
        Id<Application> Application, IReadOnlyDictionary<string, string?> Chosen, IReadOnlyDictionary<string, bool?> Stated, Actor By);

    /// <summary>One more line about a training, a job, a certificate of another state.</summary>
    public sealed record AddEntry(Id<Application> Application, TypedEntry Entry, Actor By);

    public sealed record RemoveEntry(Id<Application> Application, Guid Entry, Actor By);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, ProgramClock clock)
    {
        public Task<Result<Done>> HandleAsync(Pathway page, CancellationToken ct) => SaveAsync(page.Application, page.By, (answers, form) =>
            page.Value is { } value && ApplicationForm.OpenPathways(form.Pack, clock.Today).Contains(value)
                ? answers with { Chosen = answers.Chosen.SetItem(ApplicationFacts.Pathway, value) }
                : Problem.Invalid.At("Value", Text.Of("field.choice-missing")), ct);

        public Task<Result<Done>> HandleAsync(AboutYou page, CancellationToken ct) => SaveAsync(page.Application, page.By, (answers, _) =>
            Check(page, clock.Today) is { } wrong
                ? wrong
                : answers with { AsPrinted = page.AsPrinted, Given = page.Given, Family = page.Family, BirthDate = page.BirthDate }, ct);

        public Task<Result<Done>> HandleAsync(Statements page, CancellationToken ct) => SaveAsync(page.Application, page.By, (answers, form) =>
        {
            if (Check(page, form) is { } wrong)
                return wrong;
            return answers with
            {
                Chosen = answers.Chosen.SetItems(form.Choices.Select(k => KeyValuePair.Create(k.Name, page.Chosen[k.Name]!))),
                // the same answer given again keeps its day
                Stated = answers.Stated.SetItems(form.Statements.Select(k => KeyValuePair.Create(k.Name,
                    answers.Stated.TryGetValue(k.Name, out var before) && before.Yes == page.Stated[k.Name] ? before : new StatedAnswer(page.Stated[k.Name]!.Value, clock.Today)))),
            };
        }, ct);

        public Task<Result<Done>> HandleAsync(AddEntry page, CancellationToken ct) => SaveAsync(page.Application, page.By, (answers, form) =>
        {
            if (form.Entries.FirstOrDefault(k => k.Name == page.Entry.Kind) is not { } kind)
                return new Problem.NotFound("thing.application-part");
            if (EntryAnswers.Check(page.Entry, kind, clock.Today) is { } wrong)
                return wrong;
            var stated = EntryAnswers.Read(page.Entry, kind);
            if (answers.Entries.Where(e => e.Kind == kind.Name).Any(e => stated!.Equals(EntryAnswers.Read(e, kind))))
                return answers;   // the same form sent twice
            return answers.Entries.Length >= EntryAnswers.AtMost
                ? Problem.Invalid.At("Who", Text.Of("entry.too-many", ("max", EntryAnswers.AtMost)))
                : answers with { Entries = answers.Entries.Add(page.Entry) };
        }, ct);

        public Task<Result<Done>> HandleAsync(RemoveEntry page, CancellationToken ct) => SaveAsync(page.Application, page.By, (answers, _) =>
            answers with { Entries = answers.Entries.RemoveAll(e => e.Id == page.Entry) }, ct);

        private async Task<Result<Done>> SaveAsync(
            Id<Application> id, Actor by, Func<DraftAnswers, ApplicationForm, Result<DraftAnswers>> change, CancellationToken ct)
        {
            if (!(await db.OwnApplicationAsync(id, by, ct)).Succeeded(out var application, out var none))
                return none;
            if (!application.TakesAnswers())
                return new Problem.NotAllowedNow("action.change-answers", TextKeys.Of(application.State));
            var draft = await db.Drafts.SingleAsync(d => d.Application == id, ct);
            if (!library.FormOf(application, draft.Read(), clock.Today).Succeeded(out var form, out none) || !change(draft.Read(), form).Succeeded(out var changed, out none))
                return none;
            draft.Save(changed, clock.Now);
            return await db.TrySaveAsync(ct) is { } problem ? problem : new Done();
        }
    }

    public static Problem? Check(AboutYou page, DateOnly today) => Problem.Invalid.Of(
        PrintedName.Read(page.AsPrinted, page.Given, page.Family).Problem,
        page.BirthDate.ReadPast("BirthDate", today).Problem);

    /// <summary>Everything has to be answered, with yes or with no: a statement that is not true for somebody is no mistake.</summary>
    public static Problem.Invalid? Check(Statements page, ApplicationForm form) => Problem.Invalid.Of(
    [
        .. form.Choices.Where(k => page.Chosen.GetValueOrDefault(k.Name) is not { } value || !k.Values.Contains(value)).Select(Missing),
        .. form.Statements.Where(k => page.Stated.GetValueOrDefault(k.Name) is null).Select(Missing),
    ]);

    private static Problem.Invalid Missing(FactKind kind) => Problem.Invalid.At(kind.Name, Text.Of("field.choice-missing"));
}
