using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Exams;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

/// <summary>One's applications, exam window, certificates and notices: what the first page after signing in shows.</summary>
public sealed record MyFiles(
    IReadOnlyList<MyFile> Applications, IReadOnlyList<Certificate> Certificates, IReadOnlyList<Notice> Notices);

public sealed record MyFile(Application Application, ExamEligibility? Exam, Deadline? Deadline);

public sealed class OpenMyFiles(PeerCertDb db, ApplicationClocks clocks)
{
    public async Task<MyFiles> HandleAsync(Actor by, CancellationToken ct)
    {
        var person = await db.People.Where(p => p.Account == by.Account).Select(p => (Id<People.Person>?)p.Id).SingleOrDefaultAsync(ct);
        if (person is not { } me)
            return new([], [], []);
        var applications = await db.Applications.AsNoTracking().Where(a => a.Person == me).OrderByDescending(a => a.StartedAt).ToListAsync(ct);
        var exams = await db.ExamEligibilities.AsNoTracking().Where(e => e.Person == me).ToListAsync(ct);
        return new(
            [.. applications.Select(a => new MyFile(a, exams.SingleOrDefault(e => e.Application == a.Id), clocks.Running(a.State, a.SubmittedOn, a.CompleteOn)))],
            await db.Certificates.AsNoTracking().Where(c => c.Person == me).OrderByDescending(c => c.IssuedOn).ToListAsync(ct),
            await db.Notices.AsNoTracking().Where(n => n.Person == me).OrderByDescending(n => n.RecordedAt).Take(50).ToListAsync(ct));
    }
}
