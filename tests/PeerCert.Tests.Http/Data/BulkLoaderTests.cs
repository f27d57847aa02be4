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

    private static RegistryEntry Line(int i) => RegistryEntry.Of($"N{i}", $"Robin Example {i}", From.AddDays(i), From.AddDays(i + 730));

    private static long Loaded(Result<long> result) => result.Match(n => n, problem => throw new InvalidOperationException(problem.Code));
}
