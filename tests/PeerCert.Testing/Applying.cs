using System.Text;

namespace PeerCert.Testing;

/// <summary>The steps of an application as an applicant takes them, by their pages.</summary>
public static class Applying
{
    /// <summary>A file that begins as a PDF does; nothing looks further yet.</summary>
    public static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.7\n% an invented certificate of training\n%%EOF\n");

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
        await page.FollowAsync("About you");
        await page.Fill("Input.AsPrinted", name).FillDay("Input.BirthDate", born ?? new(1985, 4, 27)).PressAsync("Save and go on");
        await page.Fill("Input.Provider", "Example Training Center").Fill("Input.Hours", hours).FillDay("Input.Ended", trained ?? new(2026, 1, 15)).PressAsync("Save and go on");
        await page.Attach("Upload", "certificate.pdf", Pdf).PressAsync("Save and go on");
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
}
