using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Ethics;
using PeerCert.Standards.Model;
using PeerCert.Testing;
using PeerCert.Web.Texts;

namespace PeerCert.Tests.Http.Ethics;

/// <summary>Whoever signs knows what they sign: where the code is not there in their language, the page says so.</summary>
public sealed class CodeLanguageTests
{
    private const string Said = "Aún no tenemos este texto en español.";
    private const string English = "We do not have this text in your language yet.";

    [Theory, OnEveryDatabase]
    public async Task A_reader_of_another_language_is_told_that_the_code_is_in_English(Engine engine)
    {
        await using var app = await InTwoLanguagesAsync(engine);
        using var robin = await app.ApplicantAsync();
        robin.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("es");
        await OpenCodeAsync(robin);

        robin.Sees(Said);
        Assert.Equal("es", robin.Page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("en", robin.Page.QuerySelector("article.code-text")!.GetAttribute("lang"));
    }

    [Theory, OnEveryDatabase]
    public async Task Nothing_is_said_where_the_code_is_there_in_the_readers_language(Engine engine)
    {
        await using var app = await InTwoLanguagesAsync(engine);
        using var casey = await app.ApplicantAsync("casey@example.org");
        await OpenCodeAsync(casey);
        casey.DoesNotSee(English, Said);

        using var robin = await app.ApplicantAsync();
        robin.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("es");
        await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<Core.PeerCertDb>();
            var version = services.GetRequiredService<StandardsLibrary>().On(GoverningQuestion.Filing, app.Clock.Today)!.CodeOn(app.Clock.Today)!.Version;
            db.Add(CodeText.Load(version, "es", "# Un código inventado\n\nSé honesto.\n", isOfficial: true, app.Clock.Now));
            Assert.Null(await db.TrySaveAsync(default));
        });
        await OpenCodeAsync(robin);
        robin.Sees("Sé honesto.");
        robin.DoesNotSee(English, Said);
        Assert.Equal("es", robin.Page.QuerySelector("article.code-text")!.GetAttribute("lang"));
    }

    private static async Task OpenCodeAsync(PageDriver page)
    {
        await page.OpenAsync("/my");
        await page.SubmitAsync();
        await page.OpenAsync($"{page.Path}/ethics");
    }

    private static Task<TestApp> InTwoLanguagesAsync(Engine engine) => TestApp.StartAsync(engine, customise: builder =>
    {
        var english = TextFile.Read(Path.Combine(Repository.Root, "src", "PeerCert.Web", "Texts", "en.yaml"), "en");
        var spanish = TextFile.Read(new StringReader($"apply.ethics.other-language: \"{Said}\""), "es.yaml", "es");
        builder.Services.AddSingleton(p => new Catalogue(
            new Dictionary<string, Dictionary<string, Entry>> { ["en"] = english, ["es"] = spanish }, p.GetRequiredService<StandardsLibrary>().Packs));
    });
}
