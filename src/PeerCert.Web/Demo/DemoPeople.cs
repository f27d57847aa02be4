using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.ContinuingEducation;
using PeerCert.Core.Corrections;
using PeerCert.Core.Ethics;
using PeerCert.Core.Evidence;
using PeerCert.Core.Exams;
using PeerCert.Core.Journal;
using PeerCert.Core.Ledger;
using PeerCert.Core.Messages;
using PeerCert.Core.Notices;
using PeerCert.Core.Payments;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Demo;

/// <summary>How far an invented person has come.</summary>
internal enum Reached { Started, AskingForLetters, Sent, AskedForItems, FoundComplete, Approved, Failed, Passed, Certified, Denied, Withdrawn, Voided, Renewing, Lapsed, Suspended, Reviewed, Expired, Vacated }

/// <summary>An invented person: how far, and how many days ago the application was started.</summary>
/// <param name="Number">Their place among all; 0 for those who can be signed in as by name.</param>
internal sealed record DemoPerson(string Name, string? Given, string? Family, Reached Reached, int DaysAgo, string Hours = "80", bool Closes = false, int Number = 0)
{
    public DateOnly Born { get; init; } = new(1985, 4, 27);

    public string Perspective { get; init; } = "consumer";

    /// <summary>The county where they live, by the pack's names; null where they did not say.</summary>
    public string? County { get; init; }

    public string? PreferredName { get; init; }

    /// <summary>On the desk of a reviewer.</summary>
    public bool IsClaimed { get; init; }

    /// <summary>What they ask about their application; null where nothing.</summary>
    public string? Asks { get; init; }
}

/// <summary>
/// Invented people in every state there is. Each takes the real steps through the real use cases, with a clock that
/// moves through the weeks before today; nothing is written behind the program's back.
/// </summary>
internal sealed class DemoPeople(IServiceProvider services, DemoTime time)
{
    private readonly Guid _passwords = Guid.NewGuid();
    private RememberedPictures? _remembered;

    private static readonly DemoPerson[] Everybody =
    [
        new("Robin Example", "Robin", "Example", Reached.Started, 1),
        new("Taylor Invented", "Taylor", "Invented", Reached.AskingForLetters, 9),
        new("Casey Sample", "Casey", "Sample", Reached.Sent, 2),
        new("Testa McTestface", "Testa", "McTestface", Reached.Sent, 26),
        new("Jordan Placeholder", "Jordan", "Placeholder", Reached.Sent, 34, "79.5"),
        new("José Ejemplo-Muestra", "José", "Ejemplo-Muestra", Reached.AskedForItems, 12),
        new("Nguyễn Văn Mẫu", "Văn Mẫu", "Nguyễn", Reached.FoundComplete, 20),
        new("Alex Muster", "Alex", "Muster", Reached.Approved, 31),
        new("Sam Specimen", "Sam", "Specimen", Reached.Failed, 60),
        new("示例 小明", "小明", "示例", Reached.Passed, 45),
        new("Kim Beispiel", "Kim", "Beispiel", Reached.Certified, 70),
        new("Ada Fictitious", "Ada", "Fictitious", Reached.Certified, 120, Closes: true),
        new("محمد نمونه", "محمد", "نمونه", Reached.Certified, 200) { County = "los-angeles" },
        new("Morgan Made-Up", "Morgan", "Made-Up", Reached.Denied, 25),
        new("Riley Pretend", "Riley", "Pretend", Reached.Withdrawn, 15),
        new("Drew Nonesuch", "Drew", "Nonesuch", Reached.Voided, 95),
        // Certified for some time: the window is open and a renewal waits for its fee; lapsed; suspended.
        new("Dana Renewable", "Dana", "Renewable", Reached.Renewing, 700),
        new("Pat Lapsable", "Pat", "Lapsable", Reached.Lapsed, 790),
        new("Chris Suspendible", "Chris", "Suspendible", Reached.Suspended, 160),
        // Renewed, and drawn for a review of classes; sent a training in an area too.
        new("Avery Reviewable", "Avery", "Reviewable", Reached.Reviewed, 710) { County = "kern", PreferredName = "Ave" },
        // Certified so long ago that the certificate expired, and vacated: only where the demo stands on a day late enough for that (demo --on).
        new("Blake Expirable", "Blake", "Expirable", Reached.Expired, 1240) { County = "yolo" },
        new("Noor Vacatable", "Noor", "Vacatable", Reached.Vacated, 2560),
        // Applied twice, as it seems: the names are alike, and the day of birth is the same.
        new("Testa Mc Testface", "Testa", "Mc Testface", Reached.Sent, 6),
        // Did, and staff saw it.
        new("Lee Twofold", "Lee", "Twofold", Reached.Sent, 5),
        new("Lee Two-Fold", "Lee", "Two-Fold", Reached.Sent, 3),
    ];

    /// <summary>What is sent in, and what staff see in it. The training certificate comes last: it is the one with something wrong.</summary>
    private static readonly (string Kind, string[] Features)[] Documents =
        [("driver-license", []), ("diploma", []), ("training-certificate", ["approved-provider", "core-competencies"])];

    // Of the many the documents bear no name, so that each kind is drawn once and not hundreds of times.
    private static byte[] Pdf(string kind, DemoPerson person) => InventedDocument.Of(person.Family is "Two-Fold" or "Twofold" ? "Twofold" : EmailOf(person), InventedDocument.Pdf(
        kind.Replace('-', ' ').ToUpperInvariant(), person.Number > 0 ? "" : person.Family is "Two-Fold" ? "Lee Twofold" : person.Name, "Issued by the Example Training Center, Sampletown", kind == "training-certificate" ? $"{person.Hours} hours" : "No. 000 000"));

    /// <summary>One person in each state can be signed in as by a link; nobody in a state that the standard cannot have brought anybody to by that day.</summary>
    public static IEnumerable<string> NamesOn(StandardsLibrary library, DateOnly today) => Everybody.Where(p => Reaches(library, today, p)).Select(p => p.Reached).Distinct().Order().Select(NameOf);

    /// <summary>Whether the standard under which all this happens reaches back to the day on which somebody began.</summary>
    private static bool Reaches(StandardsLibrary library, DateOnly today, DemoPerson person) =>
        library.On(GoverningQuestion.Filing, today.AddDays(-person.DaysAgo))?.Clocks.ContainsKey(OpenEligibility.Window) is true;

    public static string EmailOf(DemoPerson person) =>
        person.Number > 0 ? DemoSignIn.EmailOf($"person{Everybody.Length + person.Number}") : DemoSignIn.EmailOf(Everybody.First(p => p.Reached == person.Reached) == person ? NameOf(person.Reached) : $"person{Array.IndexOf(Everybody, person)}");

    private static string NameOf(Reached reached) => reached is Reached.Started ? "applicant" : $"applicant-{TextKeys.Kebab(reached.ToString())}";

    /// <param name="crowd">Who comes beside those that can be signed in as.</param>
    /// <param name="came">Is told how many are there.</param>
    public async Task<Problem?> FillAsync(IReadOnlyList<DemoPerson> crowd, Action<int> came, CancellationToken ct)
    {
        try
        {
            await ApproveFeesAsync(ct);
            await LoadOldCodeAsync(ct);
            foreach (var (index, person) in Everybody.Index())
            {
                if (Reaches(services.GetRequiredService<StandardsLibrary>(), time.Day(0), person))
                    await LiveAsync(person, ct);
                came(index + 1);
            }
            time.GoTo(daysAgo: 1);
            await TalkAsync(ct);
            await ImportAsync(ct);
            await CorrectAsync(ct);
            await WithholdAsync(Everybody.Last(p => p.Reached is Reached.Certified), ct);
            while (await AskAsync<TellOfStandings, int>(t => t.RunAsync(ct)) > 0) { }
            foreach (var person in Everybody.Where(p => p.Closes))
                await CloseAsync(person, ct);
            await LoseMailAsync(Everybody.First(p => p.Reached is Reached.Approved), ct);
            foreach (var (index, person) in crowd.Index())
            {
                await LiveAsync(person, ct);
                await BesideAsync(person, ct);
                came(Everybody.Length + index + 1);
            }
            return null;
        }
        catch (StoppedException stopped)
        {
            return stopped.Problem;
        }
    }

    /// <summary>How many can be signed in as, each in a state of their own.</summary>
    public static int Named => Everybody.Length;

    /// <summary>What happens beside the way of an application: a file taken by a reviewer, a question.</summary>
    private async Task BesideAsync(DemoPerson person, CancellationToken ct)
    {
        if (!person.IsClaimed && person.Asks is null)
            return;
        var id = await ApplicationOfAsync(person, ct);
        if (person.Asks is { } question)
            await SayAsync(id, MessageSide.Applicant, question, await ActorAsync(EmailOf(person), ct), ct);
        if (person.IsClaimed)
            await DoAsync<ClaimFile.Handler, Done>(async h => await h.HandleAsync(new(id, await StaffAsync(Role.Reviewer, ct)), ct));
    }

    private async Task LiveAsync(DemoPerson person, CancellationToken ct)
    {
        time.GoTo(daysAgo: person.DaysAgo);
        var me = await SignUpAsync(person, ct);
        await DoAsync<ViewOrientation.Handler, Done>(h => h.HandleAsync(new(me), ct));
        var id = await DoAsync<StartApplication.Handler, Id<Application>>(h => h.HandleAsync(new(me), ct));
        if (person.County is not null || person.PreferredName is not null)
            await DoAsync<SaveContact.Handler, Done>(h => h.HandleAsync(new(person.PreferredName, person.County, me), ct));
        await DoAsync<SaveAnswers.Handler, Done>(h => h.HandleAsync(new SaveAnswers.AboutYou(
            id, person.Name, person.Given, person.Family, TypedDay.Of(person.Born), me), ct));
        await DoAsync<SaveAnswers.Handler, Done>(h => h.HandleAsync(new SaveAnswers.Pathway(id, person.Reached is Reached.AskingForLetters ? "out-of-state" : "initial", me), ct));
        if (person.Reached is Reached.AskingForLetters)
            await AskForLettersAsync(id, me, ct);
        if (person.Reached is Reached.Started or Reached.AskingForLetters)
            return;

        await DoAsync<SaveAnswers.Handler, Done>(h => h.HandleAsync(new SaveAnswers.Statements(
            id, new Dictionary<string, string?> { ["perspective"] = person.Perspective },
            new Dictionary<string, bool?> { ["peer-with-lived-experience"] = true, ["willing-to-share"] = true, ["dedicated-to-recovery"] = true }, me), ct));
        await DoAsync<SaveAnswers.Handler, Done>(h => h.HandleAsync(new SaveAnswers.AddEntry(
            id, new(Guid.NewGuid(), "core-training", "Example Training Center", null, TypedDay.Of(time.Day(person.DaysAgo + 90)), person.Hours, []), me), ct));
        var sent = new List<(Id<EvidenceFile> File, string[] Features)>();
        foreach (var (kind, features) in Documents)
            sent.Add((await SendAsync<AddEvidence.Handler, Id<EvidenceFile>>(h => h.HandleAsync(new(id, kind, $"{kind}.pdf", new MemoryStream(Pdf(kind, person)), me), ct)), features));
        await DoAsync<TypePrinted.Handler, Done>(h => h.HandleAsync(new(id, sent[0].File, $"{person.Family} {person.Given}".Trim().ToUpperInvariant(), TypedDay.Of(time.Day(person.DaysAgo).AddYears(3)), me), ct));
        var code = await AskAsync<CodeTexts, CodeText>(t => t.ToSignAsync(time.Day(person.DaysAgo), "en", ct));
        await DoAsync<SignCode.Handler, Done>(h => h.HandleAsync(new(id, code.Sha256, "en", person.Name, me), ct));
        await DoAsync<SubmitApplication.Handler, Done>(h => h.HandleAsync(new(id, me), ct));
        if (person.Reached is Reached.Sent)
            return;
        if (person.Reached is Reached.Withdrawn)
        {
            time.GoTo(person.DaysAgo - 2);
            await DoAsync<WithdrawApplication.Handler, Done>(h => h.HandleAsync(new(id, "I start a new job first.", me), ct));
            return;
        }

        time.GoTo(person.DaysAgo - 3);
        var reviewer = await StaffAsync(Role.Reviewer, ct);
        var found = person.Reached switch
        {
            Reached.AskedForItems or Reached.Voided => DocumentCheck.NotAccepted,
            Reached.Denied => DocumentCheck.Falsified,
            _ => DocumentCheck.Accepted,
        };
        var note = found switch
        {
            DocumentCheck.NotAccepted => "The date on the certificate cannot be read.",
            DocumentCheck.Falsified => "The training center says it never gave this certificate.",
            _ => null,
        };
        foreach (var (file, features) in sent)
            await DoAsync<CheckEvidence.Handler, Done>(h => h.HandleAsync(
                file == sent[^1].File ? new(id, file, found, found is DocumentCheck.Accepted ? features : [], note, reviewer) : new(id, file, DocumentCheck.Accepted, features, null, reviewer), ct));
        await DoAsync<RecordFee.Handler, Id<LedgerEntry>>(async h => await h.HandleAsync(
            new(id.Value, "APP", TypedDay.Of(time.Day(person.DaysAgo - 3)), $"check {1000 + person.DaysAgo}", await StaffAsync(Role.Finance, ct)), ct));
        if (person.Reached is Reached.AskedForItems or Reached.Voided or Reached.Denied)
        {
            await StepAsync(id, found is DocumentCheck.Falsified ? ApplicationAction.Deny : ApplicationAction.AskForItems, reviewer, ct);
            if (person.Reached is not Reached.Voided)
                return;
            time.GoTo(person.DaysAgo - 91);
            await AskAsync<VoidApplications, int>(v => v.RunAsync(ct));
            return;
        }
        await StepAsync(id, ApplicationAction.MarkComplete, reviewer, ct);
        if (person.Reached is Reached.FoundComplete)
            return;

        time.GoTo(person.DaysAgo - 8);
        await StepAsync(id, ApplicationAction.Approve, reviewer, ct);
        // Until nothing is left: mail waits in the same line.
        while ((await services.GetRequiredService<OutboxLoop>().RunAsync(ct)).Match(handled => handled > 0, problem => throw new StoppedException(problem))) { }
        if (person.Reached is Reached.Approved)
            return;

        time.GoTo(person.DaysAgo - 36);
        var outcome = person.Reached is Reached.Failed ? AttemptOutcome.Fail : AttemptOutcome.Pass;
        var candidate = await InScopeAsync(async s => await s.GetRequiredService<PeerCertDb>().ExamEligibilities.Where(e => e.Application == id).Select(e => e.CandidateId).SingleAsync(ct));
        await DoAsync<RecordResult.Handler, RecordSittings.Recorded>(async h => await h.HandleAsync(
            new(candidate, TypedDay.Of(time.Day(person.DaysAgo - 36)), outcome, await StaffAsync(Role.ExamOfficer, ct)), ct));
        if (person.Reached is not (Reached.Certified or Reached.Renewing or Reached.Lapsed or Reached.Suspended or Reached.Reviewed or Reached.Expired or Reached.Vacated))
            return;

        time.GoTo(person.DaysAgo - 40);
        var number = await DoAsync<IssueCertificate.Handler, string>(async h => await h.HandleAsync(new(id, await VersionAsync(id, ct), await StaffAsync(Role.Registrar, ct)), ct));
        if (person.Reached is Reached.Renewing or Reached.Reviewed)
            await RenewAsync(number, person, me, ct);
        if (person.Reached is Reached.Reviewed)
            await ReviewAsync(number, person, me, ct);
        if (person.Reached is Reached.Expired)
        {
            time.GoTo(daysAgo: 15);
            await DoAsync<StateTraining.Handler, Done>(h => h.HandleAsync(new(number, "refresher-training", "Example Training Center", "80", TypedDay.Of(time.Day(20)), me), ct));
        }
        if (person.Reached is not Reached.Suspended)
            return;
        time.GoTo(daysAgo: 20);
        await DoAsync<LayOverlay.Handler, Done>(async h => await h.HandleAsync(
            new(number, CertificateOverlay.Suspended, TypedDay.Of(time.Day(20)), new(null, null, null), "An invented case, to be looked at again in spring.", await SessionAsync(Role.Registrar, ct)), ct));
    }

    /// <summary>Classes of two years, one of them taken twice, and a renewal that waits for its fee.</summary>
    private async Task RenewAsync(string number, DemoPerson person, Actor me, CancellationToken ct)
    {
        foreach (var (daysAgo, title, hours, ethics, topic) in new[]
        {
            (400, "Motivational interviewing", "8", "", ""), (300, "Telehealth and the law", "6.5", "6", "telehealth"), (120, "Telehealth and the law", "6.5", "6", "telehealth"), (60, "Leading groups", "5.5", "", ""),
        })
        {
            time.GoTo(daysAgo);
            await DoAsync<AddCeEntry.Handler, Id<CeRecordEntry>>(h => h.HandleAsync(new(number, new()
            {
                Title = title,
                Provider = "Example Training Center",
                Source = "approved-ce-provider",
                Area = ethics.Length > 0 ? "indirect-care" : "direct-care",
                Mode = "online",
                To = TypedDay.Of(time.Day(daysAgo)),
                Hours = hours,
                LawAndEthics = ethics,
                Topic = topic,
            }, me), ct));
        }
        time.GoTo(daysAgo: 8);
        var code = await AskAsync<CodeTexts, CodeText>(t => t.ToSignAsync(time.Day(8), "en", ct));
        await DoAsync<FileRenewal.Handler, Id<RenewalFiling>>(h => h.HandleAsync(new(number, new Dictionary<string, bool> { ["ce-completed"] = true }, code.Sha256, "en", person.Name, me), ct));
    }

    /// <summary>The renewal is paid and granted, and drawn for a review: one class has its proof, the others wait for theirs. A training and another name wait for staff.</summary>
    private async Task ReviewAsync(string number, DemoPerson person, Actor me, CancellationToken ct)
    {
        var filing = await InScopeAsync(s => s.GetRequiredService<PeerCertDb>().RenewalFilings.SingleAsync(f => s.GetRequiredService<PeerCertDb>().Certificates.Any(c => c.Id == f.Certificate && c.Number == number), ct));
        await DoAsync<RecordFee.Handler, Id<LedgerEntry>>(async h => await h.HandleAsync(new(filing.Id.Value, "RENEW", TypedDay.Of(time.Day(8)), "check 2000", await StaffAsync(Role.Finance, ct)), ct));
        var entry = await InScopeAsync(s => s.GetRequiredService<PeerCertDb>().CeEntries.Where(e => e.Title == "Leading groups" && s.GetRequiredService<PeerCertDb>().Certificates.Any(c => c.Id == e.Certificate && c.Number == number)).Select(e => e.Id).SingleAsync(ct));
        await SendAsync<AddCeProof.Handler, Id<EvidenceFile>>(h => h.HandleAsync(new(number, entry, "groups.pdf", new MemoryStream(Pdf("training-certificate", person)), me), ct));
        time.GoTo(daysAgo: 6);
        await SendAsync<SendSpecialisedTraining.Handler, Id<SpecialisedTraining>>(h => h.HandleAsync(
            new(number, "crisis", "Example Training Center", "24", TypedDay.Of(time.Day(90)), "crisis.pdf", new MemoryStream(Pdf("training-certificate", person)), me), ct));
        await SendAsync<SendNameChange.Handler, Id<NameChange>>(h => h.HandleAsync(
            new($"{person.Name}-Sample", person.Given, $"{person.Family}-Sample", TypedDay.Of(time.Day(40)), "marriage.pdf", new MemoryStream(Pdf("training-certificate", person)), me), ct));
        var version = await InScopeAsync(s => s.GetRequiredService<PeerCertDb>().RenewalFilings.Where(f => f.Id == filing.Id).Select(f => f.Version).SingleAsync(ct));
        await DoAsync<DecideRenewal.Handler, Done>(async h => await h.HandleAsync(new(filing.Id, RenewalFilingAction.Approve, version, null, await SessionAsync(Role.Reviewer, ct)), ct));
        await DoAsync<AskToWithholdName.Handler, Id<WithheldName>>(h => h.HandleAsync(new(Sure: true, me), ct));
        time.GoTo(daysAgo: 4);
        await DoAsync<DrawCeAudits.Handler, Id<CeAuditDraw>>(async h => await h.HandleAsync(
            new(TypedDay.Of(time.Day(30)), TypedDay.Of(time.Day(5)), "1", $"drawn in public: {number}", await SessionAsync(Role.Reviewer, ct)), ct));
    }

    /// <summary>The code of 2021 has no summary here; whoever applied then signed a text that an operator had loaded.</summary>
    private async Task LoadOldCodeAsync(CancellationToken ct)
    {
        var admin = await InScopeAsync(s => s.GetRequiredService<PeerCertDb>().SessionOfAsync(DemoSignIn.EmailOf("admin"), ct));
        await DoAsync<LoadCodeText.Handler, LoadCodeText.Loaded>(h => h.HandleAsync(
            new(new MemoryStream("# Code of ethics of 2021\n\nInvented for this demo; the official text is not part of the program.\n"u8.ToArray()), "2021", "en", "for those who applied then", admin!), ct));
    }

    /// <summary>Somebody who was certified in another state asks others for letters: nobody has answered yet.</summary>
    private async Task AskForLettersAsync(Id<Application> id, Actor me, CancellationToken ct)
    {
        foreach (var (kind, writer) in new[] { ("supervisor-letter", "Sunny Supervisor"), ("colleague-letter", "Cole League") })
            await DoAsync<AskForLetter.Handler, Done>(h => h.HandleAsync(new(id, kind, writer, $"{writer.Split(' ')[0].ToLowerInvariant()}@work.example", "en", me), ct));
    }

    /// <summary>Questions and answers: one that waits for staff, and one that was answered and is not read yet.</summary>
    private async Task TalkAsync(CancellationToken ct)
    {
        var (asks, answered) = (Everybody.First(p => p.Reached is Reached.AskedForItems), Everybody.First(p => p.Reached is Reached.Sent));
        foreach (var (person, question) in new[] { (answered, "Did my certificate come in well? I took the picture with my phone."), (asks, "The training center is closed this week. May I send the new certificate on Monday?") })
        {
            var me = await ActorAsync(EmailOf(person), ct);
            await SayAsync(await ApplicationOfAsync(person, ct), MessageSide.Applicant, question, me, ct);
        }
        await SayAsync(await ApplicationOfAsync(answered, ct), MessageSide.Staff, "Yes, we can read it well.", await StaffAsync(Role.Reviewer, ct), ct);
    }

    private Task<Done> SayAsync(Id<Application> id, MessageSide side, string words, Actor by, CancellationToken ct) =>
        DoAsync<SendMessage.Handler, Done>(h => h.HandleAsync(new(id, side, Id<Message>.New(), words, null, by), ct));

    private Task<Id<Application>> ApplicationOfAsync(DemoPerson person, CancellationToken ct) => InScopeAsync(async s =>
    {
        var (db, email) = (s.GetRequiredService<PeerCertDb>(), EmailOf(person));
        return await (from a in db.Applications join p in db.People on a.Person equals p.Id join u in db.Users on p.Account equals u.Id where u.Email == email select a.Id).SingleAsync(ct);
    });

    /// <summary>Somebody would be in danger: the registry leaves their name out for three months.</summary>
    private async Task WithholdAsync(DemoPerson person, CancellationToken ct)
    {
        var holder = await PersonOfAsync(person, ct);
        var number = await InScopeAsync(s => s.GetRequiredService<PeerCertDb>().Certificates.Where(c => c.Person == holder).Select(c => c.Number).SingleAsync(ct));
        await DoAsync<WithholdName.Handler, Done>(async h => await h.HandleAsync(
            new(number, WithheldNameAction.Withhold, TypedDay.Of(time.Day(-90)), "An invented case; asked on the telephone.", 0, await SessionAsync(Role.Registrar, ct)), ct));
    }

    /// <summary>A file of results came: one who did not come, and a line about nobody.</summary>
    private async Task ImportAsync(CancellationToken ct)
    {
        var id = await ApplicationOfAsync(Everybody.First(p => p.Reached is Reached.Approved), ct);
        var candidate = await InScopeAsync(s => s.GetRequiredService<PeerCertDb>().ExamEligibilities.Where(e => e.Application == id).Select(e => e.CandidateId).SingleAsync(ct));
        var file = string.Create(CultureInfo.InvariantCulture, $"candidate_id,sat_on,outcome\n{candidate},{time.Day(1):yyyy-MM-dd},no-show\nC000000000,{time.Day(1):yyyy-MM-dd},pass\n");
        await DoAsync<TakeInResults.Handler, TakeInResults.TakenIn>(async h =>
            await h.HandleAsync(new(new MemoryStream(Encoding.ASCII.GetBytes(file)), "results.csv", null, await StaffAsync(Role.ExamOfficer, ct)), ct));
        while (await AskAsync<RecordImported, int>(r => r.RunAsync(ct)) > 0) { }
    }

    /// <summary>A day of birth that was corrected, a result whose correction waits for a second person, and two records that were put together.</summary>
    private async Task CorrectAsync(CancellationToken ct)
    {
        var (young, failed) = (Everybody.Single(p => p.Name is "Jordan Placeholder"), Everybody.First(p => p.Reached is Reached.Failed));
        await CorrectAsync(await ApplicationOfAsync(young, ct), new Correctable.Birth(young.Born.AddDays(1)), "The ID says so; two digits were swapped.", Role.Reviewer, ct);
        var sat = await ApplicationOfAsync(failed, ct);
        var attempt = (await InScopeAsync(async s => await s.GetRequiredService<OpenExam>().HandleAsync(sat, ct)))!.Attempts[0];
        await CorrectAsync(sat, new Correctable.Sitting(attempt.Id, attempt.SatOn, AttemptOutcome.Pass), "The test center wrote that it had mixed up two people.", Role.ExamOfficer, ct);

        var twice = Everybody.Where(p => p.Name.StartsWith("Lee Two", StringComparison.Ordinal)).ToList();
        var (one, other) = (await PersonOfAsync(twice[0], ct), await PersonOfAsync(twice[1], ct));
        await DoAsync<MergePeople.Handler, Id<PersonMerge>>(async h => await h.HandleAsync(new(one, one, other, "Both sent the same driver license.", await SessionAsync(Role.Reviewer, ct)), ct));
    }

    private async Task CorrectAsync(Id<Application> id, Correctable right, string reason, Role role, CancellationToken ct)
    {
        var by = await SessionAsync(role, ct);
        var seen = await DoAsync<ProposeCorrection.Handler, ProposeCorrection.Outcome>(h => h.HandleAsync(new(id, right, null, reason, by), ct));
        await DoAsync<ProposeCorrection.Handler, ProposeCorrection.Outcome>(h => h.HandleAsync(new(id, right, seen.Foreseen.Sha256, reason, by), ct));
    }

    private Task<Id<Person>> PersonOfAsync(DemoPerson person, CancellationToken ct) => InScopeAsync(async s =>
    {
        var (db, email) = (s.GetRequiredService<PeerCertDb>(), EmailOf(person));
        return await (from p in db.People join u in db.Users on p.Account equals u.Id where u.Email == email select p.Id).SingleAsync(ct);
    });

    private async Task<Session> SessionAsync(Role role, CancellationToken ct) =>
        (await InScopeAsync(s => s.GetRequiredService<PeerCertDb>().SessionOfAsync(DemoSignIn.EmailOf(TextKeys.Of(role).Split('.')[1]), ct)))!;

    /// <summary>Somebody's mailbox is full: the report comes back as it would from a server, and the program finds it there.</summary>
    private async Task LoseMailAsync(DemoPerson person, CancellationToken ct)
    {
        var (options, email) = (services.GetRequiredService<MailOptions>(), EmailOf(person));
        var token = await InScopeAsync(s => s.GetRequiredService<PeerCertDb>().Mails
            .Where(m => m.Address == email).OrderByDescending(m => m.SentAt).Select(m => m.ReturnToken).FirstAsync(ct));
        var folder = Path.Combine(options.ReturnedFolder, "new");
        OwnerOnly.CreateFolder(options.ReturnedFolder);
        OwnerOnly.CreateFolder(folder);
        OwnerOnly.WriteWhole(Path.Combine(folder, "invented-report"), Encoding.ASCII.GetBytes($"""
            To: {options.ReturnAddressOf(token)}
            Content-Type: multipart/report; report-type=delivery-status; boundary=part

            --part
            Content-Type: message/delivery-status

            Reporting-MTA: dns; demo.example

            Final-Recipient: rfc822; {email}
            Action: failed
            Status: 5.2.2

            --part--
            """));
    }

    /// <summary>The step as a reviewer takes it with the reasons that the program proposes; the person is told at once.</summary>
    private async Task StepAsync(Id<Application> id, ApplicationAction action, Actor by, CancellationToken ct)
    {
        var items = action is ApplicationAction.AskForItems
            ? await InScopeAsync(async s => (await s.GetRequiredService<DraftLetter>().HandleAsync(id, action, null, [], by, ct)).Match(letter => letter.Proposed, problem => throw new StoppedException(problem)))
            : [];
        await DoAsync<ReviewApplication.Handler, Done>(async h => await h.HandleAsync(new(id, action, await VersionAsync(id, ct), null, by) { Items = items }, ct));
        var step = await InScopeAsync(s => s.GetRequiredService<PeerCertDb>().LastStepAsync(id, ct));
        await DoAsync<TellNow.Handler, Done>(h => h.HandleAsync(new(id, step!.Id, by), ct));
    }

    private Task<int> VersionAsync(Id<Application> id, CancellationToken ct) =>
        InScopeAsync(s => s.GetRequiredService<PeerCertDb>().Applications.Where(a => a.Id == id).Select(a => a.Version).SingleAsync(ct));

    /// <summary>Nobody signs in with it: the demo has links for that. Whoever closes their account needs it once.</summary>
    private string PasswordOf(DemoPerson person) => $"{_passwords}/{EmailOf(person)}";

    private async Task CloseAsync(DemoPerson person, CancellationToken ct)
    {
        var me = await InScopeAsync(s => s.GetRequiredService<PeerCertDb>().SessionOfAsync(EmailOf(person), ct));
        await DoAsync<CloseAccount.Handler, Done>(h => h.HandleAsync(new(PasswordOf(person), Sure: true, me!), ct));
    }

    private async Task<Actor> SignUpAsync(DemoPerson person, CancellationToken ct)
    {
        await DoAsync<SignUp.Handler, Done>(h => h.HandleAsync(new(EmailOf(person), PasswordOf(person)), ct));
        await InScopeAsync(async s =>
        {
            var (db, clock) = (s.GetRequiredService<PeerCertDb>(), s.GetRequiredService<ProgramClock>());
            var token = new OneTimeToken { Id = Guid.NewGuid(), Purpose = OneTimeToken.Confirmation, Account = (await db.AccountByEmailAsync(EmailOf(person), ct))!.Id, Address = EmailOf(person) };
            var secret = token.Renew(clock.Now, TimeSpan.FromDays(1));
            db.Add(token);
            return await db.TrySaveAsync(ct) is { } lost ? throw new StoppedException(lost)
                : (await s.GetRequiredService<ConfirmAddress.Handler>().HandleAsync(new(secret), ct)).Match(done => done, problem => throw new StoppedException(problem));
        });
        return await ActorAsync(EmailOf(person), ct);
    }

    private Task<Actor> StaffAsync(Role role, CancellationToken ct) => ActorAsync(DemoSignIn.EmailOf(TextKeys.Of(role).Split('.')[1]), ct);

    private Task<Actor> ActorAsync(string email, CancellationToken ct) => InScopeAsync(async s =>
        await s.GetRequiredService<PeerCertDb>().AccountByEmailAsync(email, ct) is { } account ? new Actor(account.Id, email) : throw new InvalidOperationException("no such account"));

    private async Task ApproveFeesAsync(CancellationToken ct)
    {
        var admin = await InScopeAsync(s => s.GetRequiredService<PeerCertDb>().SessionOfAsync(DemoSignIn.EmailOf("admin"), ct));
        foreach (var line in services.GetRequiredService<StandardsLibrary>().Packs.SelectMany(p => p.Fees.Values).DistinctBy(l => l.Sha256))
            await DoAsync<ApproveFeeLine.Handler, Done>(h => h.HandleAsync(
                new(line.Sha256, TypedDay.Of(line.Cents.Entries.Min(e => e.From)), "invented letter 1", admin!), ct));
    }

    /// <summary>What takes a file in, with pictures of pages that were drawn once for all.</summary>
    private Task<T> SendAsync<THandler, T>(Func<THandler, Task<Result<T>>> work) where THandler : notnull => InScopeAsync(async s => (await work(ActivatorUtilities.CreateInstance<THandler>(
        s, _remembered ??= new(services.GetRequiredService<IEvidenceStore>(), services.GetRequiredService<IEvidenceIntake>(), services.GetRequiredService<ConfinedTools>().MissingPackages.Count is 0, new()))))
        .Match(value => value, problem => throw new StoppedException(problem)));

    private Task<T> DoAsync<THandler, T>(Func<THandler, Task<Result<T>>> work) where THandler : notnull => AskAsync(work);

    private Task<T> AskAsync<TAsked, T>(Func<TAsked, Task<Result<T>>> work) where TAsked : notnull => InScopeAsync(async s =>
        (await work(s.GetRequiredService<TAsked>())).Match(value => value, problem => throw new StoppedException(problem)));

    private async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    private sealed class StoppedException(Problem problem) : Exception(problem.Code)
    {
        public Problem Problem { get; } = problem;
    }
}

/// <summary>A clock that stands at ten in the morning of a day before today, and a little later at each reading.</summary>
internal sealed class DemoTime(ProgramClock now) : TimeProvider
{
    private DateTimeOffset _instant = now.Now;

    public DateOnly Day(int daysAgo) => now.Today.AddDays(-daysAgo);

    public void GoTo(int daysAgo) => _instant = new DateTimeOffset(Day(daysAgo).ToDateTime(new(18, 0)), TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _instant += TimeSpan.FromMilliseconds(1500);
}
