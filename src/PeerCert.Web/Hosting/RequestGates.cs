using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using PeerCert.Web.Access;

namespace PeerCert.Web.Hosting;

/// <summary>How large a request may be. A page that takes a file says so: <c>[RequestSizeLimit(RequestSizes.Upload)]</c>.</summary>
public static class RequestSizes
{
    /// <summary>Every form without a file.</summary>
    public const long Form = 512 * 1024;

    /// <summary>The largest file that is kept as evidence.</summary>
    public const long Evidence = 10 * 1024 * 1024;

    /// <summary>What a page with a file takes in: twice the file, so that one somewhat too large gets its answer at the field.</summary>
    public const long Upload = 2 * Evidence;
}

/// <summary>Refusals that need no page: what is not here, too large, or not sent from one of our own forms.</summary>
public static class RequestGates
{
    /// <summary>Answers 404 and 405 before anyone is asked to sign in for a page that does not exist.</summary>
    public static Task RefuseUnknown(HttpContext context, RequestDelegate next)
    {
        switch (context.GetEndpoint())
        {
            case null:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            case RouteEndpoint:
                return next(context);
            case { RequestDelegate: { } refusal }: // routing's own endpoint: wrong method, wrong media type
                return refusal(context);
            default:
                return next(context);
        }
    }

    public static Task RefuseTooLarge(HttpContext context, RequestDelegate next)
    {
        if (context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }
        return next(context);
    }

    /// <summary>
    /// The character zero is on no keyboard, and only one of the two databases could keep it: whoever sends it is not at
    /// one of our forms.
    /// </summary>
    public static async Task RefuseZero(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var typed = request.Query.Select(q => q.Value).Append(request.Path.Value);
        if (request.HasFormContentType)
        {
            if (await FormAsync(context) is not { } form)
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }
            typed = typed.Concat(form.Select(f => f.Value));
        }
        if (typed.Any(values => values.Any(v => v?.Contains('\0') is true)))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        await next(context);
    }

    /// <summary>Null for a form that is none: a zero written as %00 never gets past its reader.</summary>
    internal static async Task<IFormCollection?> FormAsync(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>
    /// Every request that may change something carries a token, whatever kind of endpoint it goes to; one that cannot
    /// has to say so itself (<c>DisableAntiforgery</c>). A form of our own whose token is not good any more, since the browser forgot or
    /// somebody signed in elsewhere, is shown again to whoever it was made for: nothing is done by it.
    /// </summary>
    public static async Task RefuseForged(HttpContext context, RequestDelegate next)
    {
        var method = context.Request.Method;
        var safe = HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);
        if (!safe && context.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: false }
            && !await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context))
        {
            if (await TypedForms.KeepAsync(context) is { } owner && context.User.Identity is { IsAuthenticated: true } && context.User.UserId == owner)
                context.Response.Redirect(TypedForms.Page);
            else
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        await next(context);
    }
}

/// <summary>A page without a handler for the method would be shown with nothing loaded.</summary>
public sealed class RefuseUnhandled : IPageFilter
{
    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var method = context.HttpContext.Request.Method;
        if (context.HandlerMethod is null && !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method))
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
    }
}
