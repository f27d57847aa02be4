using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

/// <summary>Where the link for a forgotten password leads. Opening it changes nothing; sending the form uses it up.</summary>
[AllowAnonymous, EnableRateLimiting(ClientLimits.SignIn)]
public sealed class RecoverModel(RecoverAccount.Handler recover, BeginSession begin) : FormPage<RecoverModel.Form>
{
    public sealed class Form
    {
        public string? Code { get; set; }

        [Required, Display(Name = "account.new-password")]
        public string? Password { get; set; }

        [Display(Name = "second-step.code")]
        public string? Step { get; set; }
    }

    /// <summary>What the link opens; null where it opens nothing.</summary>
    public RecoverAccount.Opened? Opened { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? code, CancellationToken ct)
    {
        Input.Code = code;
        return await LookAsync(ct) is { } problem ? this.Show(problem) : Page();
    }

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if (await LookAsync(ct) is { } notOpen)
            return this.Show(notOpen);
        return (await recover.HandleAsync(new(Input.Code, Input.Password, Input.Step), ct)).Succeeded(out var signedIn, out var problem)
            ? await begin.GoOnAsync(this, signedIn, null, ct)
            : this.Show(problem);
    }

    private async Task<Problem?> LookAsync(CancellationToken ct)
    {
        if (!(await recover.LookAsync(Input.Code, ct)).Succeeded(out var opened, out var problem))
            return problem;
        Opened = opened;
        return null;
    }
}
