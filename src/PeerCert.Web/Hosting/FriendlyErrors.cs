using Microsoft.AspNetCore.Diagnostics;
using PeerCert.Core.Shared;

namespace PeerCert.Web.Hosting;

/// <summary>
/// Outside everything else: whatever goes wrong further in becomes a page or a problem document of our own. An answer
/// that has only a status gets its page here too.
/// </summary>
public sealed class FriendlyErrors(RequestDelegate next, StatusPages pages, IEnumerable<IOutage> outages, ILogger<FriendlyErrors> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (HasOnlyStatus(context.Response))
                await pages.WriteAsync(context, context.Response.StatusCode);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // the reader went away; there is nobody to answer and nothing to look into
        }
        catch (Exception fault)
        {
            await AnswerAsync(context, fault);
        }
    }

    private async Task AnswerAsync(HttpContext context, Exception fault)
    {
        var chain = FaultTrace.Chain(fault).ToList();
        var (status, reference) = chain.OfType<BadHttpRequestException>().FirstOrDefault() is { } bad ? (bad.StatusCode, (string?)null)
            : chain.Any(e => outages.Any(o => o.Is(e))) ? (StatusCodes.Status503ServiceUnavailable, null)
            : (StatusCodes.Status500InternalServerError, StatusPages.NewReference());
        // the route as written, not as called: a path or a query may hold a name
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "-";
        if (status is StatusCodes.Status503ServiceUnavailable)
            log.LogWarning("{Method} {Route}: a store did not answer: {Trace}", context.Request.Method, route, FaultTrace.Of(fault));
        else if (reference is not null)
            log.LogError("{Method} {Route}: fault {Reference}: {Trace}", context.Request.Method, route, reference, FaultTrace.Of(fault));

        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }
        context.Response.Clear();
        await pages.WriteAsync(context, status, reference);
    }

    private static bool HasOnlyStatus(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentLength: null or 0 } && string.IsNullOrEmpty(response.ContentType)
        && response.HttpContext.Features.Get<IStatusCodePagesFeature>() is not { Enabled: false };
}
