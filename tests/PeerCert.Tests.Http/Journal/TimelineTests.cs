using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Journal;

public sealed class TimelineTests
{
    [Theory, OnEveryDatabase]
    public async Task Changes_of_one_millisecond_keep_their_order(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var db = database.Open();
        var person = Person.Register(null, database.Clock.Now);
        var application = Application.Start(person.Id, "A-1", database.Clock.Now);
        db.AddRange(person, application);
        var journal = new JournalWriter(db, database.Clock);
        string[] steps = [.. Enumerable.Range(1, 12).Select(n => $"step {n}")];
        foreach (var commit in steps.Chunk(2))   // two in one commit, and commit after commit: the clock stands
        {
            foreach (var step in commit)
                journal.Record(new TestHappened(step), application, new(null, $"who took {step}"), step);
            Assert.Null(await db.TrySaveAsync(default));
        }

        var lines = await new Timeline(db).AboutAsync(["application"], application.Id.Value, default);

        Assert.Equal(steps.Reverse(), lines.Select(l => l.Reason));
        Assert.Single(lines.Select(l => l.At).Distinct());
        Assert.Equal(new Problem.ChangedMeanwhile("who took step 12", database.Clock.Now), await db.WhoChangedAsync(application, default));
        Assert.Equal(steps, await db.Journal.OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.Reason).ToListAsync());
    }
}
