using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Certifications;

/// <summary>Trainings in areas of specialisation. Robin's core training ended on 2026-01-15; certified on 2026-03-04.</summary>
public sealed class SpecialisedTrainingTests
{
    private const string Page = "/my/certificate/MPSS000001/specializations";

    private static readonly DateOnly CoreEnded = new(2026, 1, 15);

    private static async Task<PageDriver> RobinAsync(TestApp app)
    {
        var robin = await app.SignedInAsync("robin@example.org");
        await robin.OpenAsync(Page);
        return robin;
    }

    private static async Task SendAsync(PageDriver robin, string area, DateOnly ended, string file = "one") =>
        await robin.Fill("Input.Area", area).Fill("Input.Who", "Example Center").Fill("Input.Quantity", "24").FillDay("Input.To", ended).Attach("Input.Upload", "training.pdf", Applying.Pdf(file)).PressKeyAsync("specialisation.send-button");

    private static async Task<PageDriver> ReviewerAsync(TestApp app, string email = "areas@staff.example")
    {
        var reviewer = await app.SignedInAsync(await app.StaffAsync(email, Role.Reviewer));
        await reviewer.OpenAsync("/staff/renewals");
        await reviewer.OpenAsync(reviewer.Page.QuerySelector("main a[href^='/staff/specializations/']")!.GetAttribute("href")!);
        return reviewer;
    }

    private static async Task AcceptAsync(TestApp app)
    {
        using var reviewer = await ReviewerAsync(app);
        await reviewer.Fill("Check.Found", "Accepted").Check("Check.Features", reviewer.ChoicesOf("Check.Features")).PressKeyAsync("staff.file.save-check");
        Assert.Equal(HttpStatusCode.OK, reviewer.Status);
    }

    private static string[] Advertised(PageDriver robin, int which) =>
        [.. robin.Page.QuerySelectorAll(".advertisement")[which].QuerySelectorAll("bdi").Select(line => line.TextContent.Trim())];

    [Theory, OnEveryDatabase]
    [Provision("CAL-212.0", "CAL-213.1", "CAL-213.2", "CAL-213.3", "CAL-213.4", "CAL-213.6", "CAL-301.1.B")]
    public async Task What_staff_find_in_order_is_on_record_and_is_advertised_by_its_complete_title(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await RobinAsync(app);
        Assert.Equal(["Robin Example", "Certified Medi-Cal Peer Support Specialist, #MPSS000001"], Advertised(robin, 0));
        Assert.Equal(["Robin Example", "CMPSS, #MPSS000001"], Advertised(robin, 1));
        await SendAsync(robin, "justice-involved", CoreEnded.AddDays(20));
        robin.SeesKey("specialised-training-state.sent");
        Assert.Equal(2, Advertised(robin, 0).Length);   // nobody has looked at it
        await AcceptAsync(app);
        await robin.OpenAsync(Page);
        robin.SeesKey("specialised-training-state.recorded");
        Assert.Equal(["Robin Example", "Certified Medi-Cal Peer Support Specialist, #MPSS000001", "Area of Specialization, Peer Services for Justice Involved"], Advertised(robin, 0));

        await SendAsync(robin, "parent-caregiver-family", CoreEnded.AddDays(30), "two");
        await AcceptAsync(app);
        await robin.OpenAsync(Page);
        Assert.Equal(
            ["Robin Example", "CMPSS, #MPSS000001", "Areas of Specialization:", "Parent, Caregiver, Family Member Peer", "Peer Services for Justice Involved"], Advertised(robin, 1));
        using var registrar = await app.SignedInAsAsync(Role.Registrar);
        await registrar.OpenAsync("/staff/standings/MPSS000001");
        registrar.Sees("People in the justice system, Parents, caregivers and families");
        await robin.OpenAsync("/my/notices");
        robin.Sees("is on record now");
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-212.0x")]
    public async Task One_that_ended_before_the_core_training_is_flagged_at_once_and_never_advertised(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await RobinAsync(app);
        await SendAsync(robin, "crisis", CoreEnded.AddDays(-1));
        robin.Sees("before you had the core skills on January 15, 2026");
        await AcceptAsync(app);
        await robin.OpenAsync(Page);
        robin.SeesKey("specialised-training-state.not-recorded");
        Assert.Equal(2, Advertised(robin, 0).Length);
        await robin.OpenAsync("/my/notices");
        robin.Sees("is not on record. The reasons are below.");
        await robin.OpenAsync(robin.Page.QuerySelector("main a[href^='/my/letters/']")!.GetAttribute("href")!);
        robin.Sees("It ended on January 14, 2026");
        await using var db = app.Open();
        Assert.Equal(["specialised-training"], await db.Decisions.Where(d => d.Question == "specialised-training").Select(d => d.Question).ToListAsync());
    }

    [Fact]
    [Provision("CAL-212.0x")]
    public async Task On_the_day_on_which_the_core_training_ended_it_is_in_order()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        using var robin = await RobinAsync(app);
        await SendAsync(robin, "crisis", CoreEnded);
        await AcceptAsync(app);
        await robin.OpenAsync(Page);
        Assert.Contains("Area of Specialization, Peer Services in Crisis Care", Advertised(robin, 0));
    }

    [Theory, OnEveryDatabase]
    public async Task A_look_that_was_wrong_is_put_right_by_another_and_whoever_was_second_is_told(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await RobinAsync(app);
        await SendAsync(robin, "unhoused", CoreEnded.AddDays(5));
        using var first = await ReviewerAsync(app);
        using var second = await ReviewerAsync(app, "second@staff.example");
        await first.Fill("Check.Found", "NotAccepted").PressKeyAsync("staff.file.save-check");
        first.SeesKey("evidence.note-missing");   // a refusal says why
        await first.Fill("Check.Note", "The page is cut off").PressKeyAsync("staff.file.save-check");
        await robin.OpenAsync(Page);
        robin.SeesKey("specialised-training-state.not-recorded").Sees("The page is cut off");
        await second.Fill("Check.Found", "Accepted").Check("Check.Features", second.ChoicesOf("Check.Features")).PressKeyAsync("staff.file.save-check");
        second.Sees("areas@staff.example");
        Assert.Equal(HttpStatusCode.Conflict, second.Status);

        await second.OpenAsync(first.Path);
        await second.OpenAsync(second.Path + second.Page.QuerySelector("main a[href*='look=']")!.GetAttribute("href")!.Split('#')[0]);
        await second.Fill("Check.Found", "Accepted").Check("Check.Features", second.ChoicesOf("Check.Features")).PressKeyAsync("staff.file.save-check");
        await robin.OpenAsync(Page);
        Assert.Contains("Area of Specialization, Peer Services for Unhoused", Advertised(robin, 0));
        await using var db = app.Open();
        Assert.Equal(2, await db.Decisions.CountAsync(d => d.Question == "specialised-training"));
    }

    [Theory, OnEveryDatabase]
    public async Task What_cannot_be_read_is_said_at_its_field_and_nothing_is_kept(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await RobinAsync(app);
        await robin.PressKeyAsync("specialisation.send-button");
        robin.SeesKey("field.choice-missing").SeesKey("entry.who-missing").SeesKey("hours.missing").SeesKey("evidence.missing");
        await robin.Fill("Input.Area", "night-work").Fill("Input.Who", "Example Center").Fill("Input.Quantity", "many").FillDay("Input.To", app.Clock.Today.AddDays(1)).PressKeyAsync("specialisation.send-button");
        robin.SeesKey("field.choice-missing").SeesKey("hours.not-a-number");
        Assert.Equal("Example Center", robin.Page.QuerySelector("[name='Input.Who']")!.GetAttribute("value"));
        await using var db = app.Open();
        Assert.False(await db.SpecialisedTrainings.AnyAsync());
        using var casey = await app.SignedInAsync(await app.StaffAsync("casey@staff.example", Role.Reviewer));
        await casey.OpenAsync(Page);
        Assert.Equal(HttpStatusCode.NotFound, casey.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Sent_twice_it_is_there_once_and_until_somebody_looks_it_can_be_taken_back(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine);
        using var robin = await RobinAsync(app);
        await SendAsync(robin, "crisis", CoreEnded.AddDays(5));
        await SendAsync(robin, "crisis", CoreEnded.AddDays(5));
        await using var db = app.Open();
        Assert.Equal(1, await db.SpecialisedTrainings.CountAsync());
        var again = robin.FormOf("Take back");
        await robin.PressKeyAsync("specialisation.withdraw");
        robin.DoesNotSee("Example Center");
        await robin.SendAgainAsync(again);
        Assert.Equal(HttpStatusCode.OK, robin.Status);
        Assert.Equal([SpecialisedTrainingState.Withdrawn], await db.SpecialisedTrainings.AsNoTracking().Select(t => t.State).ToListAsync());
        Assert.All(await db.Evidence.AsNoTracking().Where(e => e.Kind == "specialised-certificate").ToListAsync(), e => Assert.NotNull(e.DeletedAt));
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync("/staff/renewals");
        Assert.Null(reviewer.Page.QuerySelector("main a[href^='/staff/specializations/']"));
    }

    [Fact]
    public async Task Once_somebody_has_looked_it_stays_and_nobody_looks_at_their_own()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        using var robin = await RobinAsync(app);
        await SendAsync(robin, "crisis", CoreEnded.AddDays(5));
        var withdraw = robin.FormOf("Take back");
        using var looking = await ReviewerAsync(app);
        await using (var db = app.Open())
        {
            var account = await db.Users.Where(u => u.Email == "areas@staff.example").Select(u => u.Id).SingleAsync();
            await db.People.Where(p => p.Account != null).ExecuteUpdateAsync(u => u.SetProperty(p => p.Account, account));
        }
        await looking.Fill("Check.Found", "Accepted").Check("Check.Features", looking.ChoicesOf("Check.Features")).PressKeyAsync("staff.file.save-check");
        looking.SeesKey("problem.own-training");
        await using (var db = app.Open())
        {
            var account = await db.Users.Where(u => u.Email == "robin@example.org").Select(u => u.Id).SingleAsync();
            await db.People.Where(p => p.Account != null).ExecuteUpdateAsync(u => u.SetProperty(p => p.Account, account));
        }
        await AcceptAsync(app);
        await robin.SendAgainAsync(withdraw);
        robin.SeesKey("problem.looked-at-already");
    }

    [Fact]
    public async Task Whoever_sees_no_evidence_sees_neither_the_list_nor_the_page()
    {
        await using var app = await LeftApps.CertifiedAsync(Engine.Sqlite);
        using var robin = await RobinAsync(app);
        await SendAsync(robin, "crisis", CoreEnded.AddDays(5));
        using var reviewer = await ReviewerAsync(app);
        using var finance = await app.SignedInAsAsync(Role.Finance);
        await finance.OpenAsync("/staff/renewals");
        Assert.Null(finance.Page.QuerySelector("main a[href^='/staff/specializations/']"));
        await finance.OpenAsync(reviewer.Path);
        Assert.Equal(HttpStatusCode.Forbidden, finance.Status);
    }

    /// <summary>A fifth area is one entry of the pack and its words: no line of the program knows any area.</summary>
    [Fact]
    [Provision("CAL-212.0", "DHCS21-E1.4.D")]
    public async Task A_fifth_area_is_added_by_the_pack_alone()
    {
        using var folder = FolderWithFifthArea();
        await using var app = await TestApp.StartAsync(Engine.Sqlite, standards: folder.Path);
        using var certified = await app.CertifiedAsync();
        using var robin = await RobinAsync(app);
        robin.Sees("Veterans and their families").Sees("Life after service");
        await SendAsync(robin, "veterans", CoreEnded.AddDays(5));
        await AcceptAsync(app);
        await robin.OpenAsync(Page);
        Assert.Contains("Area of Specialization, Peer Services for Veterans", Advertised(robin, 0));
    }

    private static CopiedFolder FolderWithFifthArea()
    {
        var folder = new CopiedFolder(Repository.Standards);
        var pack = Path.Combine(folder.Path, "calmhsa", "2025-05-15");
        File.AppendAllText(Path.Combine(pack, "specialisations.yaml"), "  - {name: veterans, title: Peer Services for Veterans, cite: CalMHSA 2025 §212, competencies: [life-after-service, trauma-informed-care]}\n");
        foreach (var language in new[] { "en", "es" })
            File.AppendAllText(Path.Combine(pack, "texts", $"{language}.yaml"), "  specialisation.veterans: Veterans and their families\n  competency.life-after-service: Life after service\n");
        return folder;
    }

    private sealed class CopiedFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("standards").FullName;

        public CopiedFolder(string from)
        {
            foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            {
                var to = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(from, file));
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
                File.Copy(file, to);
            }
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
