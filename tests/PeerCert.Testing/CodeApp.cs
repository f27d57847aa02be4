using OtpNet;

namespace PeerCert.Testing;

/// <summary>An app on somebody's phone that shows codes, with a clock of its own that goes with the program's.</summary>
public sealed class CodeApp(string key, TimeProvider time)
{
    private readonly Totp _codes = new(Base32Encoding.ToBytes(key.Replace(" ", "", StringComparison.Ordinal)));

    public string Code => _codes.ComputeTotp(time.GetUtcNow().UtcDateTime);
}

public static class CodeApps
{
    extension(TestApp app)
    {
        /// <summary>Turns the second step on for whoever is signed in, and gives the app and the ten codes on paper.</summary>
        public async Task<(CodeApp App, IReadOnlyList<string> Paper)> TurnsOnSecondStepAsync(PageDriver page)
        {
            await page.OpenAsync("/account/second-step");
            await page.Fill("Input.Password", TestApp.Password).PressKeyAsync("second-step.begin");
            var phone = new CodeApp(page.Page.QuerySelector("code.secret")!.TextContent, app.Time);
            await page.Fill("Input.Code", phone.Code).PressKeyAsync("second-step.confirm");
            page.SeesKey("second-step.done");
            return (phone, [.. page.Page.QuerySelectorAll(".codes code").Select(c => c.TextContent)]);
        }
    }
}
