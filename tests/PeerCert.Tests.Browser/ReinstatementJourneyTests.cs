using Microsoft.Playwright;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Browser;

/// <summary>An expired certificate is brought back by its holder on a phone, and looked at by staff; axe looks at every page.</summary>
public sealed class ReinstatementJourneyTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory, OnEveryDatabase]
    [Provision("CAL-209.X0", "CAL-209.XB1")]
    public async Task Somebody_asks_for_the_exam_and_takes_the_course_instead(Engine engine)
    {
        await using var app = await LeftApps.CertifiedAsync(engine, overTheWire: true);
        app.GoTo(new(2029, 6, 1));
        await using var robin = await chromium.OpenAsync(app.Address, 360, 740);
        await ApplyJourneyTests.SignInAsync(robin, "robin@example.org");
        await robin.GoAsync("/my/certificate/MPSS000001/standing");
        await robin.FollowAsync(robin.Words("reinstatement.go"));
        await robin.PressAsync(robin.Words("reinstatement.ask"));
        await robin.SeesAsync(robin.Words("reinstatement.asked"));
        await robin.PressAsync(robin.Words("reinstatement.course-save"));   // nothing typed
        await robin.SeesAsync(robin.Words("field.choice-missing"));
        await robin.Page.GetByLabel(robin.Words("reinstatement.field.kind")).SelectOptionAsync("refresher-training");
        await robin.TypeAsync(robin.Words("apply.entries.span.who"), "Example Training Center");
        await robin.TypeAsync(robin.Words("unit.hours.how-many"), "80");
        await robin.TypeDayAsync(robin.Words("apply.entries.span.to"), new(2029, 5, 1));
        await robin.PressAsync(robin.Words("reinstatement.course-save"));
        await robin.Page.GetByLabel(robin.Words("apply.evidence.kind")).SelectOptionAsync("refresher-certificate");
        await robin.Page.GetByLabel(robin.Words("apply.evidence.file")).SetInputFilesAsync(new FilePayload { Name = "course.pdf", MimeType = "application/pdf", Buffer = Applying.Pdf("course") });
        await robin.PressAsync(robin.Words("apply.evidence.send"));
        await robin.SeesAsync(robin.Words("reinstatement.ready"));

        await using var reviewer = await chromium.OpenAsync(app.Address, 1200, 900);
        await ApplyJourneyTests.SignInAsync(reviewer, await app.StaffAsync("looks@staff.example", Role.Reviewer, Role.Finance));
        await reviewer.GoAsync("/staff/renewals");
        await reviewer.FollowAsync("MPSS000001");
        await reviewer.ChooseAsync("Accepted");
        await reviewer.PressAsync("Save");
        await reviewer.SeesAsync("Accepted by looks@staff.example");
    }
}
