using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PeerCert.Core.People;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

[AllowAnonymous, EnableRateLimiting(ClientLimits.SignIn)]
public sealed class SignInModel(SignIn.Handler signIn, BeginSession begin, IServiceProvider services) : FormPage<Credentials>
{
    internal const string Note = "sign-in-note";

    /// <summary>Where the reader was going; only ever a page of this site.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>The provider in the settings; null where there is none.</summary>
    public ProviderOptions? Provider { get; } = services.GetService<ProviderOptions>();

    public string Go => SignInProvider.Go;

    public string? NoteKey { get; private set; }

    public void OnGet() => NoteKey = TempData[Note] as string
        ?? (Request.Query.ContainsKey(SessionCookie.KeptNote) ? "unsent.kept" : Url.IsLocalUrl(ReturnUrl) ? "sign-in.first" : null);

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if (!(await signIn.HandleAsync(new(Input.Email, Input.Password), ct)).Succeeded(out var passed, out var problem))
            return this.Show(problem);
        return await begin.AfterFirstStepAsync(this, passed, ReturnUrl, ct);
    }
}
