using PeerCert.Testing;
using PeerCert.Tests.Http.Accounts;

namespace PeerCert.Tests.Http.Hosting;

/// <summary>Few pages run a script, none needs it but those that ask the browser for a passkey, and it is always a file of our own.</summary>
public sealed class ScriptTests
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["GET /account/passkey"] = "/js/passkeys.js",
        ["GET /account/passkeys"] = "/js/passkeys.js",
        ["GET /my/application/{id}/about-you"] = "/js/keep-draft.js",
        ["GET /my/application/{id}/entries/{kind}"] = "/js/keep-draft.js",
        ["GET /my/application/{id}/pathway"] = "/js/keep-draft.js",
        ["GET /my/application/{id}/statements"] = "/js/keep-draft.js",
    };

    [Fact]
    public async Task Only_these_pages_run_a_script_and_only_one_of_our_own()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/my");
        await robin.PressKeyAsync("my.start");
        await robin.OpenAsync($"{robin.Path}/pathway");
        await robin.Fill("Input.Value", "initial").PressKeyAsync("apply.save");
        var mine = robin.Path.Replace("/about-you", "", StringComparison.Ordinal);
        foreach (var endpoint in await SiteMap.EndpointsOf(app))
        {
            if (!endpoint.StartsWith("GET ", StringComparison.Ordinal))
                continue;
            await robin.OpenAsync(SiteMap.AddressOf(endpoint.Replace("/my/application/{id}", mine, StringComparison.Ordinal).Replace("{kind}", "core-training", StringComparison.Ordinal)));
            var allowed = robin.Response.Headers.TryGetValues("Content-Security-Policy", out var policy) && policy.Single().Contains("script-src 'self'", StringComparison.Ordinal);
            Assert.True(allowed == Scripts.ContainsKey(endpoint), endpoint);
            Assert.True(robin.Page.QuerySelectorAll("script").Select(s => s.GetAttribute("src") + s.TextContent).SequenceEqual(Scripts.TryGetValue(endpoint, out var script) ? [script] : []), endpoint);
            Assert.DoesNotContain(robin.Page.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
        }
    }
}
