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

    public async Task<IReadOnlyList<Fact>> AboutAsync(Subject subject, CancellationToken ct)
    {
        var application = new Id<Application>(subject.File);
        var attempts = await (
            from eligibility in db.ExamEligibilities.AsNoTracking()
            where eligibility.Application == application && eligibility.Person == subject.Person
            join attempt in db.ExamAttempts.AsNoTracking() on eligibility.Id equals attempt.Eligibility
            orderby attempt.SatOn
            select attempt).ToListAsync(ct);
        return [.. attempts.Select(a => new Fact.Attempt(Kind, a.SatOn, a.Outcome) { Id = a.Id.ToString() })];
    }
}
