using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Evidence;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Bench;

/// <summary>The desk as it is served, with many open applications of invented people, and beside it a handler for each page that asks the same of the database.</summary>
internal static class DeskSite
{
    public const string Reviewer = "reviewer@staff.example";
    public const string Password = "four mild herons bicker";

    public static Task<int> ServeAsync(string engine, string data, string connection, string url, int applications)
    {
        var tape = new Tape();
        return MeasuredSite.ServeAsync(
            engine, data, connection, url, new Dictionary<string, string?> { ["Accounts:StaffSecondStep"] = "false" },
            builder => builder.Services.AddSingleton<IInterceptor>(tape).AddSingleton<IStartupFilter>(tape),
            async app =>
            {
                await FillAsync(app.Services, applications);
                app.MapGet("/bench/desk/{name}", (string name, PeerCertDb db, CancellationToken ct) => tape.PlayAsync(name, db, ct)).AllowAnonymous();
                app.MapGet("/bench/files", async (PeerCertDb db, CancellationToken ct) => Results.Text(string.Join('\n', await db.Applications.OrderBy(a => a.Reference).Select(a => a.Id).ToListAsync(ct)))).AllowAnonymous();
            });
    }

    private static async Task FillAsync(IServiceProvider services, int count)
    {
        await using var scope = services.CreateAsyncScope();
        var (db, loader, clocks, clock) = (scope.ServiceProvider.GetRequiredService<PeerCertDb>(), scope.ServiceProvider.GetRequiredService<IBulkLoader>(), scope.ServiceProvider.GetRequiredService<ApplicationClocks>(), scope.ServiceProvider.GetRequiredService<ProgramClock>());
        var (today, now) = (clock.Today, clock.Now);
        var account = Account.For(new(Reviewer));
        account.ConfirmAddress();
        account.SetPassword(scope.ServiceProvider.GetRequiredService<Passwords>().Rehash(Password));
        db.AddRange(account, RoleGrant.Of(account, Role.Reviewer, now, Actor.Program));
        if (await db.TrySaveAsync(default) is { } problem)
            throw new InvalidOperationException(problem.Code);
        foreach (var some in Enumerable.Range(0, count).Chunk(10_000))
        {
            var people = some.Select(_ => Person.Register(null, now)).ToList();
            var files = people.Select((person, i) => Sent(person, some[i])).ToList();
            MeasuredSite.Check(await loader.LoadAsync(people, default));
            MeasuredSite.Check(await loader.LoadAsync(files, default));
            MeasuredSite.Check(await loader.LoadAsync(files.Select(ApplicationDraft.For), default));
            MeasuredSite.Check(await loader.LoadAsync(people.Select((p, i) => LegalName.Record(p.Id, NameOf(some[i]), today.AddDays(-40), now, Actor.Program, null)), default));
            MeasuredSite.Check(await loader.LoadAsync(files.SelectMany(FactsOf), default));
            MeasuredSite.Check(await loader.LoadAsync(files.SelectMany(EvidenceOf), default));
        }

        // Four in five wait for a first look, one in five for a decision; the last days lie all over the next month and the last week.
        Application Sent(Person person, int n)
        {
            var application = Application.Start(person.Id, n.ToString("'Q'000000", CultureInfo.InvariantCulture), now);
            application.Take(ApplicationAction.Submit, clocks, today.AddDays(-(n % 37)), now);
            if (n % 5 == 0)
                application.Take(ApplicationAction.MarkComplete, clocks, today.AddDays(-(n % 31)), now);
            return application;
        }

        static PrintedName NameOf(int n) => PrintedName.Read($"Invented Person {string.Concat($"{n}".Select(d => (char)('A' + d - '0')))}", null, null).Match(name => name, wrong => throw new InvalidOperationException(wrong.Code));

        IEnumerable<RecordedFact> FactsOf(Application file) => new Fact[]
        {
            new Fact.PersonAttribute(ApplicationFacts.Pathway, null, "initial"),
            new Fact.PersonAttribute(ApplicationFacts.BirthDate, new(1985, 4, 27), null),
            new Fact.PersonAttribute("perspective", null, "consumer"),
            new Fact.Attestation("peer-with-lived-experience", today.AddDays(-40), true),
            new Fact.Attestation("willing-to-share", today.AddDays(-40), true),
            new Fact.Attestation("dedicated-to-recovery", today.AddDays(-40), true),
            new Fact.Span("core-training", null, today.AddDays(-90), 80, "hours") { By = "Example Training Center" },
        }.Select(fact => RecordedFact.Record(file.Person, file.Id.Value, fact, today.AddDays(-40), now, Actor.Program, null));

        IEnumerable<EvidenceFile> EvidenceOf(Application file) => Applying.Documents.Select(kind => EvidenceFile.Of(
            new(Id<EvidenceFile>.New(), "application/pdf", 1000, $"{file.Id.Value:N}{kind.GetHashCode(StringComparison.Ordinal):x8}".PadRight(64, '0'), [1]), file.Person, file.Id.Value, kind, $"{kind}.pdf", now));
    }
}
