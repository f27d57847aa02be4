using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

[JournalEvent("printed-details-typed")]
public sealed record PrintedDetailsTyped(Id<EvidenceFile> Evidence) : IJournalEvent;

/// <summary>Keeps the name and the last day that are printed on a document, as its sender types them from there.</summary>
public static class TypePrinted
{
    public sealed record Command(Id<Application> Application, Id<EvidenceFile> Evidence, string? Name, TypedDay Until, Actor By);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.OwnApplicationAsync(command.Application, command.By, ct)).Succeeded(out var application, out var problem))
                return problem;
            if (!application.TakesAnswers())
                return new Problem.NotAllowedNow("action.change-answers", TextKeys.Of(application.State));
            var answers = (await db.Drafts.AsNoTracking().SingleAsync(d => d.Application == application.Id, ct)).Read();
            if (!library.FormOf(application, answers, clock.Today).Succeeded(out var form, out problem))
                return problem;
            if (await db.Evidence.SingleOrDefaultAsync(f => f.Id == command.Evidence && f.File == application.Id.Value && f.DeletedAt == null, ct) is not { } file
                || form.Pack.Kinds.GetValueOrDefault(file.Kind) is not { Printed: true })
                return new Problem.NotFound("thing.evidence");
            if (!Read(command).Succeeded(out var printed, out problem))
                return problem;
            if ((file.PrintedName, file.PrintedUntil) == printed)
                return new Done();   // the same form sent twice
            file.TypePrinted(printed.Name, printed.Until);
            journal.Record(new PrintedDetailsTyped(file.Id), application, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }

    private static Result<(string Name, DateOnly? Until)> Read(Command command)
    {
        var name = PrintedName.Read(command.Name, null, null).Match<Result<string>>(
            n => n.AsPrinted, p => p is Problem.Invalid invalid ? new Problem.Invalid([.. invalid.Fields.Select(f => f with { Field = "Name" })]) : p);
        var until = command.Until.IsEmpty ? (Result<DateOnly?>)(DateOnly?)null : command.Until.Read("Until").Match<Result<DateOnly?>>(d => d, p => p);
        if (Problem.Invalid.Of(name.Problem, until.Problem) is { } invalid)
            return invalid;
        return name.Succeeded(out var read, out var problem) && until.Succeeded(out var day, out problem) ? (read, day) : problem;
    }
}

/// <summary>How two names go together that should be one person's.</summary>
public enum NameMatch
{
    /// <summary>The same, whatever its order, case, accents, hyphens and spaces: cards print the family name first, and in capitals.</summary>
    Same,

    /// <summary>One has a part more than the other, such as a middle name.</summary>
    Longer,

    Other,
}

/// <summary>What the typed details of a document say beside the application: told to its sender at once, and to staff. It decides nothing.</summary>
public sealed record PrintedComparison(NameMatch Name, bool HasEnded)
{
    /// <param name="on">The day of filing, or today for what is not sent yet. The last day itself is still good.</param>
    public static PrintedComparison Of(string printed, DateOnly? until, string? legalName, DateOnly on) => new(Match(printed, legalName ?? ""), until < on);

    public static NameMatch Match(string one, string other)
    {
        var (a, b) = (Parts(one), Parts(other));
        if (a.SequenceEqual(b) || string.Concat(Spelled(one)) == string.Concat(Spelled(other)))
            return NameMatch.Same;
        var (few, many) = a.Count < b.Count ? (a, b) : (b, a);
        return few.Count > 0 && few.Count < many.Count && few.All(many.Contains) ? NameMatch.Longer : NameMatch.Other;
    }

    private static List<string> Parts(string name) => [.. NameKey.Of(name).Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    /// <summary>Without spaces, so that a hyphen that one writes and the other does not makes no difference.</summary>
    private static IEnumerable<char> Spelled(string name) => NameKey.Of(name).Where(c => c != ' ');
}
