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

    /// <summary>How the person applies; what is asked follows from it.</summary>
    public const string Pathway = "pathway";

    /// <summary>The question a pack answers about an application.</summary>
    public const string Question = "application";

    public async Task<ILookup<Subject, Fact>> AboutAsync(IReadOnlyCollection<Subject> subjects, CancellationToken ct)
    {
        var ids = subjects.Select(s => new Id<Application>(s.File)).ToList();
        var applications = await db.Applications.AsNoTracking().Where(a => ids.Contains(a.Id)).ToListAsync(ct);
        return applications.SelectMany(a => Of(a).Select(fact => (Subject: a.Subject(), Fact: fact))).ToLookup(f => f.Subject, f => f.Fact);
    }

    private static IEnumerable<Fact> Of(Application application)
    {
        if (application.SubmittedOn is { } filed)
            yield return new Fact.Filing(Filing, filed);
        if (application is { State: ApplicationState.Approved or ApplicationState.Certified, DecidedOn: { } approved })
            yield return new Fact.Event(Approved, approved, null);
    }

    /// <summary>The facts that a draft's answers state, as far as they can be read and the form asks for them.</summary>
    public static IReadOnlyList<Fact> Of(DraftAnswers answers, ApplicationForm form)
    {
        var facts = new List<Fact>();
        if (form.Pack.Kinds.ContainsKey(Pathway) && answers.Chosen.TryGetValue(Pathway, out var pathway))
            facts.Add(new Fact.PersonAttribute(Pathway, null, pathway));
        if (answers.BirthDate?.Read("").Succeeded(out var born, out _) == true)
            facts.Add(new Fact.PersonAttribute(BirthDate, born, null));
        foreach (var choice in form.Choices)
            if (answers.Chosen.TryGetValue(choice.Name, out var value))
                facts.Add(new Fact.PersonAttribute(choice.Name, null, value));
        foreach (var statement in form.Statements)
            if (answers.Stated.TryGetValue(statement.Name, out var stated))
                facts.Add(new Fact.Attestation(statement.Name, stated.On, stated.Yes));
        foreach (var kind in form.Entries)
            facts.AddRange(answers.Entries.Where(e => e.Kind == kind.Name).Select(e => EntryAnswers.Read(e, kind)).OfType<Fact>());
        return facts;
    }
}
