using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using PeerCert.Core;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Account;

/// <summary>
/// Sign-in through the provider: where it leads back to, where an account is linked the first time, and where the link ends. Without a
/// provider in the settings this page does not exist.
/// </summary>
[AllowAnonymous, EnableRateLimiting(ClientLimits.SignIn)]
public sealed class ProviderModel(
    IServiceProvider services, PeerCertDb db, LinkProvider.Handler link, SignUpThroughProvider.Handler signUp, UnlinkProvider.Handler unlink, BeginSession begin, Wording words) : PageModel
{
    private const string Note = "provider-note";

    public sealed class AddressForm
    {
        [Required, Display(Name = "account.email")]
        public string? Email { get; set; }
    }

    public sealed class PasswordForm
    {
        [Required, Display(Name = "account.current-password")]
        public string? Password { get; set; }
    }

    private ProvenElsewhere? _proven;

    [BindProperty]
    public Credentials Input { get; set; } = new();

    [BindProperty]
    public AddressForm New { get; set; } = new();

    [BindProperty]
    public PasswordForm Unlinking { get; set; } = new();

    public ProviderOptions? Provider { get; } = services.GetService<ProviderOptions>();

    public string Go => SignInProvider.Go;
    public bool IsProven => _proven is not null;
    public bool IsSignedIn => User.Identity is { IsAuthenticated: true };
    public bool IsLinked { get; private set; }
    public bool HasFailed { get; private set; }
    public string? NoteKey { get; private set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Provider is null)
        {
            context.Result = NotFound();
            return;
        }
        if (await SignInProvider.ProvenAsync(HttpContext) is var (who, email))
            (_proven, New.Email) = (who, New.Email ?? email);
        IsLinked = IsSignedIn && await db.IsLinkedAsync(User.UserId, Provider.Issuer, HttpContext.RequestAborted);
        await next();
    }

    public async Task<IActionResult> OnGetAsync(bool failed, CancellationToken ct)
    {
        (HasFailed, NoteKey) = (failed, TempData[Note] as string);
        if (IsSignedIn)
            Input.Email = User.Session().Email;
        if (_proven is null || await db.PassedThroughAsync(_proven, ct) is not { } passed)
            return Page();
        await SignInProvider.ForgetAsync(HttpContext);
        return await begin.AfterFirstStepAsync(this, passed, null, ct);
    }

    public async Task<IActionResult> OnPostLinkAsync(CancellationToken ct)
    {
        if (_proven is null || !this.IsValid(nameof(Input)))
            return this.AskAgain();
        if (!(await link.HandleAsync(new(_proven, Input.Email, Input.Password), ct)).Succeeded(out var passed, out var problem))
            return this.Show(problem);
        await SignInProvider.ForgetAsync(HttpContext);
        return await begin.AfterFirstStepAsync(this, passed, null, ct);
    }

    public async Task<IActionResult> OnPostNewAsync(CancellationToken ct)
    {
        if (_proven is null || !this.IsValid(nameof(New)))
            return this.AskAgain();
        if ((await signUp.HandleAsync(new(_proven, New.Email, words.Language.Tag), ct)).Problem is { } problem)
            return this.Show(problem is Problem.Invalid { Fields: [var field] } ? Problem.Invalid.At($"{nameof(New)}.{field.Field}", field.Message) : problem);
        await SignInProvider.ForgetAsync(HttpContext);
        TempData[SignInModel.Note] = "provider.new-done";
        return RedirectToPage("/Account/SignIn");
    }

    public async Task<IActionResult> OnPostUnlinkAsync(CancellationToken ct)
    {
        if (!IsSignedIn || !this.IsValid(nameof(Unlinking)))
            return this.AskAgain();
        if ((await unlink.HandleAsync(new(Provider!.Issuer, Unlinking.Password, User.Session()), ct)).Problem is { } problem)
            return this.Show(problem is Problem.Invalid { Fields: [var field] } ? Problem.Invalid.At($"{nameof(Unlinking)}.{field.Field}", field.Message) : problem);
        TempData[Note] = "provider.unlinked";
        return RedirectToPage();
    }
}
