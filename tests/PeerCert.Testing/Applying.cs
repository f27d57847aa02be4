using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Demo;

namespace PeerCert.Testing;

/// <summary>The steps of an application as an applicant takes them, by their pages.</summary>
public static class Applying
{
    /// <summary>The documents that the initial pathway asks for, one for each.</summary>
    public static readonly string[] Documents = ["driver-license", "diploma", "training-certificate"];

    /// <summary>A document of one page; of somebody, no two of whom send the same bytes.</summary>
    public static byte[] Pdf(string kind, string? owner = null) => owner is null ? InventedDocument.Pdf($"an invented {kind}") : InventedDocument.Of(owner, InventedDocument.Pdf($"an invented {kind}"));

    /// <summary>Goes through the orientation, which comes before a first application.</summary>
    public static async Task<PageDriver> SeesTheOrientationAsync(this PageDriver page)
    {
        await page.OpenAsync("/my/orientation");
        return await page.AsksThemselves().PressKeyAsync("orientation-page.done");
    }

    /// <summary>Answers each question of the orientation.</summary>
    public static PageDriver AsksThemselves(this PageDriver page)
    {
        foreach (var question in page.Page.QuerySelectorAll("main input[type=radio]").Select(i => i.GetAttribute("name")!).Distinct())
            page.Fill(question, "mostly");
        return page;
    }

    /// <summary>Starts and fills in everything; the last page is open and nothing is sent.</summary>
    public static async Task<PageDriver> FillsInApplicationAsync(
        this PageDriver page, string name = "Robin Example", DateOnly? born = null, string hours = "80", DateOnly? trained = null)
    {
        await page.OpenAsync("/my");
        await page.PressKeyAsync("my.start");
        return await page.FillsInOpenApplicationAsync(name, born, hours, trained);
    }

    /// <summary>The same from the page of an application that is open already.</summary>
    public static async Task<PageDriver> FillsInOpenApplicationAsync(
        this PageDriver page, string name = "Robin Example", DateOnly? born = null, string hours = "80", DateOnly? trained = null)
    {
        await page.FollowKeyAsync("apply.part.pathway");
        await page.Fill("Input.Value", "initial").PressKeyAsync("apply.save");
        await page.Fill("Input.AsPrinted", name).FillDay("Input.BirthDate", born ?? new(1985, 4, 27)).PressKeyAsync("apply.save");
        await page.Fill("perspective", "consumer").Fill("peer-with-lived-experience", "yes").Fill("willing-to-share", "yes").Fill("dedicated-to-recovery", "yes").PressKeyAsync("apply.save");
        await page.Fill("Input.Who", "Example Training Center").Fill("Input.Quantity", hours).FillDay("Input.To", trained ?? new(2026, 1, 15)).PressKeyAsync("apply.entries.add");
        await page.FollowKeyAsync("apply.entries.go-on");
        foreach (var kind in Documents)
            await page.Fill("Kind", kind).Attach("Upload", $"{kind}.pdf", Pdf(kind, name)).PressKeyAsync("apply.evidence.send");
        await page.TypesWhatIsPrintedAsync(name);
        await page.FollowKeyAsync("apply.entries.go-on");
        if (page.Page.QuerySelector("[name='Input.SignedOn.Year']") is not null)   // signed on paper, the day before it came in
            page.FillDay("Input.SignedOn", new(2026, 2, 25));
        await page.Fill("Input.SignedName", name).PressKeyAsync("apply.ethics.button");
        return page.SeesKey("apply.review.title");
    }

    /// <summary>Types the name and the last day from an ID on the page of documents.</summary>
    public static Task<PageDriver> TypesWhatIsPrintedAsync(this PageDriver page, string name) =>
        page.Fill("Printed.Name", name).FillDay("Printed.Until", new(2031, 4, 27)).PressKeyAsync("apply.printed.save");

    /// <summary>Fills in and sends; returns the address of the application.</summary>
    public static async Task<string> AppliesAsync(this PageDriver page, string name = "Robin Example", DateOnly? born = null, string hours = "80", DateOnly? trained = null)
    {
        await page.FillsInApplicationAsync(name, born, hours, trained);
        await page.PressKeyAsync("apply.review.send");
        page.SeesKey("apply.where.submitted");
        return page.Path;
    }

    /// <summary>A reviewer accepts every document of the open file, with all that can be found in it.</summary>
    public static async Task<PageDriver> AcceptsEverythingAsync(this PageDriver reviewer)
    {
        while (reviewer.ChoicesOf("Check.Found").Count > 0)
            await reviewer.Fill("Check.Found", "Accepted").Check("Check.Features", reviewer.ChoicesOf("Check.Features")).PressAsync("Save");
        return reviewer;
    }

    /// <summary>A reviewer asks for what is missing in the open file, with the reasons that the letter proposes.</summary>
    public static async Task<PageDriver> AsksForItemsAsync(this PageDriver reviewer)
    {
        await reviewer.FollowKeyAsync("application-action.ask-for-items");
        return await reviewer.PressKeyAsync("staff.letter.send");
    }

    /// <summary>Somebody who applied, was approved, passed the exam today and has a certificate; they are signed in.</summary>
    public static async Task<PageDriver> CertifiedAsync(this TestApp app, string email = "robin@example.org", string name = "Robin Example")
    {
        var robin = await app.PassedAsync(email, name);
        using var registrar = await app.SignedInAsync(await app.StaffAsync("issuing@staff.example", Role.Registrar));
        await registrar.OpenAsync("/staff/certificates");
        await registrar.PressKeyAsync("staff.certificates.issue");
        return robin;
    }

    /// <summary>The same before the certificate is issued.</summary>
    public static async Task<PageDriver> PassedAsync(this TestApp app, string email = "robin@example.org", string name = "Robin Example", string outcome = "Pass")
    {
        await using var db = app.Open();
        if (!await db.FeeApprovals.AnyAsync())
            await app.ApproveFeesAsync();
        var robin = await app.ApplicantAsync(email);
        await app.PassesAsync(robin, name, outcome);
        return robin;
    }

    /// <summary>Somebody who is signed in applies, is approved and sits the exam today.</summary>
    public static async Task PassesAsync(this TestApp app, PageDriver robin, string name = "Robin Example", string outcome = "Pass", DateOnly? trained = null)
    {
        await using var db = app.Open();
        var file = (await robin.AppliesAsync(name, trained: trained)).Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal);
        using var staff = await app.SignedInAsync(await app.StaffAsync("all@staff.example", Enum.GetValues<Role>()));
        await staff.OpenAsync(file);
        await staff.AcceptsEverythingAsync();
        await staff.Fill("Fee.FeeLine", "APP").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "check 17").PressKeyAsync("staff.file.record-fee");
        await staff.PressKeyAsync("application-action.mark-complete");
        await staff.PressKeyAsync("application-action.approve");
        await app.RunBackgroundAsync();
        var id = new Id<Application>(Guid.Parse(file[^36..]));
        var candidate = await db.ExamEligibilities.Where(e => e.Application == id).Select(e => e.CandidateId).SingleAsync();
        await staff.OpenAsync("/staff/results");
        await staff.Fill("Input.CandidateId", candidate).FillDay("Input.SatOn", app.Clock.Today).Fill("Input.Outcome", outcome).PressKeyAsync("staff.results.save");
    }

    /// <summary>The documents that the out-of-state pathway asks for, one for each.</summary>
    public static readonly string[] OutOfStateDocuments =
        ["passport", "higher-degree", "work-record", "out-of-state-certificate", "ce-certificate", "supervisor-letter", "colleague-letter", "self-letter"];

    /// <summary>Somebody certified in Texas since three years fills in everything; the last page is open and nothing is sent.</summary>
    public static async Task<PageDriver> FillsInOutOfStateAsync(this PageDriver page, string name = "Casey Sample")
    {
        await page.OpenAsync("/my");
        await page.PressKeyAsync("my.start");
        await page.FollowKeyAsync("apply.part.pathway");
        await page.Fill("Input.Value", "out-of-state").PressKeyAsync("apply.save");
        await page.Fill("Input.AsPrinted", name).FillDay("Input.BirthDate", new(1979, 1, 31)).PressKeyAsync("apply.save");
        await page.Fill("perspective", "parent").Fill("no-pending-discipline", "yes").Fill("willing-to-share", "yes").Fill("dedicated-to-recovery", "yes").PressKeyAsync("apply.save");
        await page.Fill("Input.Who", "Example Peers of Texas").Fill("Input.Quantity", "1600").FillDay("Input.From", new(2024, 2, 1)).FillDay("Input.To", new(2025, 1, 31)).PressKeyAsync("apply.entries.add");
        await page.FollowKeyAsync("apply.entries.go-on");
        await page.Fill("Input.Who", "Texas").FillDay("Input.From", new(2023, 1, 1)).FillDay("Input.To", new(2027, 12, 31)).PressKeyAsync("apply.entries.add");
        await page.FollowKeyAsync("apply.entries.go-on");
        await page.Fill("Input.Who", "Example Law Course").Fill("Input.Quantity", "6").FillDay("Input.To", new(2025, 6, 1)).Check("Input.Topics", "law-and-ethics").PressKeyAsync("apply.entries.add");
        await page.Fill("Input.Who", "Example Conference").Fill("Input.Quantity", "14").FillDay("Input.To", new(2025, 9, 1)).PressKeyAsync("apply.entries.add");
        await page.FollowKeyAsync("apply.entries.go-on");
        foreach (var kind in OutOfStateDocuments)
            await page.Fill("Kind", kind).Attach("Upload", $"{kind}.pdf", Pdf(kind, name)).PressKeyAsync("apply.evidence.send");
        await page.TypesWhatIsPrintedAsync(name);
        await page.FollowKeyAsync("apply.entries.go-on");
        await page.Fill("Input.SignedName", name).PressKeyAsync("apply.ethics.button");
        return page.SeesKey("apply.review.title");
    }
}
