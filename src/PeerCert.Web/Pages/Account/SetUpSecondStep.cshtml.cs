using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.People;
using PeerCert.Web.Access;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Account;

/// <summary>Shows the secret to the app, as a picture and in letters, and takes its first code.</summary>
[Authorize(Policy = AccessRegistration.SignedIn)]
public sealed class SetUpSecondStepModel(OpenMySecondStep mine, ConfirmSecondStep.Handler confirm, ProgramIdentity identity) : FormPage<SetUpSecondStepModel.Form>
{
    private const int Group = 4;

    public sealed class Form
    {
        [Required, Display(Name = "second-step.code")]
        public string? Code { get; set; }
    }

    private string _secret = "";

    public string Uri => OpenMySecondStep.UriOf(_secret, User.Session().Email, identity.Name);

    /// <summary>In groups, to be typed.</summary>
    public string Key => string.Join(' ', _secret.Chunk(Group).Select(c => new string(c)));

    /// <summary>Shown in this answer and never again.</summary>
    public IReadOnlyList<string>? Codes { get; private set; }

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if ((await mine.OfAsync(User.UserId, HttpContext.RequestAborted)).Pending is not { } pending)
        {
            context.Result = RedirectToPage("/Account/SecondStep");
            return;
        }
        _secret = pending;
        await next();
    }

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if (!(await confirm.HandleAsync(new(Input.Code, User.Session(), User.SessionId), ct)).Succeeded(out var codes, out var problem))
            return this.Show(problem);
        Codes = codes;
        return Page();
    }
}
