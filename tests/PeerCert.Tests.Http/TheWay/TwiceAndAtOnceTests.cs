using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.TheWay;

/// <summary>Double clicks, back buttons, two people at once, a store that goes away: one clear outcome, nothing doubled, nothing lost.</summary>
public sealed class TwiceAndAtOnceTests
{
    [Theory, OnEveryDatabase]
    public async Task The_same_form_sent_twice_does_one_thing(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my");
        var start = robin.FormOf("Start an application");
        await robin.SendAgainAsync(start);
        await robin.SendAgainAsync(start);
        await robin.OpenAsync("/my");
        await robin.FollowAsync("Go on with your application");
        await robin.FillsInOpenApplicationAsync();

        var send = robin.FormOf("Send my application");
        await robin.SendAgainAsync(send);
        robin.Sees("We are looking at your application");
        await robin.SendAgainAsync(send);
        Assert.Equal(HttpStatusCode.Conflict, robin.Status);
        robin.Sees("This cannot be done now");

        await using var db = app.Open();
        Assert.Equal(1, await db.Applications.CountAsync());
        Assert.Equal(1, await db.CodeAgreements.CountAsync());
        Assert.Equal(1, await db.LegalNames.CountAsync());
        Assert.Equal((1, 1), (await db.Notices.CountAsync(), await db.Mails.CountAsync()));
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "application-submitted"));
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-201.3")]
    public async Task The_second_of_two_reviewers_is_told_who_was_first_and_when(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var file = (await robin.AppliesAsync()).Replace("/my/application/", "/staff/applications/");
        using var first = await app.SignedInAsync(await app.StaffAsync("first@staff.example", Role.Reviewer));
        using var second = await app.SignedInAsync(await app.StaffAsync("second@staff.example", Role.Reviewer));
        await first.OpenAsync(file);
        await second.OpenAsync(file);

        app.Time.Advance(TimeSpan.FromMinutes(1));
        await first.AsksForItemsAsync();
        first.Sees("Waiting for you");
        await second.FollowAsync("Ask for what is missing");
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        second.Sees("first@staff.example changed this first, on March 4, 2026");

        await using var db = app.Open();
        Assert.Equal(1, await db.Journal.CountAsync(e => e.EventType == "items-asked-for"));
        Assert.Equal(1, await db.Decisions.CountAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task A_fee_is_recorded_once_and_only_when_the_state_has_approved_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var file = (await robin.AppliesAsync()).Replace("/my/application/", "/staff/applications/");
        using var finance = await app.SignedInAsAsync(Role.Finance);
        await finance.OpenAsync(file);
        await RecordAsync();
        Assert.Equal(HttpStatusCode.Conflict, finance.Status);
        finance.Sees("The state has not approved the fee APP");
        Assert.Equal("check 17", finance.ValueOf("Fee.Reference"));

        await app.ApproveFeesAsync();
        await RecordAsync();
        Assert.Equal(HttpStatusCode.OK, finance.Status);
        await RecordAsync();
        Assert.Equal(HttpStatusCode.Conflict, finance.Status);
        finance.Sees("This was already done");

        await using var db = app.Open();
        var entry = Assert.Single(await db.Ledger.ToListAsync());
        Assert.Equal([10_000, -10_000], entry.Postings.OrderBy(p => p.Line).Select(p => p.Cents));

        Task<PageDriver> RecordAsync() => finance.Fill("Fee.FeeLine", "APP").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "check 17").PressAsync("Record this fee");
    }

    [Fact]
    public async Task When_PostgreSQL_stops_the_page_keeps_what_was_typed_and_works_again_by_itself()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var app = await TestApp.StartAsync(Engine.Postgres, database: await TestDatabase.CreateAsync(Engine.Postgres, cluster: cluster));
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my");
        await robin.PressAsync("Start an application");
        await robin.FollowAsync("About you");
        robin.Fill("Input.AsPrinted", "Robin <Example> & Co").FillDay("Input.BirthDate", new(1985, 4, 27));

        await cluster.StopAsync();
        await robin.PressAsync("Save and go on");
        await cluster.RestartAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, robin.Status);
        Assert.NotNull(robin.Response.Headers.RetryAfter);
        robin.Sees("Robin <Example> & Co", "1985");
        await robin.PressAsync("Try again");
        await robin.OpenAsync("/my");
        await robin.FollowAsync("Go on with your application");
        await robin.FollowAsync("About you");
        Assert.Equal("Robin <Example> & Co", robin.ValueOf("Input.AsPrinted"));
    }

    [Theory, OnEveryDatabase]
    public async Task What_cannot_be_taken_is_said_at_its_field_and_stays_typed(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my");
        await robin.PressAsync("Start an application");
        await robin.FollowAsync("How you apply");
        await robin.Fill("Input.Value", "initial").PressAsync("Save and go on");
        await robin.Fill("Input.AsPrinted", new string('n', 300)).FillDay("Input.BirthDate", "1985", "2", "30").PressAsync("Save and go on");
        Assert.Equal(HttpStatusCode.BadRequest, robin.Status);
        Assert.Contains("300 letters", robin.ErrorAt("Input.AsPrinted"), StringComparison.Ordinal);
        Assert.Contains("no such day", robin.ErrorAt("Input.BirthDate"), StringComparison.Ordinal);
        Assert.Equal(300, robin.ValueOf("Input.AsPrinted").Length);
        Assert.Equal("30", robin.ValueOf("Input.BirthDate.Day"));

        await robin.FillDay("Input.BirthDate", app.Clock.Today.AddDays(1)).Fill("Input.AsPrinted", "示").PressAsync("Save and go on");
        Assert.Null(robin.ErrorAt("Input.AsPrinted"));
        Assert.Contains("has not come yet", robin.ErrorAt("Input.BirthDate"), StringComparison.Ordinal);

        await robin.OpenAsync(robin.Path.Replace("/about-you", "/evidence"));
        await robin.Fill("Kind", "diploma").Attach("Upload", "empty.pdf", []).PressAsync("Send this file");
        Assert.NotNull(robin.ErrorAt("Upload"));
        await robin.Fill("Kind", "diploma").Attach("Upload", "program.pdf", [0x4d, 0x5a, 0x90, 0]).PressAsync("Send this file");
        Assert.NotNull(robin.ErrorAt("Upload"));

        await using var db = app.Open();
        Assert.Equal(0, await db.Evidence.CountAsync());
        Assert.Null((await db.Drafts.SingleAsync()).Read().AsPrinted);
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_opens_what_is_somebody_elses(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        var mine = await robin.AppliesAsync();
        using var casey = await app.ApplicantAsync("casey@example.org");
        foreach (var page in new[] { "", "/pathway", "/about-you", "/statements", "/entries/core-training", "/evidence", "/ethics", "/review" })
        {
            await casey.OpenAsync(mine + page);
            Assert.Equal(HttpStatusCode.NotFound, casey.Status);
            casey.DoesNotSee("Robin");
        }
        await using var db = app.Open();
        var evidence = (await db.Evidence.SingleAsync(e => e.Kind == Applying.Documents[0])).Id;
        await casey.OpenAsync($"{mine}/evidence?handler=File&evidence={evidence}");
        Assert.Equal(HttpStatusCode.NotFound, casey.Status);
        Assert.Equal(Applying.Pdf(Applying.Documents[0], "Robin Example"), await robin.Http.GetByteArrayAsync($"{mine}/evidence?handler=File&evidence={evidence}"));
    }
}
