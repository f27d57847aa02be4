using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Exams;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Data;

public sealed class CommitTests
{
    private static readonly Actor First = new(null, "Robin Example");
    private static readonly Actor Second = new(null, "Testa McTestface");

    [JournalEvent("test-happened")]
    private sealed record Happened(string What) : IJournalEvent;

    [Theory, OnEveryDatabase]
    public async Task Of_two_who_decide_at_once_the_second_is_told_who_was_first_and_when(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var id = await ApplicationAsync(database);
        await using var one = database.Open();
        await using var two = database.Open();
        var (mine, theirs) = (await one.Applications.SingleAsync(a => a.Id == id), await two.Applications.SingleAsync(a => a.Id == id));

        database.Time.Advance(TimeSpan.FromMinutes(7));
        var when = database.Clock.Now;
        new JournalWriter(one, database.Clock).Record(new Happened("approved"), mine, First);
        Assert.Null(await one.TrySaveAsync(default));
        database.Time.Advance(TimeSpan.FromMinutes(1));
        new JournalWriter(two, database.Clock).Record(new Happened("denied"), theirs, Second);
        two.Add(Person.Register(null, database.Clock.Now));
        var problem = await two.TrySaveAsync(default);

        Assert.Equal(new Problem.ChangedMeanwhile("Robin Example", when), problem);
        Assert.Empty(two.ChangeTracker.Entries());
        Assert.Equal(1, await two.People.CountAsync());
        Assert.Equal(1, (await two.Applications.SingleAsync(a => a.Id == id)).Version);
        Assert.Equal("Robin Example", (await two.Journal.SingleAsync()).ActorName);
    }

    [Theory, OnEveryDatabase]
    public async Task Whoever_was_first_is_named_too_where_a_unique_key_is_what_the_second_trips_over(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var id = await ApplicationAsync(database);
        await using var one = database.Open();
        await using var two = database.Open();
        var when = database.Clock.Now;
        foreach (var (db, by, number) in new[] { (one, First, "C-1"), (two, Second, "C-2") })
        {
            var application = await db.Applications.SingleAsync(a => a.Id == id);
            db.Add(ExamEligibility.Open(id, application.Person, number, database.Clock.Today, database.Clock.Today));
            new JournalWriter(db, database.Clock).Record(new Happened("approved"), application, by);
        }
        Assert.Null(await one.TrySaveAsync(default));
        Assert.Equal(new Problem.ChangedMeanwhile("Robin Example", when), await two.TrySaveAsync(default));
        Assert.Equal("C-1", (await two.ExamEligibilities.SingleAsync()).CandidateId);
    }

    [Theory, OnEveryDatabase]
    public async Task The_same_thing_twice_is_named_by_what_it_is_and_by_the_key_that_stopped_it(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var id = await ApplicationAsync(database, "A-1");
        await using var db = database.Open();
        var person = (await db.Applications.SingleAsync(a => a.Id == id)).Person;

        db.Add(Application.Start(person, "A-1", database.Clock.Now));
        Assert.Equal(new Problem.AlreadyDone("application", "IX_applications_reference"), await db.TrySaveAsync(default));

        var eligibility = ExamEligibility.Open(id, person, "C-1", database.Clock.Today, database.Clock.Today);
        db.Add(eligibility);
        db.Add(Sitting(eligibility.Id));
        Assert.Null(await db.TrySaveAsync(default));
        db.Add(Sitting(eligibility.Id));
        Assert.Equal(new Problem.AlreadyDone("exam-attempt", "IX_exam_attempts_eligibility_sat_on_revision"), await db.TrySaveAsync(default));

        db.Add(new Counter { Name = "series", Value = 1 });
        Assert.Null(await db.TrySaveAsync(default));
        db.ChangeTracker.Clear();
        db.Add(new Counter { Name = "series", Value = 2 });
        Assert.Equal(new Problem.AlreadyDone("counter", "PK_counters"), await db.TrySaveAsync(default));

        ExamAttempt Sitting(Id<ExamEligibility> of) => new()
        {
            Id = Id<ExamAttempt>.New(),
            Eligibility = of,
            SatOn = database.Clock.Today,
            Outcome = AttemptOutcome.Pass,
            RecordedAt = database.Clock.Now,
            RecordedBy = "Robin Example",
        };
    }

    [Theory, OnEveryDatabase]
    public async Task What_works_once_and_has_no_root_was_already_done(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var token = new OneTimeToken { Id = Guid.NewGuid(), Purpose = OneTimeToken.Setup };
        token.Renew(database.Clock.Now, TimeSpan.FromHours(1));
        await using var one = database.Open();
        one.Add(token);
        Assert.Null(await one.TrySaveAsync(default));
        await using var two = database.Open();
        (await two.OneTimeTokens.SingleAsync()).Use(database.Clock.Now);
        token.Use(database.Clock.Now);
        Assert.Null(await one.TrySaveAsync(default));
        Assert.Equal(new Problem.AlreadyDone("one-time-token"), await two.TrySaveAsync(default));
    }

    [Theory, OnEveryDatabase]
    public async Task A_problem_within_a_transaction_leaves_nothing_of_it(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var db = database.Open();
        var refused = await db.InTransactionAsync<Done>(
            async ct =>
            {
                db.Add(Person.Register(null, database.Clock.Now));
                Assert.Null(await db.TrySaveAsync(ct));
                db.Add(Person.Register(null, database.Clock.Now));
                return new Problem.NotFound("test");
            },
            default);
        Assert.IsType<Problem.NotFound>(refused.Problem);
        Assert.Empty(db.ChangeTracker.Entries());
        Assert.Equal(0, await db.People.CountAsync());
        var kept = await db.InTransactionAsync<Done>(
            _ =>
            {
                db.Add(Person.Register(null, database.Clock.Now));
                return Task.FromResult<Result<Done>>(new Done());
            },
            default);
        Assert.Null(kept.Problem);
        Assert.Equal(1, await db.People.CountAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task A_bug_within_a_transaction_stays_an_exception_and_leaves_nothing(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var db = database.Open();
        await Assert.ThrowsAsync<FormatException>(() => db.InTransactionAsync<Done>(
            async ct =>
            {
                db.Add(Person.Register(null, database.Clock.Now));
                await db.TrySaveAsync(ct);
                throw new FormatException();
            },
            default));
        Assert.Empty(db.ChangeTracker.Entries());
        Assert.Equal(0, await db.People.CountAsync());
        db.Add(Application.Start(Id<Person>.New(), "A-1", database.Clock.Now));   // nobody: a foreign key, which no input can break
        await Assert.ThrowsAsync<DbUpdateException>(() => db.TrySaveAsync(default));
    }

    [Theory, OnEveryDatabase]
    public async Task A_cancelled_save_leaves_nothing_and_the_next_one_works(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var db = database.Open();
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => db.InTransactionAsync<Done>(
            async ct =>
            {
                db.Add(Person.Register(null, database.Clock.Now));
                await cancel.CancelAsync();
                await db.TrySaveAsync(ct);
                return new Done();
            },
            cancel.Token));
        Assert.Empty(db.ChangeTracker.Entries());
        Assert.Equal(0, await db.People.CountAsync());
        db.Add(Person.Register(null, database.Clock.Now));
        Assert.Null(await db.TrySaveAsync(default));
    }

    [Theory, OnEveryDatabase]
    public async Task A_transaction_does_not_begin_inside_another(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        await using var db = database.Open();
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.InTransactionAsync<Done>(
            ct => db.InTransactionAsync<Done>(_ => Task.FromResult<Result<Done>>(new Done()), ct), default));
    }

    [Fact]
    public async Task Of_two_that_wait_for_each_other_one_goes_through_and_the_other_is_asked_to_try_again()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Postgres);
        await using (var db = database.Open())
        {
            db.AddRange(new Counter { Name = "a", Value = 0 }, new Counter { Name = "b", Value = 0 });
            await db.TrySaveAsync(default);
        }
        TaskCompletionSource oneHasA = new(), twoHasB = new();
        var results = await Task.WhenAll(CrossAsync("a", "b", oneHasA, twoHasB.Task), CrossAsync("b", "a", twoHasB, oneHasA.Task));
        Assert.Equal(["unavailable", null], results.Select(r => r.Problem?.Code).OrderByDescending(c => c));
        await using var after = database.Open();
        Assert.Equal([1L, 1L], await after.Counters.Select(c => c.Value).ToListAsync());

        async Task<Result<Done>> CrossAsync(string first, string then, TaskCompletionSource holds, Task other)
        {
            await using var db = database.Open();
            return await db.InTransactionAsync<Done>(
                async ct =>
                {
                    await new Counters(db).NextAsync(first, ct);
                    holds.SetResult();
                    await other;
                    await new Counters(db).NextAsync(then, ct);
                    return new Done();
                },
                default);
        }
    }

    private static async Task<Id<Application>> ApplicationAsync(TestDatabase database, string reference = "A-1")
    {
        await using var db = database.Open();
        var person = Person.Register(null, database.Clock.Now);
        var application = Application.Start(person.Id, reference, database.Clock.Now);
        db.AddRange(person, application);
        Assert.Null(await db.TrySaveAsync(default));
        return application.Id;
    }
}
