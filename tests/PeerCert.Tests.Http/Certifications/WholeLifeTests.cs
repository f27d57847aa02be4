using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Core.Registry;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Testing;
using static PeerCert.Testing.LifeOracle;

namespace PeerCert.Tests.Http.Certifications;

/// <summary>What the databases hold of whole lives, and what everything that answers from them says of a day, against what the documents say of it (<see cref="LifeOracle"/>).</summary>
public sealed class WholeLifeTests
{
    private const int Seed = 20210801;

    private static readonly string[] Tiers = ["current", "lapsed", "expired", "vacated"];

    private static string Words(PublicEntry? entry) => entry is null ? "no line" : $"{entry.Status} {entry.DateStatus} {entry.Action}";

    /// <summary>From issue to vacated and back, by the pages of holder and staff: in time, late, reinstated, vacated, another number.</summary>
    [Theory, OnEveryDatabase]
    [Provision("CAL-209.0", "CAL-209.1", "CAL-209.2", "CAL-209.3", "CAL-209.V5", "CAL-500.2.E", "CAL-500.2.F")]
    public async Task A_life_that_is_lived_by_the_pages_stands_at_every_boundary_as_the_documents_say(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        var story = new List<Happening> { new(Kind.Issue, app.Clock.Today, null) };

        var due = new DateOnly(2028, 3, 4);
        app.GoTo(due);
        using (await RenewalTests.FiledAsync(app)) { }
        await RenewalTests.PaidAsync(app, due, "RENEW");
        app.GoTo(due.AddDays(27));
        await ApproveAsync(app);
        story.Add(new(Kind.RenewInTime, due, due.AddDays(27)));

        var late = new DateOnly(2030, 6, 1);
        app.GoTo(late);
        using (await RenewalTests.FiledAsync(app)) { }
        await RenewalTests.PaidAsync(app, late, "RENEW", "LATE");
        app.GoTo(late.AddDays(4));
        await ApproveAsync(app);
        story.Add(new(Kind.RenewLate, late, late.AddDays(4)));

        var expired = new DateOnly(2034, 1, 10);
        app.GoTo(expired);
        using (var robin = await ReinstatementTests.RobinAsync(app))
            await robin.PressKeyAsync("reinstatement.ask");
        using (var finance = await ReinstatementTests.StaffAsync(app, Role.Finance))
            await ReinstatementTests.PaidAsync(finance, expired, "EXAM");
        app.GoTo(expired.AddDays(7));
        await ReinstatementTests.SatAsync(app, "Pass");
        using (var reviewer = await ReinstatementTests.FiledAsync(app))
            await reviewer.PressKeyAsync("staff.renewals.approve");
        story.Add(new(Kind.RenewLate, expired, expired.AddDays(7)));

        var vacated = new DateOnly(2040, 1, 18);
        app.GoTo(vacated);
        using (var robin = await app.SignedInAsync("robin@example.org"))
            await app.PassesAsync(robin, trained: vacated.AddDays(-30));
        using (var registrar = await app.SignedInAsync(await app.StaffAsync("again@staff.example", Role.Registrar)))
        {
            await registrar.OpenAsync("/staff/certificates");
            await registrar.PressKeyAsync("staff.certificates.issue");
        }

        await app.InScopeAsync(async services =>
        {
            var (registry, oracle) = (services.GetRequiredService<OpenInRegistry>(), new LifeOracle(services.GetRequiredService<StandardsLibrary>()));
            foreach (var (number, told) in new (string, ImmutableArray<Happening>)[] { ("MPSS000001", [.. story]), ("MPSS000002", [new(Kind.Issue, vacated, null)]) })
            {
                var days = oracle.Boundaries(told).ToList();
                Assert.True(days.Count >= 15);
                foreach (var day in days)
                    Assert.Equal((number, day, Told(told, day)), (number, day, Words((await registry.ByNumberAsync(number, day, default)).Match<PublicEntry?>(e => e, _ => null))));
            }
            await ProvenAsync(services, 2);
            return 0;
        });
    }

    private static async Task ApproveAsync(TestApp app)
    {
        using var reviewer = await RenewalTests.OpenedAsync(app);
        await reviewer.PressKeyAsync("staff.renewals.approve");
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-209.0", "CAL-209.1", "CAL-209.2", "CAL-209.3", "DHCS21-RUN.2", "CAL-500.2.E", "CAL-500.2.F")]
    public async Task Lives_under_both_standards_that_the_database_holds_stand_at_every_boundary_as_the_documents_say(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        await app.InScopeAsync(async services =>
        {
            var oracle = new LifeOracle(services.GetRequiredService<StandardsLibrary>());
            var lives = await RecordAsync(services, oracle, invented: 30);
            foreach (var (number, story) in lives)
                foreach (var day in oracle.Boundaries(story))
                    await AgreeAsync(services, number, story, day);
            await CountedAsync(services, lives);
            await ProvenAsync(services, lives.Count + 1);
            return lives;
        });
    }

    [Theory, OnEveryDatabase]
    [Trait("Category", "Long")]
    [Provision("CAL-209.0", "CAL-209.1", "CAL-209.2", "CAL-209.3", "DHCS21-RUN.2")]
    public async Task And_on_every_day_of_twelve_years(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        await app.InScopeAsync(async services =>
        {
            var oracle = new LifeOracle(services.GetRequiredService<StandardsLibrary>());
            foreach (var (number, story) in await RecordAsync(services, oracle, invented: 100))
                for (var day = story[0].On; day <= story[0].On.AddYears(12); day = day.AddDays(1))
                    await AgreeAsync(services, number, story, day);
            return 0;
        });
    }

    /// <summary>The list of staff goes by the day on which it is asked: on days after all that happened, each tier holds exactly those of whom the documents say it.</summary>
    [Theory, OnEveryDatabase]
    [Provision("CAL-209.0", "CAL-209.1", "CAL-209.2", "CAL-209.3")]
    public async Task Each_tier_of_the_list_holds_those_of_whom_the_documents_say_it(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        var lives = await app.InScopeAsync(async services => await RecordAsync(services, new(services.GetRequiredService<StandardsLibrary>()), invented: 30));
        var own = ImmutableArray.Create(new Happening(Kind.Issue, app.Clock.Today, null));
        var all = lives.Append(("MPSS000001", own)).ToList();
        var over = all.SelectMany(l => l.Item2).Select(h => h.Ends ?? h.On).Max();
        var library = app.Services.GetRequiredService<StandardsLibrary>();
        var days = all.SelectMany(l => new LifeOracle(library).Boundaries(l.Item2)).Where(d => d > over).Distinct().Order().ToList();
        Assert.True(days.Count > 15);
        foreach (var day in days.Where((_, n) => n % 12 == 0))
        {
            app.GoTo(day);
            await app.InScopeAsync(async services =>
            {
                var list = services.GetRequiredService<ListCertificates>();
                foreach (var tier in Tiers)
                {
                    var (listed, cursor) = (new List<string>(), (string?)null);
                    do
                    {
                        var page = (await list.HandleAsync(tier, null, null, cursor, default)).Match(p => p, problem => throw new InvalidOperationException(problem.Code));
                        (listed, cursor) = ([.. listed, .. page.Certificates.Select(c => c.Number)], page.Next);
                    }
                    while (cursor is not null);
                    Assert.Equal((day, tier, string.Join(' ', all.Where(l => Told(l.Item2, day).Split(' ')[1] == tier).Select(l => l.Item1).Order(StringComparer.Ordinal))), (day, tier, string.Join(' ', listed.Order(StringComparer.Ordinal))));
                }
                return 0;
            });
        }
    }

    /// <summary>Told by hand and invented, as rows of the program's own types; the registry is written by what always writes it.</summary>
    private static async Task<List<(string Number, ImmutableArray<Happening> Story)>> RecordAsync(IServiceProvider services, LifeOracle oracle, int invented)
    {
        var (db, registry, clock) = (services.GetRequiredService<PeerCertDb>(), services.GetRequiredService<IRegistryPublisher>(), services.GetRequiredService<ProgramClock>());
        var (decision, person, name) = (await db.Decisions.FirstAsync(), await db.People.FirstAsync(p => p.Account != null), await db.LegalNames.FirstAsync());
        var random = new Random(Seed);
        var stories = LifeOracle.Stories.Values.Concat(Enumerable.Range(0, invented).Select(_ => oracle.Invented(random))).ToList();
        var lives = new List<(string, ImmutableArray<Happening>)>();
        foreach (var (n, story) in stories.Index())
        {
            var life = oracle.Life(story);
            var number = $"TOLD{n:000}";
            var application = Application.Start(person.Id, $"TOLD{n:000}", clock.Now);
            var certificate = Certificate.Issue(new(Id<Certificate>.New(), application.Id, person.Id, life.ActiveFrom, life.Terms[^1].Due, decision.PackSha256), number, decision.Id, null, null);
            db.AddRange(application, certificate);
            db.AddRange(life.Terms.Select(t => new CertificateTerm { Id = OrderedId.At(clock.Now), Certificate = certificate.Id, StartsOn = t.From, DueOn = t.Due, RecordedAt = clock.Now, RecordedBy = "test" }));
            db.AddRange(life.Overlays.Select(o => new CertificateOverlayRow { Id = OrderedId.At(clock.Now), Certificate = certificate.Id, Overlay = o.Overlay, From = o.From, Through = o.Through, RecordedAt = clock.Now, RecordedBy = "test" }));
            if (life.PendingSince is { } whole)
            {
                var filing = RenewalFiling.File(certificate, $"TOLD{n:000}", whole, clock.Now);
                filing.IsWhole((whole, "renewal"));
                db.Add(filing);
                if (filing.IsPendingInTime)
                    certificate.Wait(whole);
            }
            await db.TrySaveAsync(default);
            registry.Publish(new(number, name, await db.LifeOfAsync(certificate, default), "told"), null);
            await db.TrySaveAsync(default);
            lives.Add((number, story));
        }
        db.ChangeTracker.Clear();
        return lives;
    }

    private static async Task AgreeAsync(IServiceProvider services, string number, ImmutableArray<Happening> story, DateOnly day)
    {
        var line = (await services.GetRequiredService<OpenInRegistry>().ByNumberAsync(number, day, default)).Match<PublicEntry?>(e => e, _ => null);
        Assert.Equal((number, day, Told(story, day)), (number, day, Words(line)));
    }

    /// <summary>What was recorded makes the same life as the registry keeps, no kept date differs from it, and the counts are those of the documents.</summary>
    private static async Task ProvenAsync(IServiceProvider services, int certificates)
    {
        var report = (await services.GetRequiredService<VerifyStandings>().HandleAsync(repair: false, default)).Match(r => r, problem => throw new InvalidOperationException(problem.Code));
        Assert.Equal((certificates, 0), (report.Counted, report.Different));
        var db = services.GetRequiredService<PeerCertDb>();
        var held = await db.Certificates.AsNoTracking().ToListAsync();
        var lives = await db.LivesOfAsync(held, default);
        var lines = await db.Registry.AsNoTracking().ToDictionaryAsync(e => e.Number);
        Assert.All(held, c => Assert.Equivalent(lives[c.Id], lines[c.Number].ReadLife(), strict: true));
    }

    private static async Task CountedAsync(IServiceProvider services, List<(string Number, ImmutableArray<Happening> Story)> lives)
    {
        var (count, clock) = (services.GetRequiredService<CountStandings>(), services.GetRequiredService<ProgramClock>());
        var all = lives.Select(l => l.Story).Append([new Happening(Kind.Issue, clock.Today, null)]).ToList();
        foreach (var day in new DateOnly[] { new(2021, 7, 31), new(2022, 5, 1), new(2025, 5, 6), new(2025, 5, 7), new(2026, 3, 3), new(2026, 3, 4), new(2029, 1, 1), new(2033, 8, 15), new(2041, 2, 28) })
        {
            var told = all.Where(s => s[0].On <= day).GroupBy(s => Told(s, day)).Select(g => $"{g.Key} {g.Count()}").Order(StringComparer.Ordinal);
            var counted = (await count.OnAsync(day, default)).Select(c => $"{c.Status} {c.DateStatus} {c.Action} {c.Certificates}").Order(StringComparer.Ordinal);
            Assert.Equal((day, string.Join(", ", told)), (day, string.Join(", ", counted)));
        }
    }
}
