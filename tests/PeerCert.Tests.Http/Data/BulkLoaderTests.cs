using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Applications;
using PeerCert.Core.People;
using PeerCert.Core.Registry;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Data;

public sealed class BulkLoaderTests
{
    private static readonly DateOnly From = new(2026, 1, 1);

    [Theory, OnEveryDatabase]
    public async Task Rows_loaded_in_bulk_are_what_the_model_would_have_written(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var bulk = database.Services.GetRequiredService<IBulkLoader>();
        var people = Enumerable.Range(0, 3).Select(_ => Person.Register(null, database.Clock.Now)).ToList();
        var applications = people.Select((p, i) => Application.Start(p.Id, $"A-{i}", database.Clock.Now)).ToList();
        applications[2].Take(ApplicationAction.Submit, new(new([], [])), From, database.Clock.Now);
        Assert.Equal(3, Loaded(await bulk.LoadAsync(people, default)));
        Assert.Equal(3, Loaded(await bulk.LoadAsync(applications, default)));

        await using var db = database.Open();
        foreach (var application in applications)
        {
            var found = await db.Applications.SingleAsync(a =>
                a.Id == application.Id && a.Person == application.Person && a.State == application.State && a.StartedAt == application.StartedAt && a.SubmittedOn == application.SubmittedOn);
            Assert.Equal((application.Reference, application.SubmittedAt, application.DecidedOn), (found.Reference, found.SubmittedAt, found.DecidedOn));
            found.Touch();
        }
        Assert.Null(await db.TrySaveAsync(default));   // version tokens match
    }

    [Theory, OnEveryDatabase]
    public async Task A_duplicate_among_many_loads_none(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var bulk = database.Services.GetRequiredService<IBulkLoader>();
        var refused = await bulk.LoadAsync(Enumerable.Range(0, 5000).Select(i => Line(i % 4999)), default);
        Assert.Equal(new Problem.AlreadyDone("registry-entry", "PK_registry_entries"), refused.Problem);
        await using var db = database.Open();
        Assert.Equal(0, await db.Registry.CountAsync());
        Assert.Equal(4999, Loaded(await bulk.LoadAsync(Enumerable.Range(0, 4999).Select(Line), default)));
        Assert.Equal(4999, await db.Registry.CountAsync(r => r.ActiveFrom >= From));
    }

    [Theory]
    [OnEveryDatabase(49)]
    [OnEveryDatabase(50)]
    [OnEveryDatabase(51)]
    public async Task A_commit_of_many_rows_is_what_a_commit_of_few_is_wherever_they_point(Engine engine, int many)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using (var db = database.Open())
        {
            foreach (var i in Enumerable.Range(0, many))
            {
                var person = Person.Register(null, database.Clock.Now);
                var application = Application.Start(person.Id, $"A-{i}", database.Clock.Now);
                db.Add(application);   // before what it points to
                db.Add(person);
                db.Add(Core.Journal.JournalEntry.Of(new ApplicationStarted($"A-{i}"), "application", application.Id.Value, Actor.Program, null, database.Clock.Now));
            }
            Assert.Null(await db.TrySaveAsync(default));
            foreach (var application in db.Applications.Local)
                application.Touch();
            Assert.Null(await db.TrySaveAsync(default));   // what was put in is still followed
        }
        await using var after = database.Open();
        Assert.Equal((many, many, many), (await after.People.CountAsync(), await after.Applications.CountAsync(a => a.Version == 1), await after.PendingSeals.CountAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task A_duplicate_in_a_commit_of_many_rows_is_told_and_nothing_of_it_stays(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var db = database.Open();
        db.Add(Line(70));
        Assert.Null(await db.TrySaveAsync(default));
        db.ChangeTracker.Clear();
        db.AddRange(Enumerable.Range(0, 100).Select(Line));
        db.Add(Person.Register(null, database.Clock.Now));

        Assert.Equal(new Problem.AlreadyDone("registry-entry", "PK_registry_entries"), await db.TrySaveAsync(default));

        Assert.Equal((1, 0), (await db.Registry.CountAsync(), await db.People.CountAsync()));
    }

    private static RegistryEntry Line(int i) => RegistryEntry.Of($"N{i}", $"Robin Example {i}", From.AddDays(i), From.AddDays(i + 730));

    private static long Loaded(Result<long> result) => result.Match(n => n, problem => throw new InvalidOperationException(problem.Code));
}
