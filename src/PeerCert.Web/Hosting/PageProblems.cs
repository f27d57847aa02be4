using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Shared;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Hosting;

/// <summary>A problem as a page shows it. One place, so that every page shows the same problem in the same way.</summary>
public static class PageProblems
{
    /// <summary>
    /// Errors at their fields (400), the page for what is not there (404), the page that keeps what was typed (503), or
    /// the same page with the reason on top and everything typed still in it (409).
    /// </summary>
    public static IActionResult Show(this PageModel page, Problem problem)
    {
        var words = page.HttpContext.RequestServices.GetRequiredService<Wording>();
        switch (problem)
        {
            case Problem.NotFound or Problem.Unavailable:
                return new StatusCodeResult(ProblemDocument.StatusOf(problem));
            case Problem.Invalid invalid:
                // One fault at a field is told once: the form's own check may have found it before the use case did.
                foreach (var error in invalid.Fields)
                    if (NameIn(page, error.Field) is var name && page.ModelState[name] is not { Errors.Count: > 0 })
                        page.ModelState.AddModelError(name, words[error.Message]);
                break;
            default:
                page.ModelState.AddModelError("", words[problem.Message]);
                break;
        }
        page.Response.StatusCode = ProblemDocument.StatusOf(problem);
        return page.Page();
    }

    /// <summary>The same page again, because what was typed cannot be taken: <c>if (!ModelState.IsValid) return this.AskAgain();</c></summary>
    public static IActionResult AskAgain(this PageModel page)
    {
        page.Response.StatusCode = StatusCodes.Status400BadRequest;
        return page.Page();
    }

    /// <summary>Of a page with several forms one was sent: what the others lack is no fault. Says whether the sent one may be taken.</summary>
    public static bool IsValid(this PageModel page, string form)
    {
        foreach (var other in page.ModelState.Keys.Where(k => !k.StartsWith($"{form}.", StringComparison.Ordinal)).ToList())
            page.ModelState.Remove(other);
        return page.ModelState.IsValid;
    }

    /// <summary>A use case names a field as it is called in its command; the page binds it as a part of its input.</summary>
    private static string NameIn(PageModel page, string field)
    {
        const string input = "Input";
        var first = field.Split('.', '[')[0];
        return field.Length == 0 || page.GetType().GetProperty(first, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is not null || page.GetType().GetProperty(input) is null ? field : $"{input}.{field}";
    }
}
