using PeerCert.Core.Applications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

/// <summary>Takes the file whose clock runs out first, of those that its taker may work on; null where none is left.</summary>
public static class TakeNextFile
{
    public sealed record Command(Session By);

    public sealed class Handler(WorkQueue queue, ClaimFile.Handler claim)
    {
        /// <summary>So often somebody else may be quicker before the queue is called busy.</summary>
        private const int Tries = 5;

        public async Task<Result<Id<Application>?>> HandleAsync(Command command, CancellationToken ct)
        {
            var stages = StagesOf(command.By);
            for (var attempt = 1; ; attempt++)
            {
                if (await queue.NextAsync(stages, command.By.Actor, ct) is not { } next)
                    return (Id<Application>?)null;
                if ((await claim.HandleAsync(new(next, command.By.Actor), ct)).Problem is not { } problem)
                    return next;
                if (attempt == Tries || problem is not Problem.Refused)
                    return problem;
            }
        }
    }

    /// <summary>The stages at which somebody's roles have something to do.</summary>
    public static IReadOnlyList<DeskStage> StagesOf(Session session) =>
    [
        .. session.May(Permissions.ReviewApplications) ? [DeskStage.Review] : Array.Empty<DeskStage>(),
        .. session.May(Permissions.DecideApplications) ? [DeskStage.Decision] : Array.Empty<DeskStage>(),
        .. session.May(Permissions.IssueCertificates) ? [DeskStage.Certificate] : Array.Empty<DeskStage>(),
    ];
}
