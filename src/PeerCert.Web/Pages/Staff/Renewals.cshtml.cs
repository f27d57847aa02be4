using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Access;

namespace PeerCert.Web.Pages.Staff;

/// <summary>Filings for a next term that wait for a decision, and those that wait for a fee.</summary>
[Authorize(Policy = Permissions.SeeRenewals)]
public sealed class RenewalsModel(RenewalDesk desk, OpenReinstatement reinstatements, OpenSpecialisedTrainings trainings, OpenNameChanges names, OpenWithheldNames withheld, ProgramClock clock) : PageModel
{
    public IReadOnlyList<(string Heading, IReadOnlyList<WaitingRenewal> Filings)> Lists { get; private set; } = [];

    /// <summary>What was begun to bring an expired certificate back.</summary>
    public IReadOnlyList<BegunReinstatement> Begun { get; private set; } = [];

    /// <summary>Trainings in areas of specialisation that nobody has looked at; for whoever may look.</summary>
    public IReadOnlyList<WaitingSpecialisedTraining> Trainings { get; private set; } = [];

    /// <summary>Changes of name that nobody has looked at; for whoever may look.</summary>
    public IReadOnlyList<WaitingNameChange> Names { get; private set; } = [];

    /// <summary>Who asks that the registry leaves their name out, and whose name it leaves out; for whoever decides that.</summary>
    public IReadOnlyList<(string Heading, IReadOnlyList<ListedWithheldName> Names)> Withheld { get; private set; } = [];

    public DateOnly DayOf(DateTime instant) => clock.DayOf(instant);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Lists =
        [
            ("staff.renewals.to-decide", await desk.WaitingAsync(whole: true, ct)),
            ("staff.renewals.to-pay", await desk.WaitingAsync(whole: false, ct)),
        ];
        Begun = await reinstatements.BegunAsync(ct);
        if (User.Session().May(Permissions.CorrectPeople))
            Names = await names.WaitingAsync(ct);
        if (User.Session().May(Permissions.WithholdNames))
            Withheld = [("staff.withheld-name.waiting", await withheld.WaitingAsync(ct)), ("staff.withheld-name.in-force", await withheld.InForceAsync(ct))];
        if (User.Session().May(Permissions.ReadEvidence))
            Trainings = await trainings.WaitingAsync(ct);
    }
}
