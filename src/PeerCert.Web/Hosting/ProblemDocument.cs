using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using PeerCert.Core.Shared;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Hosting;

/// <summary>How programs are told what went wrong (RFC 9457). <c>code</c> is stable; scripts go by it, not by the words.</summary>
public static class ProblemDocument
{
    public const string ContentType = "application/problem+json";

    public static bool IsFor(HttpRequest request) => request.Path.StartsWithSegments("/api");

    public static int StatusOf(Problem problem) => problem switch
    {
        Problem.Invalid => StatusCodes.Status400BadRequest,
        Problem.NotFound => StatusCodes.Status404NotFound,
        Problem.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status409Conflict,
    };

    /// <summary>The answer of an endpoint to a problem: <c>return ProblemDocument.For(problem);</c></summary>
    public static IResult For(Problem problem) => new Answer(problem);

    public static Task WriteAsync(
        HttpContext context, int status, string code, string detail, string? reference = null, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        context.Response.StatusCode = status;
        if (status is StatusCodes.Status503ServiceUnavailable && context.Response.Headers.RetryAfter.Count == 0)
            context.Response.Headers.RetryAfter = "10";
        var document = new Dictionary<string, object>
        {
            ["type"] = "about:blank",
            ["title"] = ReasonPhrases.GetReasonPhrase(status),
            ["status"] = status,
            ["detail"] = detail,
            ["code"] = code,
        };
        if (reference is not null)
            document["reference"] = reference;
        if (errors is not null)
            document["errors"] = errors;
        return context.Response.WriteAsJsonAsync(document, JsonSerializerOptions.Web, ContentType, context.RequestAborted);
    }

    private sealed class Answer(Problem problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var words = httpContext.RequestServices.GetRequiredService<Wording>();
            var errors = (problem as Problem.Invalid)?.Fields
                .GroupBy(f => f.Field).ToDictionary(f => f.Key, f => f.Select(e => words[e.Message]).ToArray());
            return WriteAsync(httpContext, StatusOf(problem), problem.Code, words[problem.Message], errors: errors);
        }
    }
}
