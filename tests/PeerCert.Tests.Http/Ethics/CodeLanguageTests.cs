using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Ethics;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Ethics;

/// <summary>Whoever signs knows what they sign: where the code is not there in their language, the page says so.</summary>
public sealed class CodeLanguageTests
{
    private static readonly string Said = Spoken.In("es", "apply.ethics.other-language");
    private static readonly string English = Spoken.In("en", "apply.ethics.other-language");

    [Theory, OnEveryDatabase]
    public async Task A_reader_of_another_language_is_told_that_the_code_is_in_English_and_finds_our_summary_beside_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await LoadAsync(app, "en", "# An invented code\n\nBe honest.\n");
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/language/es");
        await OpenCodeAsync(robin);

        robin.Sees(Said, "Be honest.");
        Assert.Equal("es", robin.Page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("en", robin.Page.QuerySelector("article.code-text")!.GetAttribute("lang"));
        Assert.Contains("No es el texto oficial.", robin.Page.QuerySelector("details")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Until_the_official_text_is_loaded_each_reads_our_summary_in_their_language(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/language/es");
        await OpenCodeAsync(robin);
        robin.DoesNotSee(Said);
        robin.Sees("No es el texto oficial.");
        Assert.Equal("es", robin.Page.QuerySelector("article.code-text")!.GetAttribute("lang"));
    }

    [Theory, OnEveryDatabase]
    public async Task Nothing_is_said_where_the_code_is_there_in_the_readers_language(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await LoadAsync(app, "en", "# An invented code\n\nBe honest.\n");
        using var casey = await app.ApplicantAsync("casey@example.org");
        await OpenCodeAsync(casey);
        casey.DoesNotSee(English, Said);

        using var robin = await app.ApplicantAsync();
        await robin.OpenAsync("/language/es");
        await LoadAsync(app, "es", "# Un código inventado\n\nHable con la verdad.\n");
        await OpenCodeAsync(robin);
        robin.Sees("Hable con la verdad.");
        robin.DoesNotSee(English, Said);
        Assert.Equal("es", robin.Page.QuerySelector("article.code-text")!.GetAttribute("lang"));
    }

    private static async Task OpenCodeAsync(PageDriver page)
    {
        await page.OpenAsync("/my");
        await page.SubmitAsync();
        await page.OpenAsync($"{page.Path}/ethics");
    }

    private static Task LoadAsync(TestApp app, string language, string markdown) => app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<Core.PeerCertDb>();
        var version = services.GetRequiredService<StandardsLibrary>().On(GoverningQuestion.Filing, app.Clock.Today)!.CodeOn(app.Clock.Today)!.Version;
        db.Add(CodeText.Load(version, language, markdown, isOfficial: true, app.Clock.Now));
        Assert.Null(await db.TrySaveAsync(default));
    });
}
