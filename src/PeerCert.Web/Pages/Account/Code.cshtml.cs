using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PeerCert.Core.People;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

/// <summary>The second step of the sign-in, for whoever has taken the first a moment ago.</summary>
[AllowAnonymous, EnableRateLimiting(ClientLimits.SignIn)]
public sealed class CodeModel(EnterCode.Handler enter, BeginSession begin) : FormPage<CodeModel.Form>
{
    public sealed class Form
    {
        [Required, Display(Name = "second-step.code")]
        public string? Code { get; set; }
    }

    private (Guid Account, string Stamp)? _halfWay;

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public bool IsHalfWay => _halfWay is not null;

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _halfWay = await BeginSession.HalfWayAsync(HttpContext);
        await next();
    }

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if (_halfWay is not var (account, stamp))
            return this.AskAgain();
        if (!(await enter.HandleAsync(new(account, stamp, Input.Code), ct)).Succeeded(out var signedIn, out var problem))
            return this.Show(problem);
        await BeginSession.LeaveHalfWayAsync(HttpContext);
        return await begin.GoOnAsync(this, signedIn, ReturnUrl, ct);
    }
}
