using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core.Corrections;
using PeerCert.Core.People;
using PeerCert.Web.Access;
using PeerCert.Web.Components;

namespace PeerCert.Web.Pages.Staff;

/// <summary>Corrections that wait for a second person, and those that were made; records that were put together.</summary>
[Authorize(Policy = Permissions.SeeCorrections)]
public sealed class CorrectionsModel(OpenCorrections open, OpenMerges merges) : PageModel
{
    public IReadOnlyList<FiledCorrection> All { get; private set; } = [];
    public IReadOnlyList<PersonMerge> Merges { get; private set; } = [];

    public static Tone ToneOf(CorrectionState state) => state switch
    {
        CorrectionState.Proposed => Tone.Wait,
        CorrectionState.Made => Tone.Good,
        _ => Tone.Neutral,
    };

    public async Task OnGetAsync(CancellationToken ct)
    {
        All = await open.AllAsync(User.Session(), ct);
        Merges = await merges.AllAsync(User.Session(), ct);
    }
}
