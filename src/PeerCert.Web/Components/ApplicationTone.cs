using PeerCert.Core.Applications;

namespace PeerCert.Web.Components;

/// <summary>How the state of an application is coloured, alike for the applicant and for staff.</summary>
public static class ApplicationTone
{
    public static Tone Of(ApplicationState state) => state switch
    {
        ApplicationState.Approved or ApplicationState.Certified => Tone.Good,
        ApplicationState.Incomplete or ApplicationState.Submitted or ApplicationState.Complete => Tone.Wait,
        ApplicationState.Denied or ApplicationState.Voided => Tone.Bad,
        _ => Tone.Neutral,
    };
}
