using System.Data.Common;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Testing;
using PeerCert.Testing.Documents;
using PeerCert.Tests.Http.Accounts;

namespace PeerCert.Tests.Http.TheWay;

/// <summary>
/// The connection dies in the very commit: what was sent is saved, and the person is told that nobody knows. Every form of
/// the program is sent again with the button of that page, and the program ends as one whose every answer arrived.
/// </summary>
public sealed partial class LostAnswerTests
{
    private const string NewPassword = "nine copper kettles whistle";

    // Asked for anew, and rightly: a code whose answer was lost was never seen by anybody, so a new one takes its place.
    // What is read twice is looked at twice, and kept with its reason.
    // A new password ends the session that its lost answer would have gone on with: the form sent again waits for the next sign-in.
    private static readonly Dictionary<string, int> ByDesign = new() { ["journal: staff-invited"] = 1, ["unsent_forms"] = 1, ["journal: record-read"] = 1 };

    // A browser alone can make and show a passkey; what comes without one is refused.
    private static readonly string[] NeedsBrowser = ["POST /account/passkey", "POST /account/passkeys"];

    // Nothing is written by these, so no answer to a commit can be lost.
    private static readonly string[] WriteNothing = ["POST /account/sign-out", "POST /admin/accounts?handler=Find", "POST /ready", .. NeedsBrowser];

    /// <summary>Gone once for all tests: what is there in the end is the same on each engine, or the comparison says so.</summary>
    private static readonly Lazy<Task<(Way Way, Dictionary<string, int> Ended)>> Usual = new(async () =>
    {
        var way = new Way(loses: false);
        return (way, await way.GoAsync(Engine.Sqlite));
    });

    [Theory, OnEveryDatabase]
    public async Task Whatever_is_sent_again_after_its_answer_was_lost_counts_once(Engine engine)
    {
        var (all, ended) = await Usual.Value;
        var (lost, asUsual) = (new Way(loses: true), new Dictionary<string, int>(ended));
        var withLosses = await lost.GoAsync(engine);

        foreach (var (what, more) in ByDesign)
            asUsual[what] += more;
        Assert.Equal(asUsual.OrderBy(c => c.Key), withLosses.OrderBy(c => c.Key));
        Assert.Equal(lost.Forms.Except(WriteNothing).Order(), lost.Lost.Order());
        Assert.Empty(all.Lost);
    }

    [Fact]
    public async Task Every_form_of_the_program_was_sent()
    {
        var (way, _) = await Usual.Value;
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        Assert.Equal((await FormsOf(app)).Order(), way.Forms.Order());
    }

    [Fact]
    public async Task Something_that_counted_twice_would_be_found()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        var before = await CountAsync(app);
        using var robin = await app.ApplicantAsync();
        var after = await CountAsync(app);
        Assert.Equal(before["people"] + 1, after["people"]);
        Assert.Equal(1, after["journal: person-registered"]);
    }

    /// <summary>One after another, each form of the program; what was lost on the way is sent again.</summary>
    private sealed class Way(bool loses)
    {
        private readonly LostAnswer _store = new();

        public HashSet<string> Forms { get; } = [];

        public HashSet<string> Lost { get; } = [];

        public async Task<Dictionary<string, int>> GoAsync(Engine engine)
        {
            var database = await TestDatabase.CreateAsync(engine);
            await using var provider = await FakeProvider.StartAsync(database.Time);
            // A step that waits before it is told, and one that needs two, have forms of their own.
            var settings = new Dictionary<string, string?>(provider.Settings) { ["Review:HoldBackMinutes"] = "5", ["Review:SecondReviewerFor:0"] = "AskForItems" };
            await using var app = await TestApp.StartAsync(engine, configuration: settings, database: database, customise: b => b.Services.AddSingleton<IInterceptor>(_store));
            var token = await app.InScopeAsync(s => s.GetRequiredService<IssueSetupToken.Handler>().HandleAsync(default));
            using (var first = app.Anonymous)
            {
                await first.OpenAsync("/setup");
                await SendAsync(first, "Make the account", page => page.Fill("Input.Token", token.Match(t => t, p => p.Code)).Fill("Input.Email", "first@staff.example").Fill("Input.Password", TestApp.Password));
            }
            using var admin = await app.SignedInAsync("first@staff.example");
            var file = await ApplyAsync(app, admin);
            await RolesAsync(app, admin);
            using (var taylor = await app.ApplicantAsync("taylor@example.org"))
            {
                await taylor.OpenAsync("/my");
                await taylor.PressAsync("Start an application");
                await taylor.FollowAsync("Withdraw this application");
                await SendAsync(taylor, "Withdraw");
            }
            using (var sam = await app.ApplicantAsync("sam@example.org"))
            {
                await sam.OpenAsync("/my/statistics");
                await app.EndSessionsOfAsync("sam@example.org");
                await sam.Fill("gender", "non-binary").PressAsync("Save");
                await sam.Fill("Input.Email", "sam@example.org").Fill("Input.Password", TestApp.Password).SubmitAsync();
                await SendAsync(sam, "Do not send it");
            }
            using (var registrar = await app.SignedInAsAsync(Role.Registrar))
            {
                await registrar.OpenAsync("/staff/key-in");
                await SendAsync(registrar, "Begin", page => page.Fill("Input.Channel", "Phone").FillDay("Input.ReceivedOn", app.Clock.Today).Fill("Input.AsPrinted", "Pat Paper").FillDay("Input.BirthDate", new(1980, 1, 2)));
            }
            await DecideAsync(app, file);
            await LostMailAsync(app);
            await ProviderAsync(app, provider);
            using (var jordan = await app.ApplicantAsync("jordan@example.org"))
            {
                await jordan.OpenAsync("/account/passkey");
                await SendAsync(jordan, "Use my passkey");
                await jordan.OpenAsync("/account/passkeys");
                await SendAsync(jordan, "Add a passkey", page => page.Fill("Input.Name", "my phone"));
                await jordan.OpenAsync($"/account/passkeys/{Guid.NewGuid()}");
                await SendAsync(jordan, "Remove this passkey", page => page.Fill("Input.Password", TestApp.Password));
                await jordan.OpenAsync("/account/data");
                await SendAsync(jordan, "Download", page => page.Fill("Input.Password", TestApp.Password));
                await jordan.OpenAsync("/account/close");
                await SendAsync(jordan, "Close my account", page => page.Fill("Input.Password", TestApp.Password).Check("Input.Sure", "true"));
            }
            await RenewAsync(app);
            await ReinstateAsync(app);
            await AccountAsync(app);
            await app.RunBackgroundAsync();
            return await CountAsync(app);
        }

        private async Task<string> ApplyAsync(TestApp app, PageDriver admin)
        {
            await admin.OpenAsync("/admin/fees");
            await admin.OpenAsync(admin.Page.QuerySelectorAll("main table a").First(a => a.TextContent.Contains("pplication", StringComparison.Ordinal)).GetAttribute("href")!);
            await SendAsync(admin, "Record the approval", page => page.FillDay("Input.EffectiveFrom", app.Clock.Today).Fill("Input.Reference", "letter 7"));

            using var robin = app.Anonymous;
            await robin.OpenAsync("/ready?pathway=initial");
            await SendAsync(robin, "See how I stand");
            await robin.OpenAsync("/account/sign-up");
            await SendAsync(robin, "Make my account", page => page.Fill("Input.Email", "robin@example.org").Fill("Input.Password", TestApp.Password));
            await robin.OpenAsync("/account/sign-in");
            await SendAsync(robin, "Sign in", page => page.Fill("Input.Email", "robin@example.org").Fill("Input.Password", TestApp.Password));
            await robin.OpenAsync("/my");
            await SendAsync(robin, "Send the email again");
            await robin.OpenAsync((await app.MailToAsync("robin@example.org", "account-letter.confirm-address.subject")).Link);
            await SendAsync(robin, "Yes, this is my address");
            await robin.OpenAsync("/my/orientation");
            await SendAsync(robin, "I am done with the orientation", page => page.AsksThemselves());
            await robin.OpenAsync("/my");
            await SendAsync(robin, "Start an application");
            await robin.FollowAsync("How you apply");
            var pathway = robin.Path;
            await SendAsync(robin, "Save and go on", page => page.Fill("Input.Value", "initial"));
            await SendAsync(robin, "Save and go on", page => page.Fill("Input.AsPrinted", "Robin Example").FillDay("Input.BirthDate", new(1985, 4, 27)));
            await SendAsync(robin, "Save and go on", page => page.Fill("perspective", "consumer").Fill("peer-with-lived-experience", "yes").Fill("willing-to-share", "yes").Fill("dedicated-to-recovery", "yes"));
            var training = robin.Path;
            await SendAsync(robin, "Add this", page => page.Fill("Input.Who", "Slip of the Finger").Fill("Input.Quantity", "8").FillDay("Input.To", new(2026, 1, 15)));
            await SendAsync(robin, "Remove");
            await robin.OpenAsync(training);
            await SendAsync(robin, "Add this", page => page.Fill("Input.Who", "Example Training Center").Fill("Input.Quantity", "80").FillDay("Input.To", new(2026, 1, 15)));
            var evidence = pathway.Replace("/pathway", "/evidence", StringComparison.Ordinal);
            await robin.OpenAsync(evidence);
            await SendAsync(robin, "Send this file", page => page.Fill("Kind", "passport").Attach("Upload", "passport.pdf", Applying.Pdf("passport")));
            await SendAsync(robin, "Remove");
            await robin.OpenAsync(evidence);
            await robin.Fill("Kind", "passport").Attach("Upload", "blank.pdf", BadFiles.Pages(1)).PressAsync("Send this file");
            await SendAsync(robin, "I can read it. Keep it.");
            await robin.OpenAsync(evidence);
            foreach (var kind in Applying.Documents)
            {
                await robin.OpenAsync(evidence);
                await SendAsync(robin, "Send this file", page => page.Fill("Kind", kind).Attach("Upload", $"{kind}.pdf", Applying.Pdf(kind)));
            }
            await robin.OpenAsync(evidence);
            await SendAsync(robin, "Save this", page => page.Fill("Printed.Name", "Example Robin"));
            await robin.OpenAsync(pathway.Replace("/pathway", "/ethics", StringComparison.Ordinal));
            await SendAsync(robin, "Sign and go on", page => page.Fill("Input.SignedName", "Robin Example"));
            await SendAsync(robin, "Send my application");
            using var casey = await app.ApplicantAsync("casey@example.org");
            await casey.FillsInOutOfStateAsync();
            await LettersAsync(app, casey);
            await casey.PressAsync("Send my application");
            using var desk = await app.SignedInAsAsync(Role.Reviewer);
            await desk.OpenAsync(casey.Path.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal));
            await SendAsync(desk, "Record this finding", page => page.Fill("Overlay.Kind", "out-of-state-discipline").Fill("Overlay.IsThere", "yes").FillDay("Overlay.From", new(2026, 2, 1)).Fill("Overlay.Reason", "an open case"));

            await ClaimAsync(app, casey.Path.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal));

            await SecondReviewerAsync(app, casey.Path.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal));

            await robin.OpenAsync("/my");
            await robin.FollowAsync("Open");
            await TalkAsync(app, robin);
            var sent = robin.Path;
            await robin.OpenAsync("/my/statistics");
            await SendAsync(robin, "Save", page => page.Fill("gender", "non-binary").Check("languages", "es", "en"));
            await robin.OpenAsync(sent);
            return robin.Path.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal);
        }

        private async Task ClaimAsync(TestApp app, string file)
        {
            await app.StaffAsync("colleague@staff.example", Role.Reviewer);
            using var desk = await app.SignedInAsAsync(Role.Reviewer);
            await desk.OpenAsync("/staff");
            await SendAsync(desk, "Next file");
            await desk.OpenAsync($"{desk.Path}/claim");
            await SendAsync(desk, "Put it back for anyone");
            await desk.OpenAsync(file);
            await SendAsync(desk, "Next file");
            await desk.OpenAsync($"{desk.Path}/claim");
            await desk.PressAsync("Put it back for anyone");
            await desk.OpenAsync($"{file}/claim");
            await SendAsync(desk, "Take this file");
            await desk.OpenAsync($"{file}/claim");
            await SendAsync(desk, "Put on hold", page => page.Fill("Hold.Reason", "the school calls back"));
            await desk.OpenAsync($"{file}/claim");
            await SendAsync(desk, "Go on with it");
            await desk.OpenAsync($"{file}/claim");
            await SendAsync(desk, "Give", page => page
                .Fill("Assign.To", page.Page.QuerySelectorAll("option").Single(o => o.TextContent == "colleague@staff.example").GetAttribute("value")!).Fill("Assign.Reason", "knows the case"));
            await desk.OpenAsync($"{file}/claim");
            await desk.Fill("Assign.To", "nobody").Fill("Assign.Reason", "on leave").PressAsync("Give");
        }

        private async Task SecondReviewerAsync(TestApp app, string file)
        {
            using var first = await app.SignedInAsAsync(Role.Reviewer);
            await first.OpenAsync(file);
            await first.FollowAsync("Ask for what is missing");
            await SendAsync(first, "See the letter with these reasons");
            await SendAsync(first, "Send this letter");
            using var second = await app.SignedInAsync("colleague@staff.example");
            await second.OpenAsync(file);
            await SendAsync(second, "Confirm this step");
        }

        private async Task LettersAsync(TestApp app, PageDriver casey)
        {
            var review = casey.Path;
            await casey.OpenAsync(review.Replace("/review", "/letter/supervisor-letter", StringComparison.Ordinal));
            await SendAsync(casey, "Send the email", page => page.Fill("Input.Writer", "Sam Supervisor").Fill("Input.Address", "sam@work.example"));
            await casey.OpenAsync(review.Replace("/review", "/letter/supervisor-letter", StringComparison.Ordinal));
            await SendAsync(casey, "Write again");
            await casey.OpenAsync(review.Replace("/review", "/letter/supervisor-letter", StringComparison.Ordinal));
            await SendAsync(casey, "Take back");
            await casey.OpenAsync(review.Replace("/review", "/letter/colleague-letter", StringComparison.Ordinal));
            await casey.Fill("Input.Writer", "Kim Colleague").Fill("Input.Address", "kim@work.example").PressAsync("Send the email");
            await casey.Fill("Input.Writer", "Lee Colleague").Fill("Input.Address", "lee@work.example").PressAsync("Send the email");
            await app.RunBackgroundAsync();
            using var writer = app.Anonymous;
            await writer.OpenAsync(app.LinkIn("kim@work.example"));
            await SendAsync(writer, "Send the letter", page => page.Fill("Input.SignedBy", "Kim Colleague").Attach("Input.File", "letter.pdf", Applying.Pdf("colleague-letter")));
            await writer.OpenAsync(app.LinkIn("lee@work.example"));
            await SendAsync(writer, "I cannot write this letter");
            await casey.OpenAsync(review);
        }

        private async Task TalkAsync(TestApp app, PageDriver robin)
        {
            var file = robin.Path;
            await robin.FollowAsync("Write to us or read our answers");
            await SendAsync(robin, "Send the message", page => page.Fill("Input.Words", "When will I hear from you?"));
            using var desk = await app.SignedInAsAsync(Role.Reviewer);
            await desk.OpenAsync("/staff/messages");
            await desk.OpenAsync(desk.Page.QuerySelector("main table a")!.GetAttribute("href")!);
            var thread = desk.Path;
            await SendAsync(desk, "Send the message", page => page.Fill("Input.Words", "This week."));
            await robin.OpenAsync($"{file}/messages");
            await robin.Fill("Input.Words", "Thank you!").PressAsync("Send the message");
            await desk.OpenAsync(thread);
            await SendAsync(desk, "Needs no answer");
            await robin.OpenAsync(file);
        }

        private async Task RolesAsync(TestApp app, PageDriver admin)
        {
            await admin.OpenAsync("/admin/accounts");
            await SendAsync(admin, "Invite a member of staff", page => page.Fill("Invite.Email", "new@staff.example").Fill("Invite.Reason", "starts today"));
            var code = admin.Page.QuerySelector("code.secret")!.TextContent;
            await admin.OpenAsync("/admin/accounts");
            await SendAsync(admin, "Find an account", page => page.Fill("Find.Email", "new@staff.example"));
            var account = admin.Path;
            await SendAsync(admin, "Give this role", page => page.Fill("Input.Role", "Reviewer").Fill("Input.Reason", "is trained"));
            await admin.OpenAsync(account);
            await SendAsync(admin, "End this role", page => page.Fill("Input.Role", "Reviewer").Fill("Input.Reason", "was a slip"));

            using var invited = app.Anonymous;
            await invited.OpenAsync("/account/invitation");
            await SendAsync(invited, "Set my password", page => page.Fill("Input.Code", code).Fill("Input.Password", TestApp.Password));
        }

        private async Task DecideAsync(TestApp app, string file)
        {
            using var staff = await app.SignedInAsAsync(Role.Reviewer, Role.Finance, Role.ExamOfficer, Role.Registrar);
            await staff.OpenAsync(file);
            foreach (var _ in Applying.Documents)
            {
                await staff.OpenAsync(file);
                await SendAsync(staff, "Save", page => page.Fill("Check.Found", "Accepted").Check("Check.Features", page.ChoicesOf("Check.Features")));
            }
            await staff.OpenAsync(file);
            await SendAsync(staff, "Record this fee", page => page.Fill("Fee.FeeLine", "APP").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "check 17"));
            await staff.OpenAsync(file);
            await SendAsync(staff, "Mark as complete");
            await staff.OpenAsync(file);
            await SendAsync(staff, "Take it back");
            await staff.OpenAsync(file);
            await staff.PressAsync("Mark as complete");
            await staff.OpenAsync(file);
            await SendAsync(staff, "Save note", page => page.Fill("Note.Says", "All is there."));
            await staff.OpenAsync(file);
            await SendAsync(staff, "Approve");
            await staff.OpenAsync(file);
            await SendAsync(staff, "Tell the person now");
            await app.RunBackgroundAsync();
            await staff.OpenAsync("/staff/people");
            await SendAsync(staff, "Search", page => page.Fill("Input.Typed", "robin"));
            await staff.OpenAsync(file);
            var candidate = staff.Page.QuerySelectorAll("dd").Select(d => d.TextContent.Trim()).Single(d => d.StartsWith('C') && d.Length == 10);
            await staff.OpenAsync("/staff/results");
            await SendAsync(staff, "Save the result", page => page.Fill("Input.CandidateId", candidate).FillDay("Input.SatOn", app.Clock.Today).Fill("Input.Outcome", "Pass"));
            await staff.OpenAsync("/staff/deadlines");
            await SendAsync(staff, "Get all open files as a table");
            await staff.OpenAsync("/staff/results/import");
            await SendAsync(staff, "Take in the file", attach: page => page.Attach("Input.File", "results.csv", System.Text.Encoding.UTF8.GetBytes($"candidate_id,sat_on,outcome\n{candidate},{app.Clock.Today:yyyy-MM-dd},pass\nC,,\n"), "text/csv"));
            await staff.OpenAsync(file);
            await SendAsync(staff, "Issue certificate");
            await staff.OpenAsync(file);
            staff.Sees("Certified");
            await Candidates.FillAsync(app.Services, 1, app.Clock.Today);
            await staff.OpenAsync("/staff/results");
            await staff.Fill("Input.CandidateId", Candidates.NumberOf(0)).FillDay("Input.SatOn", app.Clock.Today).Fill("Input.Outcome", "Pass").PressAsync("Save the result");
            await staff.OpenAsync("/staff/certificates");
            await SendAsync(staff, "Issue these certificates");
            await CorrectAsync(app, staff, file);
        }

        private async Task CorrectAsync(TestApp app, PageDriver staff, string file)
        {
            await staff.OpenAsync($"{file}/correct?what=LegalName");
            await SendAsync(staff, "See what follows", page => page.Fill("Input.AsPrinted", "Robin Q. Example").Fill("Input.Reason", "the ID says so"));
            await SendAsync(staff, "Correct it");
            using var second = await app.SignedInAsync(await app.StaffAsync("second@staff.example", Role.Reviewer, Role.Registrar));
            await using var db = app.Open();
            var candidate = await db.Applications.SingleAsync(a => a.Reference == "R000000");
            foreach (var confirms in new[] { false, true })
            {
                await staff.OpenAsync($"/staff/applications/{candidate.Id}/correct?what=Issue");
                await staff.Fill("Input.Reason", "a slip").PressAsync("See what follows");
                await staff.PressAsync("Propose it to a second person");
                await second.OpenAsync(staff.Path);
                await SendAsync(second, confirms ? "Confirm this correction" : "Reject it", page => page.Fill("Input.Reason", "it is right"));
            }
            db.Add(PersonKey.Of(PersonKeyKind.Name, NameKey.Of("Robin Example"), candidate.Person));
            await db.TrySaveAsync(default);
            var mine = new Id<PeerCert.Core.Applications.Application>(Guid.Parse(file[^36..]));
            var robin = await db.Applications.Where(a => a.Id == mine).Select(a => a.Person).SingleAsync();
            await second.OpenAsync($"/staff/people/{robin}/like/{candidate.Person}");
            await SendAsync(second, "Put them together", page => page.Fill("Input.Keep", $"{robin}").Fill("Input.Reason", "one person"));
            var merge = await db.PersonMerges.SingleAsync();
            await second.OpenAsync($"/staff/merges/{merge.Id}");
            await SendAsync(second, "Take them apart", page => page.Fill("Input.Reason", "two people"));
        }

        private async Task RenewAsync(TestApp app)
        {
            const string number = "MPSS000001";
            await using var db = app.Open();
            app.GoTo(app.Clock.Today.AddDays(1));   // what ended on the day of issue would count for nothing
            using (var learner = await app.SignedInAsync("robin@example.org"))
                foreach (var title in new[] { "Groups", "Safety" })
                {
                    await learner.OpenAsync($"/my/certificate/{number}/education");
                    await SendAsync(learner, "Add this class", page => page
                        .Fill("Input.Title", title).Fill("Input.Provider", "Example Center").Fill("Input.Source", "county").Fill("Input.Area", "direct-care").Fill("Input.Mode", "online")
                        .FillDay("Input.To", app.Clock.Today).Fill("Input.Hours", "20").Fill("Input.LawAndEthics", "6").Fill("Input.Topic", "minors"));
                    await learner.OpenAsync($"/my/certificate/{number}/education");
                    if (title is "Groups")
                        await SendAsync(learner, "Remove");
                }
            await SpecialiseAsync(app, $"/my/certificate/{number}/specializations");
            app.GoTo((await db.Certificates.AsNoTracking().SingleAsync(c => c.Number == number)).CurrentUntil);
            using var staff = await app.SignedInAsync(await app.StaffAsync("renewing@staff.example", Role.Reviewer, Role.Finance, Role.Registrar));
            if (!await db.FeeApprovals.AnyAsync(a => a.FeeLine == "RENEW"))
                await app.ApproveFeesAsync("RENEW");
            for (var filing = 0; filing < 3; filing++)
            {
                using var robin = await app.SignedInAsync("robin@example.org");
                await robin.OpenAsync($"/my/certificate/{number}/renew");
                await SendAsync(robin, "Send", page => page.Check("Input.Stated", page.ChoicesOf("Input.Stated")).Fill("Input.SignedName", "Robin Q. Example"));
                if (filing == 0)
                {
                    await robin.OpenAsync($"/my/certificate/{number}/standing");
                    await SendAsync(robin, "Take this renewal back");
                    continue;
                }
                await staff.OpenAsync("/staff/renewals");
                await staff.OpenAsync(staff.Page.QuerySelector("main tbody a")!.GetAttribute("href")!);
                var file = staff.Path;
                await SendAsync(staff, "Record this fee", page => page.Fill("Fee.FeeLine", "RENEW").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", $"check {filing}"));
                if (filing == 1)
                {
                    await staff.OpenAsync($"/staff/standings/{number}");
                    await SendAsync(staff, "Show it from now on", page => page.Fill("Lay.Overlay", "Revoked").FillDay("Lay.From", app.Clock.Today).Fill("Lay.Reason", "a slip"));
                    await staff.OpenAsync(file);
                    await SendAsync(staff, "Deny", page => page.Fill("Input.Reason", "revoked"));
                    await staff.OpenAsync($"/staff/standings/{number}");
                    await SendAsync(staff, "End it", page => page.Fill("End.How", "overturned").Fill("End.Reason", "was a slip"));
                    await staff.OpenAsync($"/staff/standings/{number}");
                    await SendAsync(staff, "Look it up", page => page.FillDay("Ask.Day", app.Clock.Today).Fill("Ask.Reason", "the county asks"));
                    continue;
                }
                await staff.OpenAsync(file);
                await SendAsync(staff, "Approve");
            }
            await AuditAsync(app, $"/my/certificate/{number}");
            using var holder = await app.SignedInAsync("robin@example.org");
            foreach (var name in new[] { "Robin Slip", "Robin Newname" })
            {
                await holder.OpenAsync("/my/name");
                await SendAsync(holder, "Send this name", p => p.Fill("Input.AsPrinted", name).FillDay("Input.On", app.Clock.Today), p => p.Attach("Input.Upload", "paper.pdf", Applying.Pdf(name)));
                await holder.OpenAsync("/my/name");
                if (name is "Robin Slip")
                    await SendAsync(holder, "Take back");
            }
            await staff.OpenAsync("/staff/renewals");
            await staff.OpenAsync(staff.Page.QuerySelector("main a[href^='/staff/names/']")!.GetAttribute("href")!);
            await SendAsync(staff, "Save", p => p.Fill("Check.Found", "NotAccepted").Fill("Check.Note", "cut off"));
            await holder.OpenAsync("/my/contact");
            await SendAsync(holder, "Save", p => p.Fill("Input.PreferredName", "Rob").Fill("Input.County", "kern"));
            foreach (var step in new[] { "Withdraw", "Withhold" })
            {
                await holder.OpenAsync("/my/safety");
                await SendAsync(holder, "Ask to leave my name out", p => p.Check("Input.Sure", "true"));
                if (step is "Withdraw")
                {
                    await holder.OpenAsync("/my/safety");
                    await SendAsync(holder, "Take this back");
                }
            }
            await staff.OpenAsync($"/staff/standings/{number}/name");
            await SendAsync(staff, "Save this decision", p => p.Fill("Input.Step", "Withhold").FillDay("Input.Through", app.Clock.Today.AddDays(60)).Fill("Input.Reason", "asked for it"));
            foreach (var button in new[] { "Make the link", "Stop this link" })
            {
                await holder.OpenAsync("/my/calendar");
                await SendAsync(holder, button);
            }
            await holder.OpenAsync($"/my/certificate/{number}/surrender");
            await SendAsync(holder, "Give it up from today", p => p.Fill("Input.Typed", number));
            await staff.OpenAsync($"/staff/standings/{number}");
            await staff.Fill("End.How", "overturned").Fill("End.Reason", "came back").PressAsync("End it");
        }

        private async Task AuditAsync(TestApp app, string mine)
        {
            using var robin = await app.SignedInAsync("robin@example.org");
            await robin.OpenAsync($"{mine}/education");
            var proof = robin.Page.QuerySelector("main a[href*='/education/']")!.GetAttribute("href")!;
            foreach (var file in new[] { "one", "two" })
            {
                await robin.OpenAsync(proof);
                await SendAsync(robin, "Send this file", null, p => p.Attach("Input.Upload", "proof.pdf", Applying.Pdf(file)));
                await robin.OpenAsync(proof);
                if (file is "one")
                    await SendAsync(robin, "Remove");
            }
            using var auditor = await app.SignedInAsync(await app.StaffAsync("auditing@staff.example", Role.Reviewer));
            await auditor.OpenAsync("/staff/audits");
            await SendAsync(auditor, "Draw and write to them", p => p.FillDay("Input.From", app.Clock.Today).FillDay("Input.Through", app.Clock.Today).Fill("Input.Size", "1"));
            await auditor.OpenAsync("/staff/audits");
            await auditor.OpenAsync(auditor.Page.QuerySelector("main tbody a")!.GetAttribute("href")!);
            var review = auditor.Path;
            foreach (var step in new[] { "FindDeficient", "Accept" })
            {
                await robin.OpenAsync($"{mine}/audit");
                await SendAsync(robin, "Send all of it");
                await auditor.OpenAsync(review);
                if (step is "FindDeficient")
                {
                    await SendAsync(auditor, "Write it down", p => p.Fill("Settle.Step", step).Fill("Settle.Reason", "nobody looked"));
                    continue;
                }
                await SendAsync(auditor, "Save", p => p.Fill("Check.Found", "Accepted").Check("Check.Features", p.ChoicesOf("Check.Features")));
                await auditor.OpenAsync(review);
                await SendAsync(auditor, "Accept: it proves what was stated");
            }
        }

        private async Task SpecialiseAsync(TestApp app, string page)
        {
            using var robin = await app.SignedInAsync("robin@example.org");
            foreach (var area in new[] { "crisis", "unhoused" })
            {
                await robin.OpenAsync(page);
                await SendAsync(
                    robin, "Send this training", p => p.Fill("Input.Area", area).Fill("Input.Who", "Example Center").Fill("Input.Quantity", "24").FillDay("Input.To", app.Clock.Today),
                    p => p.Attach("Input.Upload", "training.pdf", Applying.Pdf(area)));
                await robin.OpenAsync(page);
                if (area is "crisis")
                    await SendAsync(robin, "Take back");
            }
            using var reviewer = await app.SignedInAsync(await app.StaffAsync("areas@staff.example", Role.Reviewer));
            await reviewer.OpenAsync("/staff/renewals");
            await reviewer.OpenAsync(reviewer.Page.QuerySelector("main a[href^='/staff/specializations/']")!.GetAttribute("href")!);
            await SendAsync(reviewer, "Save", p => p.Fill("Check.Found", "Accepted").Check("Check.Features", p.ChoicesOf("Check.Features")));
        }

        private async Task ReinstateAsync(TestApp app)
        {
            const string number = "MPSS000001";
            await using var db = app.Open();
            app.GoTo((await db.Certificates.AsNoTracking().SingleAsync(c => c.Number == number)).CurrentUntil.AddYears(1).AddMonths(1));
            if (!await db.FeeApprovals.AnyAsync(a => a.FeeLine == "EXAM"))
                await app.ApproveFeesAsync("EXAM");
            using var robin = await app.SignedInAsync("robin@example.org");
            const string page = $"/my/certificate/{number}/reinstatement";
            await robin.OpenAsync(page);
            await SendAsync(robin, "Ask for the exam");
            foreach (var hours in new[] { "40", "80" })
            {
                await robin.OpenAsync(page);
                await SendAsync(robin, "Add this course", p => p.Fill("Course.Kind", "refresher-training").Fill("Course.Who", "Example Center").Fill("Course.Quantity", hours).FillDay("Course.To", app.Clock.Today));
                await robin.OpenAsync(page);
                await SendAsync(robin, "Send this file", p => p.Fill("Proof.Kind", "refresher-certificate"), p => p.Attach("Proof.Upload", "course.pdf", Applying.Pdf($"course of {hours}")));
                await robin.OpenAsync(page);
                if (hours is not "40")
                    continue;
                await SendAsync(robin, "Remove");
                await robin.OpenAsync(page);
                await SendAsync(robin, "Remove");
            }
            using var staff = await app.SignedInAsync(await app.StaffAsync("renewing@staff.example", Role.Reviewer, Role.Finance, Role.Registrar));
            await staff.OpenAsync("/staff/renewals");
            await staff.OpenAsync(staff.Page.QuerySelector("main a[href^='/staff/reinstatements/']")!.GetAttribute("href")!);
            await SendAsync(staff, "Record this fee", p => p.Fill("Fee.FeeLine", "EXAM").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "check 31"));
            await SendAsync(staff, "Save", p => p.Fill("Check.Found", "Accepted").Check("Check.Features", p.ChoicesOf("Check.Features")));
        }

        private async Task LostMailAsync(TestApp app)
        {
            app.Returns(app.SentMail.First(m => m["To"] == "casey@example.org"));
            await app.RunBackgroundAsync();
            using var registrar = await app.SignedInAsAsync(Role.Registrar);
            await registrar.OpenAsync("/staff/mail");
            await registrar.OpenAsync(registrar.Page.QuerySelector("main table a")!.GetAttribute("href")!);
            await SendAsync(registrar, "Write this down", page => page.Fill("Input.How", "Phoned"));
        }

        private async Task AccountAsync(TestApp app)
        {
            using (var robin = await app.SignedInAsync("robin@example.org"))
            {
                await robin.OpenAsync("/account/email");
                await SendAsync(robin, "Send me the email", page => page.Fill("Input.Email", "robin@elsewhere.example").Fill("Input.Current", TestApp.Password));
                await robin.OpenAsync("/account");
                await SecondStepAsync(app, robin);
                using var elsewhere = await app.SignedInAsync("robin@example.org");
                await robin.OpenAsync("/account/sessions");
                await SendAsync(robin, "Sign this one out");
                await robin.OpenAsync("/account/sessions");
                await SendAsync(robin, "Sign out all but this one");
                await robin.OpenAsync("/account");
                await SendAsync(robin, "Change your password", page => page.Fill("Input.Current", TestApp.Password).Fill("Input.Password", NewPassword));
            }
            using var again = app.Anonymous;
            await again.OpenAsync("/account/sign-in");
            await again.Fill("Input.Email", "robin@example.org").Fill("Input.Password", NewPassword).PressAsync("Sign in");
            await again.OpenAsync("/account");
            await SendAsync(again, "Sign out everywhere");
            using var staff = await app.SignedInAsync("first@staff.example");
            await staff.OpenAsync("/my");
            await SendAsync(staff, "Sign out");
        }

        private async Task ProviderAsync(TestApp app, FakeProvider provider)
        {
            foreach (var (subject, button) in new[] { ("subject-1", "Use this account"), ("subject-2", "Make my account") })
            {
                provider.Subject = subject;
                using var page = app.Anonymous;
                using var asked = await page.Http.GetAsync(new Uri("/account/provider/go", UriKind.Relative));
                await page.OpenAsync(provider.Approve(asked.Headers.Location!));
                if (subject is "subject-1")
                    page.Fill("Input.Email", "robin@example.org");
                else
                    page.Fill("New.Email", "jo@example.org");
                await SendAsync(page, button, p =>
                {
                    if (subject is "subject-1")
                        p.Fill("Input.Password", TestApp.Password);
                });
            }
            using var robin = await app.SignedInAsync("robin@example.org");
            await robin.OpenAsync("/account/provider");
            await SendAsync(robin, "Take the link away", page => page.Fill("Unlinking.Password", TestApp.Password));
        }

        private async Task SecondStepAsync(TestApp app, PageDriver robin)
        {
            await robin.OpenAsync("/account/second-step");
            await SendAsync(robin, "Set it up", page => page.Fill("Input.Password", TestApp.Password));
            await robin.OpenAsync("/account/second-step/set-up");
            var phone = new CodeApp(robin.Page.QuerySelector("code.secret")!.TextContent, app.Time);
            await SendAsync(robin, "Turn it on", page => page.Fill("Input.Code", phone.Code));
            app.Time.Advance(TimeSpan.FromSeconds(30));
            await robin.OpenAsync("/account/prove");
            await SendAsync(robin, "Go on", page => page.Fill("Input.Code", phone.Code));
            await robin.OpenAsync("/account/second-step");
            await SendAsync(robin, "Make ten new codes", page => page.Fill("Input.Password", TestApp.Password));
            app.Time.Advance(TimeSpan.FromSeconds(30));
            using (var again = app.Anonymous)
            {
                await again.OpenAsync("/account/sign-in");
                await again.Fill("Input.Email", "robin@example.org").Fill("Input.Password", TestApp.Password).PressAsync("Sign in");
                await SendAsync(again, "Go on", page => page.Fill("Input.Code", phone.Code));
            }
            await robin.OpenAsync("/account/second-step");
            await SendAsync(robin, "Turn it off", page => page.Fill("Input.Password", TestApp.Password));

            using var locked = app.Anonymous;
            await locked.OpenAsync("/account/forgot");
            await SendAsync(locked, "Send me the link", page => page.Fill("Input.Email", "taylor@example.org"));
            await locked.OpenAsync((await app.MailToAsync("taylor@example.org", "account-letter.recover.subject")).Link);
            await SendAsync(locked, "Set my new password", page => page.Fill("Input.Password", NewPassword));
            await ResetAsync(app, "taylor@example.org", robin: null);
            await ResetAsync(app, "robin@example.org", robin);
        }

        private async Task ResetAsync(TestApp app, string email, PageDriver? robin)
        {
            await using var db = app.Open();
            var account = $"/admin/accounts/{await db.Users.Where(a => a.Email == email).Select(a => a.Id).SingleAsync()}";
            using var one = await app.SignedInAsync(await app.StaffAsync("one@staff.example", Role.Admin));
            await one.OpenAsync(account);
            await SendAsync(one, "Ask for a reset", page => page.Fill("Reset.Checked", "Passport"));
            using var two = await app.SignedInAsync(await app.StaffAsync("two@staff.example", Role.Admin));
            await two.OpenAsync(account);
            await SendAsync(two, "Agree to this reset");
            using var visitor = app.Anonymous;
            var owner = robin ?? visitor;
            await owner.OpenAsync(robin is null ? (await app.MailToAsync(email, "account-letter.reset-coming.subject")).Link : "/account");
            await SendAsync(owner, "Stop it");
        }

        private async Task SendAsync(PageDriver page, string button, Action<PageDriver>? fill = null, Action<PageDriver>? attach = null)
        {
            fill?.Invoke(page);
            attach?.Invoke(page);
            var pressed = page.FormOf(button);
            var action = pressed.GetAttribute("formaction") ?? pressed.Form!.GetAttribute("action");
            var form = $"POST {PatternOf(string.IsNullOrEmpty(action) ? page.Path : action)}";
            Forms.Add(form);
            _store.LosesNext = loses;
            await page.PressAsync(button);
            _store.LosesNext = false;
            if (page.Status is not HttpStatusCode.ServiceUnavailable)
                return;
            Lost.Add(form);
            page.Sees("What you sent may be saved, or it may not be.", "it never counts twice", "What you typed is still here.");
            page.DoesNotSee("Nothing was changed");
            foreach (var secret in page.Page.QuerySelectorAll("main input[type=password]"))
                page.Fill(secret.GetAttribute("name")!, TypedIn(pressed, secret.GetAttribute("name")!));
            // a browser forgets a file that was sent
            if (attach is not null)
                attach(page);
            else if (page.Page.QuerySelector("main input[type=file]")?.GetAttribute("name") is { } upload)
                page.Attach(upload, upload is "Upload" ? $"{page.ValueOf("Kind")}.pdf" : "letter.pdf", Applying.Pdf(upload is "Upload" ? page.ValueOf("Kind") : "colleague-letter"));
            await page.PressAsync("Try again");
            Assert.True((int)page.Status < 500, $"{form}: {(int)page.Status}\n{page.Said}");
        }

        private static string TypedIn(AngleSharp.Html.Dom.IHtmlButtonElement pressed, string name) =>
            ((AngleSharp.Html.Dom.IHtmlInputElement)pressed.Form!.QuerySelector($"[name='{name}']")!).Value;
    }

    /// <summary>Rows of each table, and lines of the journal by what happened. What is read twice is looked at twice; leases and sessions come and go.</summary>
    private static async Task<Dictionary<string, int>> CountAsync(TestApp app)
    {
        await using var db = app.Open();
        var counts = new Dictionary<string, int>();
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()!).Distinct())
            if (!table.StartsWith("journal_", StringComparison.Ordinal) && table is not ("read_audits" or "leases" or "account_sessions"))
#pragma warning disable EF1002 // the name of a table comes from the model
                counts[table] = await db.Database.SqlQueryRaw<int>($"SELECT CAST(COUNT(*) AS int) AS \"Value\" FROM {table}").SingleAsync();
#pragma warning restore EF1002
        foreach (var happened in (await db.Journal.Select(e => e.EventType).ToListAsync()).GroupBy(e => e))
            counts[$"journal: {happened.Key}"] = happened.Count();
        return counts;
    }

    /// <summary>Each form the program takes, as it is addressed: "POST /staff/applications/{id}?handler=Fee".</summary>
    private static async Task<IReadOnlyList<string>> FormsOf(TestApp app)
    {
        var forms = new List<string> { "POST /account/sign-out" };   // the only one that is no page
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
                forms.AddRange((await app.Services.GetRequiredService<PageLoader>().LoadAsync(page, endpoint.Metadata)).HandlerMethods
                    .Where(h => h.HttpMethod is "Post")
                    .Select(h => $"POST /{RouteParameter().Replace(endpoint.RoutePattern.RawText!.Trim('/'), "{$1}")}{(h.Name is null ? "" : $"?handler={h.Name}")}"));
        return [.. forms.Distinct()];
    }

    private static string PatternOf(string address)
    {
        var path = EntryKind().Replace(IdOrHash().Replace(address.Split('?')[0], m => m.Length is 36 ? "{id}" : "{sha256}"), "/$1/{kind}").Replace("like/{id}", "like/{other}", StringComparison.Ordinal);
        path = CertificateNumber().Replace(path, "{number}");
        return Handler().Match(address) is { Success: true } handler ? $"{path}?handler={handler.Groups[1].Value}" : path;
    }

    /// <summary>Loses the answer to one commit: it happened, and whoever asked is told that the store did not answer.</summary>
    private sealed class LostAnswer : DbTransactionInterceptor
    {
        public bool LosesNext { get; set; }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (!LosesNext)
                return Task.CompletedTask;
            LosesNext = false;
            throw new StoreBusyException();
        }
    }

    [GeneratedRegex("/(entries|letter)/[a-z-]+")]
    private static partial Regex EntryKind();

    [GeneratedRegex("[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex IdOrHash();

    [GeneratedRegex("MPSS[0-9]{6}")]
    private static partial Regex CertificateNumber();

    [GeneratedRegex(@"[?&]handler=(\w+)")]
    private static partial Regex Handler();

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex RouteParameter();
}
