using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core;
using PeerCert.Core.People;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

/// <summary>Asks once more who is there, before something that cannot be taken back; what was sent for it waits.</summary>
[Authorize(Policy = AccessRegistration.SignedIn), EnableRateLimiting(ClientLimits.SignIn)]
public sealed class ProveModel(ProveAgain.Handler prove, BeginSession begin, PeerCertDb db) : FormPage<ProveModel.Form>
{
    public const string Address = "/account/prove";

    public sealed class Form
    {
        [Required, Display(Name = "second-step.code")]
        public string? Code { get; set; }
    }

    public bool AsksForCode { get; private set; }

    public bool HasPasskey { get; private set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var account = User.UserId;
        AsksForCode = await db.Users.AnyAsync(a => a.Id == account && a.TwoFactorEnabled, HttpContext.RequestAborted);
        HasPasskey = await db.Passkeys.AnyAsync(p => p.Account == account, HttpContext.RequestAborted);
        await next();
    }

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct) =>
        (await prove.HandleAsync(new(Input.Code, User.Session(), User.SessionId), ct)).Problem is { } problem
            ? this.Show(problem)
            : LocalRedirect(await begin.FirstPageAsync(User.Session(), null, ct));
}
