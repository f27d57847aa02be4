using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Browser;

/// <summary>The desk's way from an application to a certificate that anybody can verify, in a real browser; axe looks at every page.</summary>
public sealed class StaffJourneyTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int Phone = 360;

    [Theory, OnEveryDatabase]
    [Provision("CAL-201.3", "CAL-206.1", "CAL-801.9", "CAL-801.11.B")]
    public async Task Staff_review_issue_and_anybody_verifies(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine, overTheWire: true);
        await app.ApproveFeesAsync();
        using var robin = await app.ApplicantAsync();
        var file = (await robin.AppliesAsync()).Replace("/my/application/", "/staff/applications/");

        await using var reviewer = await StaffAsync(app, Role.Reviewer);
        await reviewer.GoAsync("/staff");
        await reviewer.GoAsync(file);
        await reviewer.PressAsync("Mark as complete");
        await reviewer.SeesAsync("The standard is not met yet");
        foreach (var _ in Applying.Documents)
        {
            await reviewer.ChooseAsync("Accepted");
            foreach (var feature in await reviewer.Page.Locator("input[name='Check.Features']").AllAsync())
                await feature.CheckAsync(new() { Force = true });
            await reviewer.PressAsync("Save");
        }

        await using var finance = await StaffAsync(app, Role.Finance);
        await finance.GoAsync(file);
        await finance.Page.GetByLabel("Fee", new() { Exact = true }).SelectOptionAsync("APP");
        await finance.TypeDayAsync("Paid on", app.Clock.Today);
        await finance.TypeAsync("Receipt or check number", "check 17");
        await finance.PressAsync("Record this fee");

        await reviewer.GoAsync(file);
        await reviewer.PressAsync("Mark as complete");
        await reviewer.PressAsync("Approve");
        await app.RunBackgroundAsync();
        await reviewer.GoAsync(file);
        var candidate = await reviewer.Page.Locator("dd", new() { HasTextRegex = new("^C\\d{9}$") }).InnerTextAsync();

        await using var exams = await StaffAsync(app, Role.ExamOfficer);
        await exams.GoAsync("/staff/results");
        await exams.TypeAsync("Candidate number", candidate);
        await exams.TypeDayAsync("Day of the exam", app.Clock.Today);
        await exams.ChooseAsync("Pass");
        await exams.PressAsync("Save the result");

        await using var registrar = await StaffAsync(app, Role.Registrar);
        await registrar.GoAsync("/staff");
        await registrar.GoAsync(file);
        await registrar.PressAsync("Issue certificate");

        await using var anybody = await chromium.OpenAsync(app.Address, Phone, 740);
        await anybody.GoAsync("/registry");
        await anybody.TypeAsync("Number or name", "example");
        await anybody.PressAsync("Search");
        await anybody.FollowAsync("Robin Example");
        await anybody.SeesAsync("MPSS000001");
        await anybody.SeesAsync("Active");

        await using var holder = await chromium.OpenAsync(app.Address, Phone, 740);
        await ApplyJourneyTests.SignInAsync(holder, "robin@example.org");
        await holder.GoAsync("/my");
        await holder.FollowAsync("See and print it");
        await holder.SeesAsync("Test Certifying Entity");
    }

    private async Task<Visitor> StaffAsync(TestApp app, Role role)
    {
        var visitor = await chromium.OpenAsync(app.Address, 1200, 900);
        await ApplyJourneyTests.SignInAsync(visitor, await app.StaffAsync($"{role}@staff.example".ToLowerInvariant(), role));
        return visitor;
    }
}
