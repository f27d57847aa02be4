using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Exams;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>One's applications, exam window, certificates and how many notices are new: what the first page after signing in shows.</summary>
public sealed record MyFiles(IReadOnlyList<MyFile> Applications, IReadOnlyList<Certificate> Certificates, int NewNotices)
{
    /// <summary>What has to come before a first application; null where nothing has.</summary>
    public Decision? Before { get; init; }

    /// <summary>What they want to be called; null where they did not say.</summary>
    public string? PreferredName { get; init; }

    /// <summary>The record was put together with another one of the same person, where its files are now.</summary>
    public bool IsMergedAway { get; init; }
}

/// <summary><see cref="ExamDecision"/> says what is left before a sitting can be booked; null where no exam is open.</summary>
public sealed record MyFile(Application Application, ExamEligibility? Exam, Decision? ExamDecision, Whereabouts Where);

public sealed class OpenMyFiles(PeerCertDb db, PackDecisions decisions, OpenWhereabouts whereabouts, ProgramClock clock)
{
    public async Task<MyFiles> HandleAsync(Actor by, CancellationToken ct)
    {
        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Account == by.Account, ct) is not { } person)
            return new([], [], 0);
        var me = person.Id;
        var applications = await db.Applications.AsNoTracking().Where(a => a.Person == me).OrderByDescending(a => a.StartedAt).ToListAsync(ct);
        var exams = await db.ExamEligibilities.AsNoTracking().Where(e => e.Person == me).ToListAsync(ct);
        var files = new List<MyFile>();
        foreach (var application in applications)
        {
            var exam = exams.SingleOrDefault(e => e.Application == application.Id);
            var decision = exam is { State: ExamEligibilityState.Open }
                ? (await decisions.ConsiderAsync(ExamFacts.Question, application.Subject(), application.SubmittedOn, ct)).Match<Decision?>(c => c.Decision, _ => null)
                : null;
            files.Add(new(application, exam, decision, await whereabouts.HandleAsync(application, ct)));
        }
        return new(
            files,
            await db.Certificates.AsNoTracking().Where(c => c.Person == me && c.AnnulledOn == null).OrderByDescending(c => c.IssuedOn).ToListAsync(ct),
            await db.UnreadNoticesAsync(by.Account, clock.Now, ct))
        {
            PreferredName = person.PreferredName,
            IsMergedAway = person.MergedInto is not null,
            Before = await decisions.StillWantedAsync(me, ct),
        };
    }
}
