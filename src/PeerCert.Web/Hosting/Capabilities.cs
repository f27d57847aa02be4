using PeerCert.Core.Applications;
using PeerCert.Core.Calendar;
using PeerCert.Core.Certifications;
using PeerCert.Core.ContinuingEducation;
using PeerCert.Core.Corrections;
using PeerCert.Core.Decisions;
using PeerCert.Core.Ethics;
using PeerCert.Core.Evidence;
using PeerCert.Core.Exams;
using PeerCert.Core.Journal;
using PeerCert.Core.Ledger;
using PeerCert.Core.Messages;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Registry;
using PeerCert.Web.Access;
using PeerCert.Web.Api;

namespace PeerCert.Web.Hosting;

/// <summary>The capabilities of the program as the site uses them.</summary>
public static class Capabilities
{
    private static readonly TimeSpan LettersEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan VoidEvery = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan RemindersEvery = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan ResultsEvery = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddCapabilities(this IServiceCollection services, IConfiguration configuration)
    {
        // A use case is a static class with a nested Handler: naming it so is all that registering it takes.
        foreach (var handler in typeof(Application).Assembly.GetTypes().Where(t => t is { Name: "Handler", IsNested: true, IsAbstract: false }))
            services.AddScoped(handler);

        services.AddScoped<JournalWriter>().AddScoped<Timeline>();
        services.AddScoped<PackDecisions>().AddScoped<RecordedFacts>();
        services.AddScoped<IFactSource>(p => p.GetRequiredService<RecordedFacts>());
        services.AddScoped<EvidenceFacts>().AddScoped<IFactSource>(p => p.GetRequiredService<EvidenceFacts>());
        services.AddScoped<IFactSource, AgreementFacts>();
        services.AddScoped<FeeFacts>().AddScoped<IFactSource>(p => p.GetRequiredService<FeeFacts>());
        services.AddScoped<IFactSource, ApplicationFacts>();
        services.AddScoped<ExamFacts>().AddScoped<IFactSource>(p => p.GetRequiredService<ExamFacts>());
        services.AddScoped<IFactSource, CertificateFacts>().AddScoped<IFactSource, SpecialisedTrainingFacts>();
        services.AddScoped<OpenCeRecord>().AddScoped<IFactSource>(p => p.GetRequiredService<OpenCeRecord>());
        services.AddScoped<IFactSource, CeAuditFacts>().AddScoped<OpenCeAudits>().AddScoped<OpenCeProof>().AddScoped<TellOfCeAudits>().AddScoped<OpenCalendar>().AddScoped<OpenNameChanges>().AddScoped<OpenWithheldNames>().AddScoped<TellOfWithheldNames>().AddScoped<OpenMyContact>().AddScoped<IFactSource, NameChangeFacts>();
        services.AddScoped<CodeTexts>().AddScoped<FeeSchedule>().AddScoped<ApplicationClocks>().AddScoped<VoidApplications>();
        services.AddScoped<OpenMyApplication>().AddScoped<OpenLetter>().AddScoped<DraftLetter>().AddScoped<TakeReviewStep>().AddScoped<OpenReviewFile>().AddScoped<OpenExam>();
        services.AddScoped<RecordSittings>().AddScoped<RecordImported>().AddScoped<RecordLines>().AddScoped<OpenResultsImport>();
        services.AddScoped<WorkQueue>().AddSingleton<DeskCounts>().AddScoped<OpenDeskDeadlines>().AddScoped<VerifyClocks>().AddScoped<OpenClaim>().AddScoped<OpenMyFiles>().AddScoped<OpenWhereabouts>().AddScoped<OpenMessages>().AddScoped<OpenFilingsBeingKeyed>().AddScoped<OpenMyDemographics>().AddScoped<OpenLetterRequest>().AddScoped<Expectations>().AddScoped<OpenCertificate>().AddScoped<OpenMyCertificate>().AddScoped<CertificateChanges>().AddScoped<RenewalDesk>().AddScoped<OpenReinstatement>().AddScoped<OpenSpecialisedTrainings>().AddScoped<ReadFiledEvidence>().AddScoped<ListCertificates>().AddScoped<VerifyStandings>().AddScoped<IHeldCertificates, HeldCertificates>().AddScoped<TellOfStandings>().AddScoped<CertificateNumbers>().AddScoped<UndeliveredMails>();
        services.AddScoped<ApplicantsViews>().AddScoped<SeeAsApplicant>().AddScoped<OpenReaders>().AddScoped<LikePeople>().AddScoped<RemindOfClocks>();
        services.AddScoped<ForeseeCorrection>().AddScoped<MakeCorrection>().AddScoped<OpenCorrections>().AddScoped<MoveRecords>().AddScoped<OpenMerges>();
        services.AddScoped<IOutboxHandler, OpenEligibility>();
        services.AddScoped<IRegistryPublisher, PublishEntry>().AddScoped<FindInRegistry>().AddScoped<CountStandings>().AddSingleton<OpenInRegistry>();

        services.AddSingleton(configuration.GetSection(LetterOptions.Section).Get<LetterOptions>() ?? new());
        services.AddSingleton(configuration.GetSection(ReviewOptions.Section).Get<ReviewOptions>() ?? new());
        services.AddSingleton(configuration.GetSection(ReminderOptions.Section).Get<ReminderOptions>() ?? new());
        services.AddSingleton<ILetterWords, Texts.LetterWords>().AddScoped<LetterMails>().AddScoped<IMailAuthor>(p => p.GetRequiredService<LetterMails>());
        services.AddPeriodicWork("void-applications", VoidEvery, static (scope, ct) => scope.GetRequiredService<VoidApplications>().RunAsync(ct));
        services.AddPeriodicWork("reminders", RemindersEvery, static (scope, ct) => scope.GetRequiredService<RemindOfClocks>().RunAsync(ct));
        services.AddPeriodicWork("standings", RemindersEvery, static (scope, ct) => scope.GetRequiredService<TellOfStandings>().RunAsync(ct));
        services.AddPeriodicWork("education-audits", RemindersEvery, static (scope, ct) => scope.GetRequiredService<TellOfCeAudits>().RunAsync(ct));
        services.AddPeriodicWork("withheld-names", RemindersEvery, static (scope, ct) => scope.GetRequiredService<TellOfWithheldNames>().RunAsync(ct));
        services.AddPeriodicWork("exam-results", ResultsEvery, static (scope, ct) => scope.GetRequiredService<RecordImported>().RunAsync(ct));
        services.AddPeriodicWork("letters", LettersEvery, static (scope, ct) => scope.GetRequiredService<LetterMails>().RemindAsync(ct));
        services.AddNavEntry("my.title", "/my", AccessRegistration.SignedIn);
        services.AddNavEntry("staff.nav", "/staff", Permissions.SeeQueue);
        services.AddNavEntry("staff.people.nav", "/staff/people", Permissions.FindPeople);
        services.AddNavEntry("staff.levels.nav", "/staff/deadlines", Permissions.SeeQueue);
        services.AddNavEntry("staff.key-in.nav", "/staff/key-in", Permissions.KeyInApplications);
        services.AddNavEntry("staff.messages.nav", "/staff/messages", Permissions.AnswerMessages);
        services.AddNavEntry("staff.results-nav", "/staff/results", Permissions.RecordExams);
        services.AddNavEntry("staff.certificates.nav", "/staff/certificates", Permissions.IssueCertificates);
        services.AddNavEntry("staff.renewals.nav", "/staff/renewals", Permissions.SeeRenewals);
        services.AddNavEntry("staff.audits.nav", "/staff/audits", Permissions.AuditEducation);
        services.AddNavEntry("staff.standings.nav", "/staff/standings", Permissions.SeeCertificates);
        services.AddNavEntry("staff.correct.nav", "/staff/corrections", Permissions.SeeCorrections);
        services.AddNavEntry("staff.mail.nav", "/staff/mail", Permissions.FollowUpMail);
        services.AddNavEntry("registry.nav", "/registry");
        return services;
    }

    public static void MapCapabilities(this IEndpointRouteBuilder routes)
    {
        routes.MapRegistryApi();
        routes.MapWaysApi();
        routes.MapCalendarApi();
    }
}
