using System.Globalization;
using PeerCert.Core.Registry;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Api;

/// <summary>The public registry as JSON. A contract with county systems: changed only by adding.</summary>
public static class RegistryApi
{
    public static void MapRegistryApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/registry").AllowAnonymous().RequireRateLimiting(ClientLimits.Api).WithTags("registry");

        api.MapGet("/{number}", OneAsync)
            .WithName("registryEntry").WithSummary("One entry by its certificate number, on a day (default: today).")
            .Produces<PublicEntry>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(429).ProducesProblem(503);

        api.MapGet("", FindAsync)
            .WithName("registrySearch").WithSummary("Entries by the start of a name: family, \"family, given\" or \"given family\".")
            .Produces<FoundEntries>().ProducesProblem(400).ProducesProblem(429).ProducesProblem(503);
    }

    private static async Task<IResult> OneAsync(string number, string? asOf, OpenInRegistry registry, CancellationToken ct)
    {
        if (!DayOf(asOf).Succeeded(out var day, out var problem))
            return ProblemDocument.For(problem);
        return (await registry.ByNumberAsync(number, day.AsOf, ct)).Match<IResult>(entry => TypedResults.Ok(entry), ProblemDocument.For);
    }

    private static async Task<IResult> FindAsync(string? name, string? cursor, FindInRegistry registry, CancellationToken ct) =>
        (await registry.ByNameAsync(name, "name", cursor, ct)).Match<IResult>(found => TypedResults.Ok(found), ProblemDocument.For);

    /// <summary>An ISO day, strictly; none given is today.</summary>
    public static Result<AskedDay> DayOf(string? asOf) =>
        string.IsNullOrEmpty(asOf) ? new AskedDay(null)
        : DateOnly.TryParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new AskedDay(day)
        : Problem.Invalid.At("asOf", Text.Of("day.not-iso"));

    public readonly record struct AskedDay(DateOnly? AsOf);
}
