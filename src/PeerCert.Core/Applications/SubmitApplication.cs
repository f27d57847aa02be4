using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

[JournalEvent("application-submitted")]
public sealed record ApplicationSubmitted(string Reference, bool Again) : IJournalEvent;

/// <summary>
/// Sends an application: what was typed becomes facts. Sending again after a request for items goes the same way and
/// keeps the first day of submission (CF-52). A requirement that is not met does not stop anyone from sending.
/// </summary>
public static class SubmitApplication
{
    public sealed record Command(Id<Application> Application, Actor By);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, RecordedFacts facts, JournalWriter journal, Notice.Writer notices, ApplicationClocks clocks, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnApplicationAsync(command.Application, command.By, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (application.KeyedBy is null && !await db.HasConfirmedAsync(command.By, ct))
                return new Problem.Refused("address-first", Text.Of("problem.address-first"));
            var (today, now, again) = (clock.Today, clock.Now, application.State is ApplicationState.Incomplete);
            // From the day after the hold it is as good as voided; the program only has not come to it yet (CF-52).
            if (again && application.DueOn is { } last && last < today)
                return new Problem.Refused("hold-over", Text.Of("problem.hold-over", ("last", last)));
            if (!application.Take(again ? ApplicationAction.Supply : ApplicationAction.Submit, clocks, today, now).Succeeded(out _, out problem))
                return problem;

            var answers = (await db.Drafts.AsNoTracking().SingleAsync(d => d.Application == application.Id, ct)).Read();
            if (!library.FormOf(application, answers, today).Succeeded(out var form, out problem))
                return problem;
            var missing = Missing(
                answers, form, today,
                Whole(form, (await db.Evidence.Where(f => f.File == application.Id.Value && f.DeletedAt == null).Select(f => new { f.Kind, f.PrintedName }).ToListAsync(ct)).Select(f => (f.Kind, f.PrintedName))),
                await db.CodeAgreements.AnyAsync(a => a.File == application.Id.Value, ct));
            if (missing.Count > 0)
                return new Problem.Refused("parts-missing", Text.Of("problem.parts-missing"));
            if (!PrintedName.Read(answers.AsPrinted, answers.Given, answers.Family).Succeeded(out var name, out problem))
                return problem;

            await RecordNameAsync(application.Person, name, today, now, command.By, ct);
            await db.FindableByAsync(application.Person, name, answers.BirthDate is { } typed && typed.Read("").Succeeded(out var born, out _) ? born : null, ct);
            var stated = ApplicationFacts.Of(answers, form).ToLookup(f => f.Kind);
            foreach (var kind in form.Kinds)
                await facts.ReplaceAsync(application.Subject(), kind, [.. stated[kind]], today, command.By, ct);
            journal.Record(new ApplicationSubmitted(application.Reference, again), application, command.By);
            await notices.TellAsync(
                application.Person, "application-received", $"{application.Id}/{application.Version}",
                Text.Of("notice.application-received", ("reference", application.Reference), ("day", application.ReceivedOn ?? today)), null, null, ct);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }

        private async Task RecordNameAsync(Id<Person> person, PrintedName name, DateOnly today, DateTime now, Actor by, CancellationToken ct)
        {
            var before = await db.LegalNames.CurrentAsync(person, ct);
            if (before is null || new PrintedName(before.AsPrinted, before.Given, before.Family) != name)
                db.Add(LegalName.Record(person, name, today, now, by, before?.Id));
        }
    }

    /// <summary>The parts of the application that nobody has filled in yet; none where it may be sent.</summary>
    public static IReadOnlyList<FormPart> Missing(DraftAnswers answers, ApplicationForm form, DateOnly today, IReadOnlySet<string> evidence, bool hasSigned) =>
        [.. form.Parts.Where(part => IsMissing(part, answers, form, today, evidence, hasSigned))];

    /// <summary>Of the parts that are typed; what is sent or signed is none of them.</summary>
    public static bool IsMissing(FormPart part, DraftAnswers answers, ApplicationForm form, DateOnly today) => IsMissing(part, answers, form, today, FrozenSet<string>.Empty, hasSigned: false);

    private static bool IsMissing(FormPart part, DraftAnswers answers, ApplicationForm form, DateOnly today, IReadOnlySet<string> evidence, bool hasSigned) =>
        part.Page switch
        {
            FormPartKind.Pathway => !answers.Chosen.ContainsKey(ApplicationFacts.Pathway),
            FormPartKind.AboutYou => SaveAnswers.Check(new SaveAnswers.AboutYou(default, answers.AsPrinted, answers.Given, answers.Family, answers.BirthDate ?? Empty, Actor.Program), today) is not null,
            FormPartKind.Statements => !form.Choices.All(k => answers.Chosen.ContainsKey(k.Name)) || !form.Statements.All(k => answers.Stated.ContainsKey(k.Name)),
            FormPartKind.Entries => answers.Entries.All(e => e.Kind != part.Kind!.Name),
            FormPartKind.Evidence => !form.Documents.All(d => d.Kinds.Any(k => evidence.Contains(k.Name))),
            _ => !hasSigned,
        };

    /// <summary>The kinds of document that are there, with what is printed on them where that is asked for.</summary>
    public static IReadOnlySet<string> Whole(ApplicationForm form, IEnumerable<(string Kind, string? PrintedName)> files) =>
        files.Where(f => f.PrintedName is not null || form.Pack.Kinds.GetValueOrDefault(f.Kind) is not { Printed: true }).Select(f => f.Kind).ToHashSet();

    private static readonly TypedDay Empty = new(null, null, null);
}
