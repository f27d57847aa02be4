using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Registry;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using Argument = PeerCert.Standards.Model.Argument;

namespace PeerCert.Web.Commands;

/// <summary><c>explain</c>: from a line of the registry back to the facts it rests on and the people who recorded them.</summary>
internal static class Explain
{
    public static Command Command(Terminal terminal)
    {
        var command = new Command("explain", terminal.Say("command.explain"));
        var number = new Argument<string>("NUMBER") { Description = terminal.Say("command.argument-number") };
        command.Add(number);
        var folder = new DataFolder(terminal, command);
        var acting = new ActingAs(terminal, command);
        command.SetAction((parsed, ct) => folder.RunAsync(parsed, async (services, inner) =>
        {
            if (!(await acting.SessionAsync(parsed, services, Permissions.ReadJournal, inner)).Succeeded(out var session, out var problem))
                return terminal.Refuse(problem);
            var explained = await services.GetRequiredService<ExplainCertificate.Handler>()
                .HandleAsync(new(parsed.GetValue(number)!, acting.ReasonIn(parsed), session), inner);
            if (!explained.Succeeded(out var chain, out problem))
                return terminal.Refuse(problem);
            Print(terminal, chain);
            return ExitStatus.Done;
        }, ct));
        return command;
    }

    private static void Print(Terminal terminal, ExplainedCertificate chain)
    {
        if (chain.Entry is { } shownNow)
            terminal.Line("explain.registry", ("number", shownNow.Number), ("name", shownNow.LegalName), ("from", shownNow.ActiveFrom), ("until", shownNow.Expires));
        else
            terminal.Line("explain.registry-gone", ("number", chain.Certificate.Number));
        foreach (var shown in chain.Publications)
            terminal.Line(shown.Action is RegistryPublication.Withdrawn ? "explain.not-shown" : "explain.shown", ("at", shown.ShownFrom), ("name", shown.LegalName), ("until", shown.Expires), ("event", shown.Because));

        terminal.Heading("explain.certificate");
        terminal.Line("explain.issued", ("on", chain.Certificate.IssuedOn), ("until", chain.Certificate.CurrentUntil), ("pack", chain.Certificate.PackSha256));

        foreach (var term in chain.Terms)
            terminal.Line("explain.term", ("from", term.StartsOn), ("due", term.DueOn), ("by", term.RecordedBy));
        foreach (var filing in chain.Filings)
            terminal.Line(filing.WholeOn is null ? "explain.filing-unpaid" : "explain.filing", new Argument.Words("reference", filing.Reference), new Argument.Day("day", filing.SubmittedOn),
                new Argument.Day("whole", filing.WholeOn ?? filing.SubmittedOn), new Argument.Words("way", filing.Way ?? ""), new Argument.Term("state", TextKeys.Of(filing.State)));

        foreach (var stored in chain.Decisions)
        {
            var decision = stored.ReadDecision();
            terminal.Heading("explain.decision", ("question", decision.Question));
            terminal.Line("explain.decided", new Argument.Term("outcome", TextKeys.Of(decision.Outcome)), new Argument.Moment("at", stored.MadeAt),
                new Argument.Words("by", stored.MadeBy), new Argument.Day("asOf", decision.AsOf), new Argument.Words("pack", decision.Pack.ToString()));
            FindingLines.Print(terminal, decision);
            terminal.Line("explain.facts");
            foreach (var fact in stored.ReadFacts().All)
                terminal.Line("explain.fact", ("kind", fact.Kind), ("value", ValueOf(fact)), ("record", fact.Id));
        }

        var application = chain.Application;
        terminal.Heading("explain.application", ("reference", application.Reference));
        foreach (var (key, day) in new[] { ("explain.submitted", application.SubmittedOn), ("explain.complete", application.CompleteOn), ("explain.decided-on", application.DecidedOn) })
            if (day is { } on)
                terminal.Line(key, ("day", on), ("by", WhoDid(chain.Journal, key)));

        if (chain.Exam is { } exam)
        {
            terminal.Heading("explain.exam");
            terminal.Line("explain.window", ("from", exam.Eligibility.ApprovedOn), ("until", exam.Eligibility.WindowEnds));
            foreach (var attempt in exam.Attempts)
                terminal.Line("explain.attempt", new Argument.Day("day", attempt.SatOn), new Argument.Term("outcome", TextKeys.Of(attempt.Outcome)),
                    new Argument.Words("by", attempt.RecordedBy), new Argument.Moment("at", attempt.RecordedAt));
        }

        terminal.Heading("explain.journal");
        foreach (var entry in chain.Journal)
            terminal.Line(entry.Reason is null ? "explain.entry" : "explain.entry-why", new Argument.Moment("at", entry.At), new Argument.Words("by", entry.ActorName),
                new Argument.Term("event", $"event.{entry.EventType}"), new Argument.Words("reason", entry.Reason ?? ""));
    }

    /// <summary>Who took the step, as the journal has it; the first sending is the one that counts (CF-52).</summary>
    private static string WhoDid(IReadOnlyList<JournalEntry> journal, string step) => journal.FirstOrDefault(e => step switch
    {
        "explain.submitted" => e.EventType == "application-submitted",
        "explain.complete" => e.EventType == "application-complete",
        _ => e.EventType is "application-approved" or "application-denied",
    })?.ActorName ?? "";

    /// <summary>The fields of a fact as a case file writes them; which record it came from stands apart.</summary>
    private static string ValueOf(Fact fact) => string.Join(", ", JsonSerializer.SerializeToElement(fact, Json.Options).EnumerateObject()
        .Where(p => p.Name is not ("shape" or "kind" or "id"))
        .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name} {p.Value}")));
}
