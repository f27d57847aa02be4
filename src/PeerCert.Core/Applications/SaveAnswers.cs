using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>
/// Saves the answers of one page of the application, as typed. A draft is not journaled: only what is sent counts. A page
/// names the answers it <c>Seen</c> when it was opened, so that two devices never overwrite each other unasked; what is only
/// <c>Kept</c> while somebody still types may be incomplete.
/// </summary>
public static class SaveAnswers
{
    /// <summary>The page on which the person says how they apply.</summary>
    public sealed record Pathway(Id<Application> Application, string? Value, Actor By, PageAnswers? Seen = null, bool Kept = false);

    /// <summary>The page about the person.</summary>
    public sealed record AboutYou(
        Id<Application> Application, string? AsPrinted, string? Given, string? Family, TypedDay BirthDate, Actor By, PageAnswers? Seen = null, bool Kept = false);

    /// <summary>The page of choices and statements; each by its kind of fact, null where nothing was answered.</summary>
    public sealed record Statements(
        Id<Application> Application, IReadOnlyDictionary<string, string?> Chosen, IReadOnlyDictionary<string, bool?> Stated, Actor By, PageAnswers? Seen = null, bool Kept = false);

    /// <summary>One more line about a training, a job, a certificate of another state.</summary>
    public sealed record AddEntry(Id<Application> Application, TypedEntry Entry, Actor By);

    /// <summary>A line that somebody is still typing, to be there again where they go on.</summary>
    public sealed record KeepEntry(Id<Application> Application, TypedEntry Entry, Actor By, PageAnswers? Seen);

    public sealed record RemoveEntry(Id<Application> Application, Guid Entry, Actor By);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, ProgramClock clock)
    {
        /// <summary>So often two savings at once are put together before whoever asked is told.</summary>
        private const int Tries = 3;

        public Task<Result<Done>> HandleAsync(Pathway page, CancellationToken ct) => SaveAsync(page.Application, page.By, (answers, form) =>
        {
            if (!PageAnswers.Merge(page.Seen, OfPathway(answers), PageAnswers.Of(KeyValuePair.Create("Value", page.Value))).Succeeded(out var merged, out var problem))
                return problem;
            if (merged["Value"] is { } value && ApplicationForm.OpenPathways(form.Pack, clock.Today).Contains(value))
                return answers with { Chosen = answers.Chosen.SetItem(ApplicationFacts.Pathway, value) };
            return page.Kept ? answers : Problem.Invalid.At("Value", Text.Of("field.choice-missing"));
        }, ct);

        public Task<Result<Done>> HandleAsync(AboutYou page, CancellationToken ct) => SaveAsync(page.Application, page.By, (answers, _) =>
        {
            if (!PageAnswers.Merge(page.Seen, OfAboutYou(answers), OfAboutYou(page.AsPrinted, page.Given, page.Family, page.BirthDate), inWords: true).Succeeded(out var merged, out var problem))
                return problem;
            var kept = page with { AsPrinted = merged["AsPrinted"], Given = merged["Given"], Family = merged["Family"], BirthDate = Day(merged["BirthDate"]) };
            return !page.Kept && Check(kept, clock.Today) is { } wrong
                ? wrong
                : answers with { AsPrinted = kept.AsPrinted, Given = kept.Given, Family = kept.Family, BirthDate = kept.BirthDate };
        }, ct);

        public Task<Result<Done>> HandleAsync(Statements page, CancellationToken ct) => SaveAsync(page.Application, page.By, (answers, form) =>
        {
            var typed = PageAnswers.Of([.. page.Chosen, .. page.Stated.Select(s => KeyValuePair.Create(s.Key, Word(s.Value)))]);
            if (!PageAnswers.Merge(page.Seen, OfStatements(answers, form), typed).Succeeded(out var merged, out var problem))
                return problem;
            var (chosen, stated) = (form.Choices.ToDictionary(k => k.Name, k => merged[k.Name]), form.Statements.ToDictionary(k => k.Name, k => merged[k.Name] is { } word ? word == Yes : (bool?)null));
            if (!page.Kept && Check(page with { Chosen = chosen, Stated = stated }, form) is { } wrong)
                return wrong;
            return answers with
            {
                Chosen = answers.Chosen.SetItems(form.Choices.Where(k => chosen[k.Name] is { } value && k.Values.Contains(value)).Select(k => KeyValuePair.Create(k.Name, chosen[k.Name]!))),
                // the same answer given again keeps its day
                Stated = answers.Stated.SetItems(form.Statements.Where(k => stated[k.Name] is not null).Select(k => KeyValuePair.Create(k.Name,
                    answers.Stated.TryGetValue(k.Name, out var before) && before.Yes == stated[k.Name] ? before : new StatedAnswer(stated[k.Name]!.Value, clock.Today)))),
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
                return answers.WithBegun(kind.Name, null);   // the same form sent twice
            return answers.Entries.Length >= EntryAnswers.AtMost
                ? Problem.Invalid.At("Who", Text.Of("entry.too-many", ("max", EntryAnswers.AtMost)))
                : answers.WithBegun(kind.Name, null) with { Entries = answers.Entries.Add(page.Entry) };
        }, ct);

        public Task<Result<Done>> HandleAsync(KeepEntry page, CancellationToken ct) => SaveAsync(page.Application, page.By, (answers, form) =>
        {
            if (form.Entries.FirstOrDefault(k => k.Name == page.Entry.Kind) is not { } kind)
                return new Problem.NotFound("thing.application-part");
            var typed = page.Entry with { Topics = [.. page.Entry.Topics.Where(kind.Topics.Contains)] };
            if (!PageAnswers.Merge(page.Seen, OfEntry(answers.BegunOf(kind.Name)), OfEntry(typed)).Succeeded(out var merged, out var problem))
                return problem;
            return answers.WithBegun(kind.Name, merged.Fields.IsEmpty ? null : new(
                page.Entry.Id, kind.Name, merged["Who"], Day(merged["From"]), Day(merged["To"]), merged["Quantity"], [.. merged["Topics"]?.Split(Between) ?? []]));
        }, ct);

        public Task<Result<Done>> HandleAsync(RemoveEntry page, CancellationToken ct) => SaveAsync(page.Application, page.By, (answers, _) =>
            answers with { Entries = answers.Entries.RemoveAll(e => e.Id == page.Entry) }, ct);

        private async Task<Result<Done>> SaveAsync(
            Id<Application> id, Actor by, Func<DraftAnswers, ApplicationForm, Result<DraftAnswers>> change, CancellationToken ct)
        {
            for (var attempt = 1; ; attempt++)
            {
                if (!(await db.OwnApplicationAsync(id, by, ct)).Succeeded(out var application, out var none))
                    return none;
                if (!application.TakesAnswers())
                    return new Problem.NotAllowedNow("action.change-answers", TextKeys.Of(application.State));
                var draft = await db.Drafts.SingleAsync(d => d.Application == id, ct);
                var before = draft.Read();
                if (!library.FormOf(application, before, clock.Today).Succeeded(out var form, out none) || !change(before, form).Succeeded(out var changed, out none))
                    return none;
                draft.Save(changed, clock.Now);
                switch (await db.TrySaveAsync(ct))
                {
                    case null:
                        return new Done();
                    case Problem.AlreadyDone when attempt < Tries:
                        continue;   // another device saved at the same moment
                    case var problem:
                        return problem;
                }
            }
        }
    }

    private const string Yes = "yes";

    private static string? Word(bool? stated) => stated switch { true => Yes, false => "no", null => null };

    /// <summary>What is saved of a page, to be put beside what is typed on it; null for pages that no answers are typed on.</summary>
    public static PageAnswers? Saved(FormPart part, DraftAnswers answers, ApplicationForm form) => part.Page switch
    {
        FormPartKind.Pathway => OfPathway(answers),
        FormPartKind.AboutYou => OfAboutYou(answers),
        FormPartKind.Statements => OfStatements(answers, form),
        FormPartKind.Entries => OfEntry(answers.BegunOf(part.Kind!.Name)),
        _ => null,
    };

    private static PageAnswers OfPathway(DraftAnswers answers) => PageAnswers.Of(KeyValuePair.Create("Value", answers.Chosen.GetValueOrDefault(ApplicationFacts.Pathway)));

    private static PageAnswers OfAboutYou(DraftAnswers answers) => OfAboutYou(answers.AsPrinted, answers.Given, answers.Family, answers.BirthDate);

    private static PageAnswers OfAboutYou(string? asPrinted, string? given, string? family, TypedDay? born) => PageAnswers.Of(
        KeyValuePair.Create("AsPrinted", asPrinted), KeyValuePair.Create("Given", given), KeyValuePair.Create("Family", family),
        KeyValuePair.Create("BirthDate", Parts(born)));

    private static PageAnswers OfEntry(TypedEntry? line) => line is null ? PageAnswers.None : PageAnswers.Of(
        KeyValuePair.Create("Who", line.Who), KeyValuePair.Create("Quantity", line.Quantity), KeyValuePair.Create("From", Parts(line.From)), KeyValuePair.Create("To", Parts(line.To)),
        KeyValuePair.Create("Topics", line.Topics.IsEmpty ? null : string.Join(Between, line.Topics)));

    private static PageAnswers OfStatements(DraftAnswers answers, ApplicationForm form) => PageAnswers.Of(
    [
        .. form.Choices.Select(k => KeyValuePair.Create(k.Name, answers.Chosen.GetValueOrDefault(k.Name))),
        .. form.Statements.Select(k => KeyValuePair.Create(k.Name, Word(answers.Stated.GetValueOrDefault(k.Name)?.Yes))),
    ]);

    private const char Between = '/';

    private static string? Parts(TypedDay? day) => day is { IsEmpty: false } ? $"{day.Year}{Between}{day.Month}{Between}{day.Day}" : null;

    private static TypedDay Day(string? parts) => parts?.Split(Between) is [var year, var month, var day] ? new(year, month, day) : new(null, null, null);

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
