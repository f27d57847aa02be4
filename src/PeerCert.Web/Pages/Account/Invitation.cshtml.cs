using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCert.Core.People;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

/// <summary>The code is typed in, not part of an address: addresses stay behind in histories and logs.</summary>
[AllowAnonymous, EnableRateLimiting(ClientLimits.SignIn)]
public sealed class InvitationModel(AcceptInvitation.Handler accept, BeginSession begin) : FormPage<InvitationModel.Form>
{
    public sealed class Form
    {
        [Required, Display(Name = "invitation.code")]
        public string? Code { get; set; }

        [Required, Display(Name = "account.password")]
        public string? Password { get; set; }
    }

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if (!(await accept.HandleAsync(new(Input.Code, Input.Password), ct)).Succeeded(out var signedIn, out var problem))
            return this.Show(problem);
        return (await begin.InAsync(HttpContext, signedIn, ct)).Match<IActionResult>(session => session.RolesWait ? LocalRedirect(Visitor.SecondStep) : RedirectToPage("/Account/Index"), this.Show);
    }
}
