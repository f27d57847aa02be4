using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.Staff;

/// <summary>One mail that did not arrive; how the person was reached instead is written down here.</summary>
[Authorize(Policy = Permissions.FollowUpMail)]
public sealed class SettleMailModel(UndeliveredMails mails, SettleMail.Handler settle) : FormPage<SettleMailModel.Form>
{
    public sealed class Form
    {
        [Display(Name = "staff.mail.how")]
        public MailSettlement? How { get; set; }
    }

    [BindProperty(SupportsGet = true)]
    public Id<Mail> Id { get; set; }

    public UndeliveredMail Mail { get; private set; } = null!;

    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!(await mails.FindAsync(Id, HttpContext.RequestAborted)).Succeeded(out var mail, out _))
        {
            context.Result = NotFound();
            return;
        }
        Mail = mail;
        await next();
    }

    protected override async Task<IActionResult> TakeAsync(CancellationToken ct) =>
        (await settle.HandleAsync(new(Id, Input.How, User.ActorOf()), ct)).Match<IActionResult>(_ => RedirectToPage("/Staff/Mail"), problem => this.Show(problem));
}
