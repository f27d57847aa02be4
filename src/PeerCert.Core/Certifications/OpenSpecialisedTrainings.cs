using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>A training in an area with its proof, and what the standard says of it.</summary>
public sealed record OpenedSpecialisedTraining(SpecialisedTraining Training, string Number, Considered Considered, IReadOnlyList<ReviewedEvidence> Evidence);

/// <summary>Trainings of one holder, the newest first; the areas on record, as they are advertised (CAL-213), with the holder's name as the certificate has it.</summary>
public sealed record MySpecialisedTrainings(Certificate Certificate, string LegalName, Pack Pack, Specialisations Standard, IReadOnlyList<OpenedSpecialisedTraining> Trainings, IReadOnlyList<Specialisation> Recorded)
{
    /// <summary>The lines of an advertisement, with the full title or the short one.</summary>
    public IEnumerable<string> Advertisement(bool abbreviated) => Standard.Advertising.Lines(LegalName, Certificate.Number, Recorded, abbreviated);
}

/// <summary>One of those that nobody has looked at, as staff see them in a list.</summary>
public sealed record WaitingSpecialisedTraining(Id<SpecialisedTraining> Id, string Number, string Name, string Area, DateOnly SentOn);

/// <summary>Trainings in areas of specialisation: one's own, and those that wait for staff, the oldest first.</summary>
public sealed class OpenSpecialisedTrainings(PeerCertDb db, StandardsLibrary library, PackDecisions decisions, JournalWriter journal, ProgramClock clock)
{
    /// <summary>Trainings that one list holds.</summary>
    public const int Most = 100;

    public async Task<Result<MySpecialisedTrainings>> OwnAsync(string number, Actor by, CancellationToken ct)
    {
        if (!(await db.OwnCertificateAsync(number, by, ct)).Succeeded(out var certificate, out var problem))
            return problem;
        if (library.On(GoverningQuestion.Filing, clock.Today) is not { Specialisations: { } standard } pack)
            return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", clock.Today)));
        var opened = new List<OpenedSpecialisedTraining>();
        foreach (var training in await db.SpecialisedTrainings.AsNoTracking().Where(t => t.Certificate == certificate.Id && t.State != SpecialisedTrainingState.Withdrawn).OrderByDescending(t => t.SentAt).ToListAsync(ct))
            if ((await OfAsync(training, number, ct)).Succeeded(out var one, out problem))
                opened.Add(one);
            else
                return problem;
        var areas = await db.AreasOfAsync(certificate.Id, ct);
        return new MySpecialisedTrainings(
            certificate, (await db.LegalNames.AsNoTracking().CurrentAsync(certificate.Person, ct))?.AsPrinted ?? "", pack, standard, opened, [.. standard.Areas.Where(a => areas.Contains(a.Name))]);
    }

    /// <summary>For staff; that it was looked at is kept.</summary>
    public async Task<Result<OpenedSpecialisedTraining>> AnyAsync(Id<SpecialisedTraining> id, Actor by, CancellationToken ct)
    {
        if (!(await db.AnySpecialisedTrainingAsync(id, ct)).Succeeded(out var training, out var problem))
            return problem;
        var number = await db.Certificates.Where(c => c.Id == training.Certificate).Select(c => c.Number).SingleAsync(ct);
        if (!(await OfAsync(training, number, ct)).Succeeded(out var opened, out problem))
            return problem;
        journal.WasRead("specialised-training", id.Value, by);
        return await db.TrySaveAsync(ct) is { } lost ? lost : opened;
    }

    public async Task<IReadOnlyList<WaitingSpecialisedTraining>> WaitingAsync(CancellationToken ct)
    {
        var rows = await (
            from t in db.SpecialisedTrainings.AsNoTracking()
            where t.State == SpecialisedTrainingState.Sent
            join c in db.Certificates.AsNoTracking() on t.Certificate equals c.Id
            orderby t.SentAt, c.Number
            select new { t, c.Number }).Take(Most).ToListAsync(ct);
        var names = await db.LegalNames.AsNoTracking().CurrentOfAsync(rows.ConvertAll(r => r.t.Person), ct);
        return [.. rows.Select(r => new WaitingSpecialisedTraining(r.t.Id, r.Number, names.GetValueOrDefault(r.t.Person)?.AsPrinted ?? "", r.t.Area, r.t.SentOn))];
    }

    private async Task<Result<OpenedSpecialisedTraining>> OfAsync(SpecialisedTraining training, string number, CancellationToken ct) =>
        (await decisions.ConsiderAsync(SpecialisedTrainingFacts.Question, training.Subject(), training.SentOn, ct)).Succeeded(out var considered, out var problem)
            ? new OpenedSpecialisedTraining(training, number, considered, await db.ReviewedAsync(training.Id.Value, ct))
            : problem;
}
