using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Desk;

/// <summary>The deadlines of all open files as a table for a spreadsheet.</summary>
public sealed class ExportDeadlinesTests
{
    [Theory, OnEveryDatabase]
    [Provision("CAL-801.8")]
    public async Task Each_open_file_is_a_line_without_a_name_and_no_cell_is_a_formula(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await FileAsync(app, "A1", -30);   // its last day is today
        await FileAsync(app, "A2", -31);
        await FileAsync(app, "=A3", 0);
        using (var colleague = await app.SignedInAsync(await app.StaffAsync("+sum@staff.example", Role.Reviewer)))
            await (await colleague.OpenAsync("/staff")).PressKeyAsync("staff.queue.next");
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        await reviewer.OpenAsync("/staff/deadlines");

        await reviewer.PressKeyAsync("staff.levels.export");

        Assert.Equal(("text/csv", "deadlines.csv"), (reviewer.Response.Content.Headers.ContentType?.MediaType, reviewer.Response.Content.Headers.ContentDisposition?.FileName));
        var today = app.Clock.Today;
        Assert.Equal(
            [
                "reference,stage,desk,due,days_left,late,on_hold",
                $"A2,review,'+sum@staff.example,{today.AddDays(-1):yyyy-MM-dd},-1,yes,no",
                $"A1,review,,{today:yyyy-MM-dd},0,no,no",
                $"'=A3,review,,{today.AddDays(30):yyyy-MM-dd},30,no,no",
                "",
            ],
            (await reviewer.Response.Content.ReadAsStringAsync()).Replace("\"", "", StringComparison.Ordinal).Split("\r\n"));
        await using var db = app.Open();
        Assert.Equal("reviewer@staff.example", (await db.ReadAudits.SingleAsync(a => a.What == ExportDeadlines.WasRead)).ActorName);
    }

    [Theory, OnEveryDatabase]
    public async Task It_is_given_only_to_whoever_showed_a_moment_ago_that_it_is_them(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, configuration: new Dictionary<string, string?> { ["Accounts:StaffSecondStep"] = "true" });
        await app.StaffAsync("morgan@staff.example", Role.Reviewer);
        using var morgan = await app.SignedInAsync("morgan@staff.example");
        await app.TurnsOnSecondStepAsync(morgan);
        await morgan.OpenAsync("/staff/deadlines");

        app.Time.Advance(TimeSpan.FromMinutes(16));
        await morgan.PressKeyAsync("staff.levels.export");

        Assert.Equal("/account/prove", morgan.Path);
        await using var db = app.Open();
        Assert.Equal(0, await db.ReadAudits.CountAsync(a => a.What == ExportDeadlines.WasRead));
    }

    private static Task FileAsync(TestApp app, string reference, int sent) => app.InScopeAsync(async services =>
    {
        var (db, clocks) = (services.GetRequiredService<PeerCertDb>(), services.GetRequiredService<ApplicationClocks>());
        var person = Person.Register(null, app.Clock.Now);
        var application = Application.Start(person.Id, reference, app.Clock.Now);
        application.Take(ApplicationAction.Submit, clocks, app.Clock.Today.AddDays(sent), app.Clock.Now);
        db.AddRange(person, application);
        Assert.Null(await db.TrySaveAsync(default));
    });
}
