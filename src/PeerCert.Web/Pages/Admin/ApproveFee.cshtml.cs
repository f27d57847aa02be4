using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Ledger;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Access;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Admin;

/// <summary>Records the state's approval of one fee line.</summary>
[Authorize(Policy = Permissions.ApproveFees)]
public sealed class ApproveFeeModel(StandardsLibrary library, ApproveFeeLine.Handler approve) : FormPage<ApproveFeeModel.Form>
{
    public sealed class Form
    {
        [DateRequired, Display(Name = "fees.effective-from")]
        public DateInput EffectiveFrom { get; set; } = new();

        [Required, Display(Name = "fees.reference")]
        public string? Reference { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public string Sha256 { get; set; } = "";

    public FeeLine Line { get; private set; } = null!;

    [NonHandler]
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (library.Packs.SelectMany(p => p.Fees.Values).FirstOrDefault(l => l.Sha256 == Sha256) is { } line)
            Line = line;
        else
            context.Result = NotFound();
    }

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        var day = Input.EffectiveFrom.Value is { } from ? TypedDay.Of(from) : new TypedDay(null, null, null);
        return (await approve.HandleAsync(new(Sha256, day, Input.Reference, User.Session()), ct)).Match<IActionResult>(
            _ => RedirectToPage("/Admin/Fees"), problem => this.Show(problem));
    }
}
