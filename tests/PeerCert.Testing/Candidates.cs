using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Ethics;
using PeerCert.Core.Exams;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Testing;

/// <summary>People whose applications were approved and who may sit the exam, as many as asked for: put in past their use cases, for what needs thousands.</summary>
public static class Candidates
{
    public static string NumberOf(int n) => n.ToString("'C'000000000", CultureInfo.InvariantCulture);

    public static async Task FillAsync(IServiceProvider services, int count, DateOnly approvedOn)
    {
        await using var scope = services.CreateAsyncScope();
        var (loader, clocks, now) = (scope.ServiceProvider.GetRequiredService<IBulkLoader>(), scope.ServiceProvider.GetRequiredService<ApplicationClocks>(), scope.ServiceProvider.GetRequiredService<ProgramClock>().Now);
        var people = Enumerable.Range(0, count).Select(_ => Person.Register(null, now)).ToList();
        var applications = people.Select((person, n) => Approved(person, n)).ToList();
        await LoadAsync(people);
        await LoadAsync(applications);
        await LoadAsync(applications.Select((a, n) => ExamEligibility.Open(a.Id, a.Person, NumberOf(n), approvedOn, approvedOn.AddYears(1))));
        await LoadAsync(applications.SelectMany(FactsOf));
        await LoadAsync(people.Select((person, n) => LegalName.Record(person.Id, NameOf(n), approvedOn.AddDays(-20), now, Actor.Program, null)));

        Application Approved(Person person, int n)
        {
            var application = Application.Start(person.Id, n.ToString("'R'000000", CultureInfo.InvariantCulture), now);
            foreach (var (action, day) in new[] { (ApplicationAction.Submit, approvedOn.AddDays(-20)), (ApplicationAction.MarkComplete, approvedOn.AddDays(-10)), (ApplicationAction.Approve, approvedOn) })
                application.Take(action, clocks, day, now);
            return application;
        }

        var code = (await scope.ServiceProvider.GetRequiredService<CodeTexts>().ToSignAsync(approvedOn.AddDays(-20), "en", default)).Match(text => text, problem => throw new InvalidOperationException(problem.Code));
        await LoadAsync(applications.Select((a, n) => CodeAgreement.Sign(a.Person, a.Id.Value, code, NameOf(n).AsPrinted, approvedOn.AddDays(-20), now)));

        static PrintedName NameOf(int n) => PrintedName.Read($"Invented Person {Letters(n)}", null, null).Match(name => name, problem => throw new InvalidOperationException(problem.Code));

        // Names have no digits.
        static string Letters(int n) => string.Concat(n.ToString(CultureInfo.InvariantCulture).Select(d => (char)('A' + d - '0')));

        IEnumerable<RecordedFact> FactsOf(Application application) =>
            new Fact[]
            {
                new Fact.PersonAttribute(ApplicationFacts.Pathway, null, "initial"),
                new Fact.PersonAttribute(ApplicationFacts.BirthDate, new(1985, 4, 27), null),
            }.Select(fact => RecordedFact.Record(application.Person, application.Id.Value, fact, approvedOn.AddDays(-20), now, Actor.Program, null));

        async Task LoadAsync<T>(IEnumerable<T> rows) where T : class
        {
            if ((await loader.LoadAsync(rows, default)).Problem is { } problem)
                throw new InvalidOperationException(problem.Code);
        }
    }
}
