using PeerCert.Core.Certifications;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Api;

/// <summary>"What would it take?" for a certificate that nobody has to name: by its dates alone. Reads no record of anybody.</summary>
public static class WaysApi
{
    /// <param name="Way">The question of the standard, such as <c>late-renewal</c>.</param>
    /// <param name="State">open, later, over or unknown.</param>
    /// <param name="CostCents">US cents at the prices of the day asked about.</param>
    /// <param name="NewNumber">Whether it leads to another certificate.</param>
    public sealed record AnsweredWay(string Way, string Name, string State, DateOnly? FirstDay, DateOnly? LastDay, long CostCents, bool NewNumber, string Source, IReadOnlyList<AnsweredStep> Steps);

    public sealed record AnsweredStep(string Rule, string Says, string Source, DateOnly? LastDay, string? FeeLine, long? FeeCents);

    /// <param name="DateStatus">What the calendar makes of the certificate on that day; null where no text says.</param>
    public sealed record AnsweredWays(DateOnly AsOf, string Standard, string? DateStatus, IReadOnlyList<AnsweredWay> Ways);

    /// <summary>Days that are answered for: those a standard can speak of, and as far ahead as a certificate lives.</summary>
    private static readonly DateOnly First = new(1900, 1, 1), Last = new(2199, 12, 31);

    public static void MapWaysApi(this IEndpointRouteBuilder routes) => routes.MapGroup("/api/v1/ways").AllowAnonymous().RequireRateLimiting(ClientLimits.Api).WithTags("ways")
        .MapGet("", Answer).WithName("ways").WithSummary("What it takes to renew, or to come back, for a certificate that is due on a day: steps, cost, first and last day.")
        .Produces<AnsweredWays>().ProducesProblem(400).ProducesProblem(409).ProducesProblem(429);

    private static IResult Answer(string? due, string? issued, string? asOf, StandardsLibrary library, ProgramClock clock, Wording words)
    {
        var (dueDay, issuedDay, day) = (DayAt("due", due, required: true), DayAt("issued", issued, required: false), DayAt("asOf", asOf, required: false));
        if (Problem.Invalid.Of(dueDay.Problem, issuedDay.Problem, day.Problem) is { } wrong)
            return ProblemDocument.For(wrong);
        var (until, on) = (dueDay.Match(d => d.AsOf, _ => null)!.Value, day.Match(d => d.AsOf, _ => null) ?? clock.Today);
        var from = issuedDay.Match(d => d.AsOf, _ => null) ?? until;
        if (from > until)
            return ProblemDocument.For(Problem.Invalid.At("issued", Text.Of("ways.issued-after-due")));
        if (library.On(GoverningQuestion.Filing, on) is not { } pack)
            return ProblemDocument.For(new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", on))));

        // A certificate whose day of issue is not told began at some time before: for the ways only its due date counts.
        var life = CertificateLife.Of(issuedDay.Match(d => d.AsOf, _ => null) ?? (until < on ? until : on), until);
        var ways = Ways.On(pack, Facts.Of(CertificateFacts.Of(life, [])), on);
        return TypedResults.Ok(new AnsweredWays(
            on, $"{pack.Stamp.Authority}/{pack.Stamp.Version}", Standing.On(library, life, on).Date.Tier,
            [
                .. ways.Select(w => new AnsweredWay(
                    w.Way.Question, words.Say(Text.Of(w.Way.TextKey), pack.Stamp), TextKeys.Kebab(w.State.ToString()), w.FirstDay, w.LastDay, w.CostCents, w.Way.NewNumber, $"{w.Way.Source}",
                    [.. w.Steps.Select(s => new AnsweredStep(s.Rule, words.Say(s.Because, pack.Stamp), $"{s.Source}", s.LastDay, s.FeeLine, s.FeeCents))])),
            ]));
    }

    private static Result<RegistryApi.AskedDay> DayAt(string field, string? typed, bool required)
    {
        if (string.IsNullOrEmpty(typed))
            return required ? Problem.Invalid.At(field, Text.Of("ways.due-missing")) : new RegistryApi.AskedDay(null);
        return RegistryApi.DayOf(typed).Succeeded(out var day, out _) && day.AsOf is { } read && read >= First && read <= Last
            ? day
            : Problem.Invalid.At(field, Text.Of("day.not-iso"));
    }
}
