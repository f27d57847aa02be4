using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCert.Core.People;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

/// <summary>Where the link leads that stops what staff are about to do to an account. Opening it changes nothing; the button does.</summary>
[AllowAnonymous, EnableRateLimiting(ClientLimits.SignIn)]
public sealed class StopResetModel(StopReset.Handler stop) : FormPage<StopResetModel.Form>
{
    public sealed class Form
    {
        public string? Code { get; set; }
    }

    public bool IsStopped { get; private set; }

    public void OnGet(string? code) => Input.Code = code;

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if ((await stop.HandleAsync(new(Input.Code, null), ct)).Problem is { } problem)
            return this.Show(problem);
        IsStopped = true;
        return Page();
    }
}
