using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>
/// Which of the pack's clocks runs for an application in its state, and until when. The same answer stands on the
/// applicant's page and in the staff queue.
/// </summary>
public sealed class ApplicationClocks(StandardsLibrary library)
{
    /// <summary>Complete-or-items notice, from submission (CAL-801.8, CF-51).</summary>
    public const string Notice = "submission-notice";

    /// <summary>Decision notice, from the day found complete (CAL-801.7).</summary>
    public const string Decision = "decision-notice";

    /// <summary>How long an incomplete application is held, from submission (CAL-801.8.B).</summary>
    public const string Hold = "incomplete-hold";

    /// <summary>The certificate after a passed exam, from the exam day (CAL-801.11).</summary>
    public const string Certificate = "certificate-issue";

    /// <summary>The clock that runs; null where none does or none is known for the day of filing.</summary>
    public Deadline? Running(ApplicationState state, DateOnly? submittedOn, DateOnly? completeOn) => (state, submittedOn, completeOn) switch
    {
        (ApplicationState.Submitted, { } filed, _) => Run(Notice, filed, filed),
        (ApplicationState.Incomplete, { } filed, _) => Run(Hold, filed, filed),
        (ApplicationState.Complete, { } filed, { } complete) => Run(Decision, complete, filed),
        _ => null,
    };

    /// <summary>The last day to issue the certificate of somebody who passed on <paramref name="passedOn"/>.</summary>
    public Deadline? CertificateDue(DateOnly filedOn, DateOnly passedOn) => Run(Certificate, passedOn, filedOn);

    private Deadline? Run(string clock, DateOnly start, DateOnly filedOn) =>
        library.On(GoverningQuestion.Filing, filedOn)?.Clocks.GetValueOrDefault(clock)?.Run(start, filedOn) is { } run
            ? new(run.Due, run.HowComputed, run.Source)
            : null;
}
