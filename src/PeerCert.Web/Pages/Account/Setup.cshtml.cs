using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PeerCert.Core;
using PeerCert.Core.People;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

/// <summary>Makes the first administrator. Once there is one, this page does not exist.</summary>
[AllowAnonymous, EnableRateLimiting(ClientLimits.SignIn)]
public sealed class SetupModel(PeerCertDb db, CreateFirstAdmin.Handler create, BeginSession begin) : FormPage<SetupModel.Form>
{
    public sealed class Form : Credentials
    {
        [Required, Display(Name = "setup.token")]
        public string? Token { get; set; }
    }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await db.HasAdminAsync(HttpContext.RequestAborted))
            context.Result = NotFound();
        else
            await next();
    }

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if (!(await create.HandleAsync(new(Input.Token, Input.Email, Input.Password), ct)).Succeeded(out var signedIn, out var problem))
            return this.Show(problem);
        return (await begin.InAsync(HttpContext, signedIn, ct)).Match<IActionResult>(_ => RedirectToPage("/Admin/Accounts"), this.Show);
    }
}
