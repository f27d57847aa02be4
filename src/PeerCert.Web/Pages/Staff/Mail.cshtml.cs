using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>Mail that did not arrive and waits for somebody to reach the person in another way.</summary>
[Authorize(Policy = Permissions.FollowUpMail)]
public sealed class MailModel(UndeliveredMails mails, ProgramClock clock) : PageModel
{
    public IReadOnlyList<UndeliveredMail> Waiting { get; private set; } = [];

    public int StrangeReports { get; private set; }

    public DateOnly DayOf(DateTime instant) => clock.DayOf(instant);

    /// <summary>Somebody who has not written down their name yet is known by their application, or not at all.</summary>
    public static string NameOf(Wording words, UndeliveredMail mail) =>
        mail is { Name.Length: > 0 } ? mail.Name : mail.Reference ?? words["staff.mail.nameless"];

    public async Task OnGetAsync(CancellationToken ct) => (Waiting, StrangeReports) = (await mails.ListAsync(ct), await mails.StrangeReportsAsync(ct));
}
