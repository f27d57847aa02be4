using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

/// <summary>Sign-in by a passkey: whose it is, the key itself says.</summary>
[AllowAnonymous, EnableRateLimiting(ClientLimits.SignIn), RunsScript]
public sealed class PasskeyModel(IPasskeyHandler<Core.People.Account> passkeys, SignInByPasskey.Handler signIn, BeginSession begin) : FormPage<PasskeyModel.Form>
{
    private const string State = "passkey-asked";

    public sealed class Form
    {
        public string? Credential { get; set; }
    }

    private string? _asked;

    /// <summary>What the browser is asked for, as the script hands it on.</summary>
    public string Options { get; private set; } = "{}";

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _asked = TempData[State] as string;
        var made = await passkeys.MakeRequestOptionsAsync(null, HttpContext);
        (Options, TempData[State]) = (made.RequestOptionsJson, made.AssertionState);
        await next();
    }

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if (string.IsNullOrEmpty(Input.Credential)
            || await passkeys.PerformAssertionAsync(new() { HttpContext = HttpContext, CredentialJson = Input.Credential, AssertionState = _asked }) is not { Succeeded: true } seen)
            return this.Show(new Problem.Refused("passkey-refused", Text.Of("passkey.failed")));
        return (await signIn.HandleAsync(new(seen.Passkey), ct)).Succeeded(out var signedIn, out var problem)
            ? await begin.GoOnAsync(this, signedIn, null, ct)
            : this.Show(problem);
    }
}
