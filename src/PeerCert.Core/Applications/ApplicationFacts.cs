using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>What an application itself says: that it was filed, and that it was approved.</summary>
public sealed class ApplicationFacts(PeerCertDb db) : IFactSource
{
    public const string Filing = "application";
    public const string Approved = "application-approved";
    public const string BirthDate = "birth-date";
    public const string Training = "core-training";
    public const string TrainingCertificate = "training-certificate";
    public const string Hours = "hours";

    /// <summary>The question a pack answers about an application.</summary>
    public const string Question = "application";

    public async Task<IReadOnlyList<Fact>> AboutAsync(Subject subject, CancellationToken ct)
    {
        var id = new Id<Application>(subject.File);
        var application = await db.Applications.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id && a.Person == subject.Person, ct);
        var facts = new List<Fact>();
        if (application?.SubmittedOn is { } filed)
            facts.Add(new Fact.Filing(Filing, filed));
        if (application is { State: ApplicationState.Approved or ApplicationState.Certified, DecidedOn: { } approved })
            facts.Add(new Fact.Event(Approved, approved, null));
        return facts;
    }

    /// <summary>The facts that a draft's answers state, as far as they can be read.</summary>
    public static IReadOnlyList<Fact> Of(DraftAnswers answers, DateOnly? filedOn)
    {
        var facts = new List<Fact>();
        if (answers.BirthDate?.Read("").Succeeded(out var born, out _) == true)
            facts.Add(new Fact.PersonAttribute(BirthDate, born, null));
        if (answers.TrainingEnded?.Read("").Succeeded(out var ended, out _) == true
            && TrainingAnswers.Hours(answers.TrainingHours).Succeeded(out var hours, out _))
            facts.Add(new Fact.Span(Training, null, ended, hours, Hours) { By = answers.TrainingProvider });
        if (filedOn is { } day)
            facts.Add(new Fact.Filing(Filing, day));
        return facts;
    }
}
