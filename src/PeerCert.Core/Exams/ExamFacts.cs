using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Exams;

/// <summary>The sittings recorded for a file: an application, or a reinstatement.</summary>
public sealed class ExamFacts(PeerCertDb db) : IFactSource
{
    public const string Kind = "exam";

    /// <summary>The question a pack answers before a sitting may be booked.</summary>
    public const string Question = "exam";

    /// <summary>The same of somebody whose certificate expired.</summary>
    public const string ReturnQuestion = "reinstatement-exam";

    public async Task<ILookup<Subject, Fact>> AboutAsync(IReadOnlyCollection<Subject> subjects, CancellationToken ct)
    {
        var files = subjects.Select(s => s.File).ToList();
        var standing = db.StandingAttempts;
        var attempts = await (
            from eligibility in db.ExamEligibilities.AsNoTracking()
            where files.Contains(eligibility.File)
            join attempt in standing on eligibility.Id equals attempt.Eligibility
            orderby attempt.SatOn
            select new { eligibility.Person, eligibility.File, Attempt = attempt }).ToListAsync(ct);
        return attempts.ToLookup(
            a => new Subject(a.Person, a.File),
            Fact (a) => new Fact.Attempt(Kind, a.Attempt.SatOn, a.Attempt.Outcome) { Id = a.Attempt.Id.ToString() });
    }
}
