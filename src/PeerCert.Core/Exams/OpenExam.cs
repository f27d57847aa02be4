using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Exams;

/// <summary>An eligibility and its sittings as they are known now, newest first.</summary>
public sealed record ExamFile(ExamEligibility Eligibility, IReadOnlyList<ExamAttempt> Attempts);

public sealed class OpenExam(PeerCertDb db)
{
    /// <summary>The exam side of an application; null before it was approved.</summary>
    public Task<ExamFile?> HandleAsync(Id<Application> application, CancellationToken ct) => OfAsync(application.Value, ct);

    /// <summary>The same of any file; null where no exam was opened for it.</summary>
    public async Task<ExamFile?> OfAsync(Guid file, CancellationToken ct) =>
        await db.ExamEligibilities.AsNoTracking().SingleOrDefaultAsync(e => e.File == file, ct) is { } eligibility
            ? new(eligibility, await db.StandingAttempts.Where(a => a.Eligibility == eligibility.Id).OrderByDescending(a => a.SatOn).ToListAsync(ct))
            : null;
}
