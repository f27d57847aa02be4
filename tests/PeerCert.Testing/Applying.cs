using System.Text;

namespace PeerCert.Testing;

/// <summary>The steps of an application as an applicant takes them, by their pages.</summary>
public static class Applying
{
    /// <summary>The documents that the initial pathway asks for, one for each.</summary>
    public static readonly string[] Documents = ["driver-license", "diploma", "training-certificate"];

    /// <summary>A file that begins as a PDF does; nothing looks further yet.</summary>
    public static byte[] Pdf(string kind) => Encoding.ASCII.GetBytes($"%PDF-1.7\n% an invented {kind}\n%%EOF\n");

    /// <summary>Starts and fills in everything; the last page is open and nothing is sent.</summary>
    public static async Task<PageDriver> FillsInApplicationAsync(
        this PageDriver page, string name = "Robin Example", DateOnly? born = null, string hours = "80", DateOnly? trained = null)
    {
        await page.OpenAsync("/my");
        await page.PressAsync("Start an application");
        return await page.FillsInOpenApplicationAsync(name, born, hours, trained);
    }

    /// <summary>The same from the page of an application that is open already.</summary>
    public static async Task<PageDriver> FillsInOpenApplicationAsync(
        this PageDriver page, string name = "Robin Example", DateOnly? born = null, string hours = "80", DateOnly? trained = null)
    {
        await page.FollowAsync("How you apply");
        await page.Fill("Input.Value", "initial").PressAsync("Save and go on");
        await page.Fill("Input.AsPrinted", name).FillDay("Input.BirthDate", born ?? new(1985, 4, 27)).PressAsync("Save and go on");
        await page.Fill("perspective", "consumer").Fill("peer-with-lived-experience", "yes").Fill("willing-to-share", "yes").Fill("dedicated-to-recovery", "yes").PressAsync("Save and go on");
        await page.Fill("Input.Who", "Example Training Center").Fill("Input.Quantity", hours).FillDay("Input.To", trained ?? new(2026, 1, 15)).PressAsync("Add this");
        await page.FollowAsync("Go on");
        foreach (var kind in Documents)
            await page.Fill("Kind", kind).Attach("Upload", $"{kind}.pdf", Pdf(kind)).PressAsync("Send this file");
        await page.FollowAsync("Go on");
        await page.Fill("Input.SignedName", name).PressAsync("Sign and go on");
        return page.Sees("Check and send");
    }

    /// <summary>Fills in and sends; returns the address of the application.</summary>
    public static async Task<string> AppliesAsync(this PageDriver page, string name = "Robin Example", DateOnly? born = null, string hours = "80", DateOnly? trained = null)
    {
        await page.FillsInApplicationAsync(name, born, hours, trained);
        await page.PressAsync("Send my application");
        page.Sees("We are looking at your application");
        return page.Path;
    }

    /// <summary>A reviewer accepts every document of the open file, with all that can be found in it.</summary>
    public static async Task<PageDriver> AcceptsEverythingAsync(this PageDriver reviewer)
    {
        while (reviewer.ChoicesOf("Check.Found").Count > 0)
            await reviewer.Fill("Check.Found", "Accepted").Check("Check.Features", reviewer.ChoicesOf("Check.Features")).PressAsync("Save");
        return reviewer;
    }
}
