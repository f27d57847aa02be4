using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.People;

/// <summary>
/// What somebody told for the reports to the state (CAL-808.1). Apart from every application: no page of staff and no
/// decision reads it, and it leaves the program as counts only.
/// </summary>
public sealed class Demographics
{
    private Demographics() { }

    public Id<Person> Person { get; private set; }
    public string AnswersJson { get; private set; } = "{}";
    public DateTime SavedAt { get; private set; }
    public int Version { get; private set; }

    public static Demographics Of(Id<Person> person) => new() { Person = person };

    /// <summary>By the pack's question, the values that were chosen; a question without an answer is not there.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Read() =>
        JsonSerializer.Deserialize<ImmutableSortedDictionary<string, ImmutableArray<string>>>(AnswersJson, Json.Options)!;

    public void Save(ImmutableSortedDictionary<string, ImmutableArray<string>> answers, DateTime at)
    {
        (AnswersJson, SavedAt) = (JsonSerializer.Serialize(answers, Json.Options), at);
        Version++;
    }
}

/// <summary>One's own answers and the questions as the standard of today has them.</summary>
public sealed record MyDemographics(Pack Pack, ImmutableSortedDictionary<string, ImmutableArray<string>> Answers);

public sealed class OpenMyDemographics(PeerCertDb db, StandardsLibrary library, ProgramClock clock)
{
    public async Task<Result<MyDemographics>> HandleAsync(Actor by, CancellationToken ct)
    {
        if (library.On(GoverningQuestion.Filing, clock.Today) is not { } pack)
            return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", clock.Today)));
        var saved = await db.Demographics.AsNoTracking().SingleOrDefaultAsync(d => db.People.Any(p => p.Id == d.Person && p.Account == by.Account), ct);
        return new MyDemographics(pack, saved?.Read() ?? ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty);
    }
}

/// <summary>Saves what somebody wants to tell; what is left out is taken back. Nothing of it is journaled but that it was saved.</summary>
public static class SaveDemographics
{
    public sealed record Command(IReadOnlyDictionary<string, IReadOnlyList<string>> Answers, Actor By);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Account == command.By.Account, ct) is not { } person)
                return new Problem.NotFound("thing.person");
            if (library.On(GoverningQuestion.Filing, clock.Today) is not { } pack)
                return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", clock.Today)));
            if (Decide(pack, command.Answers) is { } wrong)
                return wrong;
            var saved = await db.Demographics.SingleOrDefaultAsync(d => d.Person == person.Id, ct);
            if (saved is null)
                db.Add(saved = Demographics.Of(person.Id));
            saved.Save(command.Answers.Where(a => a.Value.Count > 0).ToImmutableSortedDictionary(a => a.Key, a => a.Value.Order(StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal), clock.Now);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }

    /// <summary>Only what is asked can be answered, with the values that are there, and one where one holds.</summary>
    public static Problem? Decide(Pack pack, IReadOnlyDictionary<string, IReadOnlyList<string>> answers) => Problem.Invalid.Of(
    [
        .. from answer in answers
           let question = pack.Demographics.FirstOrDefault(q => q.Name == answer.Key)
           where question is null || answer.Value.Any(v => !question.Values.Contains(v)) || answer.Value.Count > 1 && !question.Several
           select Problem.Invalid.At(answer.Key, Text.Of("field.choice-missing")),
    ]);
}
