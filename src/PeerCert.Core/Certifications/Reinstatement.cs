using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>
/// What the holder of an expired certificate does to bring it back before the filing itself: sittings of the exam, a refresher with its proof
/// (CAL-209.X0). It belongs to one term, so that what was done for another is never counted for this one.
/// </summary>
public sealed class Reinstatement : IRoot
{
    private Reinstatement() { }

    public Id<Reinstatement> Id { get; private set; }
    public Id<Certificate> Certificate { get; private set; }
    public Id<Person> Person { get; private set; }

    /// <summary>The last day of the term it follows.</summary>
    public DateOnly FollowsDue { get; private set; }

    public DateTime StartedAt { get; private set; }
    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public static Reinstatement Start(Certificate certificate, DateTime at) => new()
    {
        Id = Id<Reinstatement>.New(),
        Certificate = certificate.Id,
        Person = certificate.Person,
        FollowsDue = certificate.CurrentUntil,
        StartedAt = at,
    };

    /// <summary>It is another person's record: two of one person were put together, or taken apart again.</summary>
    public void BelongsTo(Id<Person> person) => Person = person;
}

/// <summary>What a way asks for that is done before its filing.</summary>
/// <param name="AsksForExam">A sitting has to be passed.</param>
/// <param name="Trainings">Kinds of training of which one has to be stated.</param>
/// <param name="Documents">Kinds of document that prove it.</param>
public sealed record Preparation(bool AsksForExam, IReadOnlyList<FactKind> Trainings, IReadOnlyList<FactKind> Documents)
{
    public bool IsEmpty => !AsksForExam && Trainings.Count == 0 && Documents.Count == 0;

    public static Preparation Of(Pack pack, params IEnumerable<WayOn> ways)
    {
        var rules = ways.Where(w => w.State is WayState.Open && !w.Way.NewNumber).SelectMany(w => pack.Questions[w.Way.Question].Roots.SelectMany(Tree)).ToList();
        return new(
            rules.OfType<Passed>().Any(),
            [.. rules.OfType<SpanAtLeast>().Select(r => pack.Kinds[r.Span]).DistinctBy(k => k.Name)],
            [.. rules.OfType<DocumentAccepted>().SelectMany(r => r.Documents).Select(d => pack.Kinds[d.Kind]).DistinctBy(k => k.Name)]);
    }

    private static IEnumerable<Requirement> Tree(Requirement rule) => rule.Parts.SelectMany(Tree).Prepend(rule);
}

public static class ReinstatementAccess
{
    public static Subject Subject(this Reinstatement reinstatement) => new(reinstatement.Person, reinstatement.Id.Value);

    extension(PeerCertDb db)
    {
        /// <summary>What was begun to bring a certificate back from the term that ended last; null where nothing was.</summary>
        public Task<Reinstatement?> ReinstatementOfAsync(Certificate certificate, CancellationToken ct) =>
            db.Reinstatements.SingleOrDefaultAsync(r => r.Certificate == certificate.Id && r.FollowsDue == certificate.CurrentUntil, ct);

        /// <summary>Begins it in the caller's commit; of two who begin at once one does.</summary>
        public Reinstatement Begin(Certificate certificate, DateTime at)
        {
            var begun = Reinstatement.Start(certificate, at);
            db.Add(begun);
            return begun;
        }

        public async Task<Result<Reinstatement>> AnyReinstatementAsync(Id<Reinstatement> id, CancellationToken ct) =>
            await db.Reinstatements.SingleOrDefaultAsync(r => r.Id == id, ct) is { } found ? found : new Problem.NotFound("thing.reinstatement");
    }
}
