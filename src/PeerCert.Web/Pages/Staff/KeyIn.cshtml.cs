using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Applications;
using PeerCert.Core.People;
using PeerCert.Web.Components;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>Applications that came on paper or by telephone: beginning one, and those that are not sent yet.</summary>
[Authorize(Policy = Permissions.KeyInApplications)]
public sealed class KeyInModel(OpenFilingsBeingKeyed filings, KeyInApplication.Handler keyIn) : PageModel
{
    [BindProperty]
    public KeyInForm Input { get; set; } = new();

    public IReadOnlyList<FilingBeingKeyed> Open { get; private set; } = [];

    public sealed class KeyInForm
    {
        /// <summary>Drawn with the form, so that it counts once.</summary>
        public Guid Form { get; set; }
        [Display(Name = "staff.key-in.channel")]
        public FilingChannel? Channel { get; set; }
        [Display(Name = "staff.key-in.received")]
        public DateInput ReceivedOn { get; set; } = new();
        [Display(Name = "staff.key-in.name")]
        public string? AsPrinted { get; set; }
        [Display(Name = "staff.key-in.born")]
        public DateInput BirthDate { get; set; } = new();
        [Display(Name = "staff.key-in.orientation")]
        public DateInput OrientationOn { get; set; } = new();
    }

    public static IEnumerable<Choice> Channels(Wording words) =>
        new[] { FilingChannel.Paper, FilingChannel.Phone }.Select(c => new Choice($"{c}", words.Name(c)));

    public async Task OnGetAsync(CancellationToken ct)
    {
        Input.Form = Guid.NewGuid();
        Open = await filings.HandleAsync(User.ActorOf(), ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var begun = await keyIn.HandleAsync(new(
            Input.Form, Input.Channel, Input.ReceivedOn.Typed, Input.AsPrinted, Input.BirthDate.Typed, Input.OrientationOn.Typed, User.ActorOf()), ct);
        if (begun.Succeeded(out var id, out var problem))
            return RedirectToPage("/My/Application/Index", new { id });
        Open = await filings.HandleAsync(User.ActorOf(), ct);
        return this.Show(problem);
    }
}
