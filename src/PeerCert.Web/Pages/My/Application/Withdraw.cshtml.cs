using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.Applications;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Pages.My.Application;

/// <summary>Says what it means to withdraw, and does it.</summary>
public sealed class WithdrawModel(OpenMyApplication open, WithdrawApplication.Handler withdraw) : ApplicationPage(open)
{
    [BindProperty]
    public WithdrawForm Input { get; set; } = new();

    public sealed class WithdrawForm
    {
        [Display(Name = "apply.withdraw.reason")]
        public string? Reason { get; set; }
    }

    protected override Task<IActionResult> FillAsync(CancellationToken ct) => Task.FromResult<IActionResult>(
        ApplicationLifecycle.Table.Allows(Mine.Application.State, ApplicationAction.Withdraw) ? Page() : RedirectToPage("/My/Application/Index", new { Id }));

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } none)
            return none;
        var isKeyed = Mine.Application.KeyedBy is not null;
        if ((await withdraw.HandleAsync(new(Id, Input.Reason, User.ActorOf()), ct)).Problem is not { } problem)
            return isKeyed ? RedirectToPage("/Staff/KeyIn") : RedirectToPage("/My/Application/Index", new { Id });
        return await LoadAsync(ct) ?? this.Show(problem.In("Input"));
    }
}
