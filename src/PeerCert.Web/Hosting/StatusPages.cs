using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Hosting;

/// <summary>What a page says that stands in for the one asked for.</summary>
public sealed record StatusPage(int Status, string Title, string About, string? Reference = null, ReplayedForm? Form = null);

/// <summary>
/// Answers with a status instead of a page: people get a page in plain words, programs under <c>/api</c> a problem
/// document. Needs neither database nor sign-in, because it also speaks when those are down.
/// </summary>
public sealed class StatusPages(
    Wording words, IActionResultExecutor<ViewResult> views, IModelMetadataProvider metadata, ILogger<StatusPages> log)
{
    private const string View = "/Pages/Shared/StatusPage.cshtml";
    private const string RetryAfterOutage = "10";

    /// <summary>No letter or digit that is easily misread: people read it out on the phone.</summary>
    public static string NewReference() => RandomNumberGenerator.GetString("23456789BCDFGHJKMNPQRSTVWXYZ", 8);

    public async Task WriteAsync(HttpContext context, int status, string? reference = null)
    {
        context.Response.StatusCode = status;
        if (status is StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = RetryAfterOutage;
        var (code, title, about) = WordsFor(status);
        // Where something was sent, the store may have gone away in the very commit: nobody can know what became of it.
        if (status is StatusCodes.Status503ServiceUnavailable && HttpMethods.IsPost(context.Request.Method))
            about = "status.unavailable.sent";
        if (ProblemDocument.IsFor(context.Request))
        {
            await ProblemDocument.WriteAsync(context, status, code, words[about], reference);
            return;
        }
        var form = status is StatusCodes.Status503ServiceUnavailable ? await ReplayedForm.FromAsync(context, metadata) : null;
        await RenderAsync(context, new(status, title, about, reference, form));
    }

    private async Task RenderAsync(HttpContext context, StatusPage page)
    {
        try
        {
            var view = new ViewResult
            {
                ViewName = View,
                StatusCode = page.Status,
                ViewData = new ViewDataDictionary<StatusPage>(metadata, new()) { Model = page },
            };
            await views.ExecuteAsync(new(context, new(), new ActionDescriptor()), view);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            log.LogError("The page for status {Status} could not be drawn: {Trace}", page.Status, FaultTrace.Of(e));
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync($"{words[page.Title]}\n{page.Reference}\n");
        }
    }

    private static (string Code, string Title, string About) WordsFor(int status) => status switch
    {
        400 => ("bad-request", "status.bad-request.title", "status.bad-request.about"),
        401 => ("not-signed-in", "status.not-signed-in.title", "status.not-signed-in.about"),
        403 => ("forbidden", "status.forbidden.title", "status.forbidden.about"),
        404 => ("not-found", "status.not-found.title", "status.not-found.about"),
        405 => ("method-not-allowed", "status.method.title", "status.method.about"),
        413 => ("too-large", "status.too-large.title", "status.too-large.about"),
        429 => ("too-many-requests", "status.too-many.title", "status.too-many.about"),
        503 => ("unavailable", "status.unavailable.title", "status.unavailable.about"),
        >= 500 => ("fault", "status.fault.title", "status.fault.about"),
        _ => ("refused", "status.refused.title", "status.refused.about"),
    };
}
