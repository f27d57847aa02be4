using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Exams;

/// <summary>The sittings recorded for an application's eligibility.</summary>
public sealed class ExamFacts(PeerCertDb db) : IFactSource
{
    public const string Kind = "exam";

    /// <summary>The question a pack answers before a sitting may be booked.</summary>
    public const string Question = "exam";

    public async Task<ILookup<Subject, Fact>> AboutAsync(IReadOnlyCollection<Subject> subjects, CancellationToken ct)
    {
        var applications = subjects.Select(s => new Id<Application>(s.File)).ToList();
        var standing = db.StandingAttempts;
        var attempts = await (
            from eligibility in db.ExamEligibilities.AsNoTracking()
            where applications.Contains(eligibility.Application)
            join attempt in standing on eligibility.Id equals attempt.Eligibility
            orderby attempt.SatOn
            select new { eligibility.Person, eligibility.Application, Attempt = attempt }).ToListAsync(ct);
        return attempts.ToLookup(
            a => new Subject(a.Person, a.Application.Value),
            Fact (a) => new Fact.Attempt(Kind, a.Attempt.SatOn, a.Attempt.Outcome) { Id = a.Attempt.Id.ToString() });
    }
}
