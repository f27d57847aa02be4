using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.People;
using PeerCert.Standards.Model;
using PeerCert.Testing;
using PeerCert.Tests.Http.Accounts;
using PeerCert.Tests.Http.Certifications;

namespace PeerCert.Tests.Http.Languages;

/// <summary>Whoever reads Spanish finds no sentence in English on any page that is not the staff's, letters and refusals included.</summary>
public sealed partial class SpanishPagesTests
{
    /// <summary>Fewer words than these may be the same in both languages by chance.</summary>
    private const int FewestWords = 3;

    /// <summary>The title that the standard gives a certificate holder: it stays as it is, with the Spanish beside it.</summary>
    private static readonly HashSet<string> Official = ["certificate.kind"];

    /// <summary>The counties are called the same in both languages.</summary>
    private const string NamesOfPlaces = "demographic.county-of-residence.";

    [Theory, OnEveryDatabase]
    public async Task From_the_first_page_to_the_certificate_nothing_is_said_in_English(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await app.ApproveFeesAsync();
        var look = new Look(app);
        using var robin = SpanishReader(app, look);
        await LookAroundAsync(robin);
        await BeginAsync(robin, "robin@example.org");
        await SendEmptyAsync(robin, "/account");
        foreach (var path in new[] { "/account/passkey", "/account/passkeys", $"/account/passkeys/{Guid.NewGuid()}", "/account/data" })
            await SendEmptyAsync(robin, path);
        await SendEmptyAsync(robin, "/account/close");
        await SendEmptyAsync(robin, "/account/sessions");
        await SendEmptyAsync(robin, "/account/email");
        await SendEmptyAsync(robin, "/account/confirm");
        await app.ConfirmAsync("robin@example.org");
        await SecondStepAsync(app, robin, look);

        await robin.OpenAsync("/my/statistics");
        await app.EndSessionsOfAsync("robin@example.org");
        await robin.Fill("gender", "non-binary").PressKeyAsync("statistics.save");
        await robin.Fill("Input.Email", "robin@example.org").Fill("Input.Password", TestApp.Password).SubmitAsync();
        Assert.Equal("/account/unsent?returnUrl=%2Fmy%2Fstatistics", robin.Path);
        await robin.PressKeyAsync("unsent.drop");

        await robin.OpenAsync("/my");
        await SendEmptyAsync(robin, "/my/orientation");
        await robin.AsksThemselves().PressKeyAsync("orientation-page.done");
        await robin.OpenAsync("/my");
        await robin.PressKeyAsync("my.start");
        var mine = robin.Path;
        foreach (var part in new[] { "pathway", "about-you", "statements", "entries/core-training", "evidence", "ethics", "review" })
            await SendEmptyAsync(robin, $"{mine}/{part}");
        await robin.OpenAsync($"{mine}/withdraw");
        await robin.OpenAsync(mine);
        await robin.FillsInOpenApplicationAsync(hours: "79");
        await robin.PressKeyAsync("apply.review.send");

        var file = mine.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal);
        using var staff = await app.SignedInAsAsync(Enum.GetValues<Role>());
        await staff.OpenAsync(file);
        await staff.AsksForItemsAsync();
        await ReadLettersAsync(robin, 1);
        await robin.OpenAsync(mine);
        await SendEmptyAsync(robin, "/my/statistics");
        await robin.OpenAsync(mine);
        await robin.FollowKeyAsync("messages.link");
        await SendEmptyAsync(robin, robin.Path);
        await robin.Fill("Input.Words", "Hola").PressKeyAsync("messages.send");
        await robin.OpenAsync($"{mine}/entries/core-training");
        await robin.PressKeyAsync("apply.entries.remove");
        await robin.Fill("Input.Who", "Example Training Center").Fill("Input.Quantity", "80.5").FillDay("Input.To", new(2026, 1, 20)).PressKeyAsync("apply.entries.add");
        await robin.OpenAsync($"{mine}/review");
        await robin.PressKeyAsync("apply.review.send");

        await staff.OpenAsync(file);
        await staff.AcceptsEverythingAsync();
        await staff.Fill("Fee.FeeLine", "APP").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "check 17").PressAsync("Record this fee");
        await staff.PressAsync("Mark as complete");
        await robin.OpenAsync(mine);
        await staff.PressAsync("Approve");
        await app.RunBackgroundAsync();
        await ReadLettersAsync(robin, 2);
        var candidate = robin.Page.QuerySelectorAll("dd").Select(d => d.TextContent.Trim()).Single(d => d.StartsWith('C') && d.Length == 10);
        await staff.OpenAsync("/staff/deadlines");
        await staff.OpenAsync($"{file}/as-applicant");
        await staff.OpenAsync($"{file}/readers");
        await SendEmptyAsync(staff, "/staff/people");
        await staff.Fill("Input.Typed", "Robin").PressAsync("Search");
        await staff.OpenAsync("/staff/results");
        await staff.Fill("Input.CandidateId", candidate).FillDay("Input.SatOn", app.Clock.Today).Fill("Input.Outcome", "Pass").PressAsync("Save the result");
        await staff.OpenAsync("/staff/results/import");
        await staff.Attach("Input.File", "results.csv", System.Text.Encoding.UTF8.GetBytes($"candidate_id,sat_on,outcome\n{candidate},{app.Clock.Today:yyyy-MM-dd},pass\nC,,\n"), "text/csv").PressAsync("Take in the file");
        await staff.OpenAsync(file);
        await staff.PressAsync("Issue certificate");
        await robin.OpenAsync("/my");
        robin.Sees("MPSS000001");
        await robin.OpenAsync("/my/certificate/MPSS000001");
        await robin.OpenAsync("/my/certificate/MPSS000001/renew");
        await robin.OpenAsync("/my/certificate/MPSS000001/reinstatement");
        await SendEmptyAsync(robin, "/my/certificate/MPSS000001/specializations");
        await robin.Fill("Input.Area", "crisis").Fill("Input.Who", "Centro").Fill("Input.Quantity", "24").FillDay("Input.To", new(2026, 1, 1)).Attach("Input.Upload", "curso.pdf", Applying.Pdf("área")).PressKeyAsync("specialisation.send-button");
        await robin.OpenAsync("/my/certificate/MPSS000001/education");
        await robin.PressKeyAsync("ce.save");
        await robin.Fill("Input.Title", "Grupos").Fill("Input.Provider", "Centro").Fill("Input.Source", "county").Fill("Input.Area", "direct-care").Fill("Input.Mode", "online").FillDay("Input.To", app.Clock.Today).Fill("Input.Hours", "3").PressKeyAsync("ce.save");
        await SendEmptyAsync(robin, robin.Page.QuerySelector("main a[href*='/education/']")!.GetAttribute("href")!);
        await robin.OpenAsync("/my/certificate/MPSS000001/audit");
        await SendEmptyAsync(robin, "/my/certificate/MPSS000001/surrender");
        await SendEmptyAsync(robin, "/my/calendar");
        await robin.OpenAsync("/my/contact");
        await robin.Fill("Input.PreferredName", "Robi").Fill("Input.County", "kern").PressKeyAsync("contact-page.save");
        await robin.OpenAsync("/my");
        await SendEmptyAsync(robin, "/my/safety");
        await robin.Check("Input.Sure", "true").PressKeyAsync("withheld-name.ask");
        await staff.OpenAsync("/staff/standings/MPSS000001/name");
        await staff.Fill("Input.Step", "Refuse").Fill("Input.Reason", "no").PressAsync("Save this decision");
        await robin.OpenAsync("/my/safety");
        await staff.Fill("Input.Step", "Withhold").FillDay("Input.Through", app.Clock.Today).Fill("Input.Reason", "yes").PressAsync("Save this decision");
        await robin.OpenAsync("/my/safety");
        await robin.OpenAsync("/registry/MPSS000001");
        await staff.Fill("Input.Step", "End").Fill("Input.Reason", "over").PressAsync("Save this decision");
        await SendEmptyAsync(robin, "/my/name");
        await robin.Fill("Input.AsPrinted", "Robin Otro").FillDay("Input.On", app.Clock.Today).Attach("Input.Upload", "papel.pdf", Applying.Pdf("acta")).PressKeyAsync("name-change.send-button");
        // What it takes while it is current, in the window, lapsed, expired and vacated; and a day that is none.
        foreach (var ahead in new[] { "", "2028-01-05", "2028-05-05", "2031-05-05", "2035-05-05", "tomorrow" })
            await robin.OpenAsync($"/my/certificate/MPSS000001/standing?asOf={ahead}");
        foreach (var asked in new[] { "", "?asOf=2028-05-05", "?asOf=2031-05-05", "?asOf=2035-05-05", "?asOf=tomorrow", "?asOf=2020-01-01" })
            await robin.OpenAsync($"/registry/MPSS000001{asked}");
        await robin.OpenAsync("/registry?q=example");
        await robin.OpenAsync(mine);

        using var casey = SpanishReader(app, look);
        await BeginAsync(casey, "casey@example.org");
        await casey.OpenAsync((await app.MailToAsync("casey@example.org", "account-letter.confirm-address.subject", "es")).Link);
        await casey.PressKeyAsync("confirm.go");
        await casey.OpenAsync("/account/email");
        await casey.Fill("Input.Email", "casey@elsewhere.example").Fill("Input.Current", TestApp.Password).SubmitAsync();
        await casey.SeesTheOrientationAsync();
        await casey.FillsInOutOfStateAsync();
        var review = casey.Path;
        await SendEmptyAsync(casey, review.Replace("/review", "/letter/supervisor-letter", StringComparison.Ordinal));
        await casey.Fill("Input.Writer", "Sam").Fill("Input.Address", "casey@example.org").PressKeyAsync("letter-request.ask");
        await casey.Fill("Input.Writer", "Sam").Fill("Input.Address", "sam@work.example").PressKeyAsync("letter-request.ask");
        await casey.PressKeyAsync("letter-request.again");
        await app.RunBackgroundAsync();
        using var writer = SpanishReader(app, look);
        await SendEmptyAsync(writer, app.LinkIn("sam@work.example"));
        await writer.OpenAsync(app.LinkIn("sam@work.example"));
        await writer.PressKeyAsync("give-letter.decline");
        foreach (var link in new[] { app.LinkIn("sam@work.example"), "/letter", "/letter?done=given" })
            await writer.OpenAsync(link);
        await casey.OpenAsync(review);
        await casey.PressKeyAsync("apply.review.send");

        Assert.Empty(look.Faults.Distinct());
        Assert.Empty(look.NotSeen());
    }

    [Fact]
    public async Task A_sentence_in_English_would_be_found()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        var look = new Look(app);
        using var page = app.Anonymous;
        await page.OpenAsync("/");
        look.At(page);
        Assert.Contains("/ is in en", look.Faults);
        Assert.Contains("/ says \"Your experience can help others heal\"", look.Faults);
        Assert.Contains("/ says \"Skip to the main part\"", look.Faults);
        Assert.Contains("GET /my", look.NotSeen());
        Assert.DoesNotContain("GET /", look.NotSeen());
    }

    [Fact]
    public async Task What_brings_an_expired_certificate_back_is_not_said_in_English()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        app.GoTo(new(2029, 6, 1));
        var look = new Look(app);
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync("/language/es?to=/my");
        robin.Came = look.At;
        const string page = "/my/certificate/MPSS000001/reinstatement";
        await SendEmptyAsync(robin, page);
        await robin.OpenAsync(page);
        await robin.Fill("Course.Kind", "refresher-training").Fill("Course.Who", "Centro").Fill("Course.Quantity", "80").FillDay("Course.To", app.Clock.Today).PressKeyAsync("reinstatement.course-save");
        await robin.Fill("Proof.Kind", "refresher-certificate").Attach("Proof.Upload", "curso.pdf", Applying.Pdf("curso")).PressKeyAsync("apply.evidence.send");
        await robin.OpenAsync("/my/notices");
        Assert.Empty(look.Faults.Distinct());
    }

    [Fact]
    public async Task What_is_asked_for_in_a_review_of_classes_is_not_said_in_English()
    {
        await using var app = await CeAuditTests.WholeAsync(Engine.Sqlite);
        await CeAuditTests.DrawAsync(app);
        var look = new Look(app);
        using var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync("/language/es?to=/my");
        robin.Came = look.At;
        await SendEmptyAsync(robin, "/my/certificate/MPSS000001/audit");
        await robin.OpenAsync("/my/certificate/MPSS000001/audit");
        await robin.OpenAsync("/my/certificate/MPSS000001/education");
        await robin.OpenAsync("/my/notices");
        Assert.Empty(look.Faults.Distinct());
    }

    private static PageDriver SpanishReader(TestApp app, Look look)
    {
        var page = app.Anonymous;
        page.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("es-MX");
        page.Came = look.At;
        return page;
    }

    private static async Task LookAroundAsync(PageDriver page)
    {
        foreach (var path in new[] { "/", "/accessibility", "/privacy", "/nothing-here", "/registry?q=ab", "/registry?q=nobody", "/registry/MPSS999999", "/account" })
            await page.OpenAsync(path);
        foreach (var path in new[] { "/ready", "/ready?pathway=initial", "/ready?pathway=out-of-state", "/registry", "/account/invitation", "/account/sign-in", "/account/sign-up" })
            await SendEmptyAsync(page, path);
        await page.OpenAsync("/account/invitation");
        await page.Fill("Input.Code", "nothing").Fill("Input.Password", TestApp.Password).SubmitAsync();
        await page.OpenAsync("/account/sign-in");
        await page.Fill("Input.Email", "nobody@example.org").Fill("Input.Password", "not this one").SubmitAsync();
        await page.OpenAsync("/account/sign-up");
        await page.Fill("Input.Email", "nobody").Fill("Input.Password", "short").SubmitAsync();
    }

    /// <summary>Turns it on and off again, and looks at the ways back in on the way.</summary>
    private static async Task SecondStepAsync(TestApp app, PageDriver page, Look look)
    {
        await SendEmptyAsync(page, "/account/second-step");
        await page.Fill("Input.Password", TestApp.Password).SubmitAsync();
        await SendEmptyAsync(page, "/account/second-step/set-up");
        await SendEmptyAsync(page, "/account/prove");
        await app.TurnsOnSecondStepAsync(page);
        await SendEmptyAsync(page, "/account/prove");
        using var visitor = SpanishReader(app, look);
        foreach (var path in new[] { "/account/provider", "/account/code", "/account/stop-reset", "/account/recover", "/account/forgot" })
            await SendEmptyAsync(visitor, path);
        await visitor.Fill("Input.Email", "robin@example.org").SubmitAsync();
        await SendEmptyAsync(visitor, (await app.MailToAsync("robin@example.org", "account-letter.recover.subject", "es")).Link);
        await visitor.OpenAsync("/account/sign-in");
        await visitor.Fill("Input.Email", "robin@example.org").Fill("Input.Password", TestApp.Password).SubmitAsync();
        await visitor.Fill("Input.Code", "000000").SubmitAsync();
        await SendEmptyAsync(page, "/account/second-step");
        await page.Fill("Input.Password", TestApp.Password).PressKeyAsync("second-step.new-codes");
        await page.OpenAsync("/account/second-step");
        await page.Fill("Input.Password", TestApp.Password).PressKeyAsync("second-step.turn-off");
    }

    private static async Task BeginAsync(PageDriver page, string email)
    {
        await page.OpenAsync("/account/sign-up");
        await page.Fill("Input.Email", email).Fill("Input.Password", TestApp.Password).SubmitAsync();
        await page.Fill("Input.Email", email).Fill("Input.Password", TestApp.Password).SubmitAsync();
        Assert.Equal("/my", page.Path);
    }

    /// <summary>Sends the form of a page with nothing in it, to read what is said about that.</summary>
    private static async Task SendEmptyAsync(PageDriver page, string path)
    {
        await page.OpenAsync(path);
        if (page.Page.QuerySelector("main form button[type=submit]") is not null)
            await page.SubmitAsync();
    }

    private static async Task ReadLettersAsync(PageDriver page, int count)
    {
        await page.OpenAsync("/my/notices");
        var letters = page.Page.QuerySelectorAll("main a").Select(a => a.GetAttribute("href")!).Where(a => a.StartsWith("/my/letters/", StringComparison.Ordinal)).ToList();
        Assert.Equal(count, letters.Count);
        foreach (var letter in letters)
            await page.OpenAsync(letter);
        await page.OpenAsync("/my");
    }

    /// <summary>Looks at every page that comes: which it was, and what in it is English.</summary>
    private sealed partial class Look(TestApp app)
    {
        private readonly HashSet<string> _seen = [];
        private readonly List<string> _english = [.. PhrasesOf(app)];

        public List<string> Faults { get; } = [];

        public void At(PageDriver page)
        {
            var path = page.Path.Split('?')[0];
            _seen.Add(path);
            if (page.Language is not "es")
                Faults.Add($"{path} is in {page.Language}");
            var said = WordsOn(page.Page);
            Faults.AddRange(_english.Where(e => said.Contains(e, StringComparison.Ordinal)).Select(e => $"{path} says \"{e}\""));
        }

        /// <summary>Pages that somebody outside the staff can come to, and that were not looked at.</summary>
        public IEnumerable<string> NotSeen() => SiteMap.Declared
            .Where(e => e.Key.StartsWith("GET ", StringComparison.Ordinal) && e.Value is SiteMap.Anybody or SiteMap.SignedIn && !NoPage().IsMatch(e.Key))
            .Select(e => e.Key).Where(e => !_seen.Any(s => Regex.IsMatch(s, $"^{Regex.Replace(e[4..], @"\{\w+\}", "[^/]+")}$")));

        // for programs, for whoever installs the program, or the switch itself
        [GeneratedRegex("^GET /(?:api|calendar|healthz|readyz|setup|language)|^POST")]
        private static partial Regex NoPage();
    }

    private static IEnumerable<string> PhrasesOf(TestApp app)
    {
        var ofProgram = Spoken.EntriesOf("en").Where(e => !Official.Contains(e.Key)).SelectMany(e => e.Value.Forms.Values).SelectMany(t => t.Parts.Where((_, i) => i % 2 == 0));
        var ofPacks = app.Services.GetRequiredService<StandardsLibrary>().Packs.SelectMany(p => p.Texts["en"].Where(t => !t.Key.StartsWith(NamesOfPlaces, StringComparison.Ordinal)).Select(t => t.Value)).SelectMany(t => t.Forms.Values).SelectMany(f => Place().Split(f));
        return ofProgram.Concat(ofPacks).Select(Tidy).Where(p => p.Split(' ').Count(w => w.Any(char.IsLetter)) >= FewestWords).Distinct();
    }

    private static readonly string[] SaidByAttributes = ["aria-label", "title", "alt", "placeholder", "content"];

    /// <summary>All that is read out of a page, whether seen or heard.</summary>
    private static string WordsOn(IDocument page) => Tidy(string.Join(" | ",
        page.All.SelectMany(_ => SaidByAttributes, (e, name) => e.GetAttribute(name)).Append(page.Title).Append(page.Body!.TextContent)));

    private static string Tidy(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Place();
}
