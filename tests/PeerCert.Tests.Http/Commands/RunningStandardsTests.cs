using PeerCert.Testing;
using PeerCert.Web.Hosting;

namespace PeerCert.Tests.Http.Commands;

/// <summary>Standards are taken in whole at the start. What happens to their files later counts from the next start, and a mistake stops only that one.</summary>
public sealed class RunningStandardsTests
{
    [Theory, OnEveryDatabase]
    [Provision("CAL-601.1")]
    public async Task A_program_that_runs_keeps_the_last_good_standard_while_its_file_is_broken(Engine engine)
    {
        using var folder = new TemporaryFolder();
        Copy(Repository.Standards, folder.Path);
        var fees = Path.Combine(folder.Path, "calmhsa", "2025-05-15", "fees.yaml");
        var good = await File.ReadAllTextAsync(fees);
        await using var app = await TestApp.StartAsync(engine, standards: folder.Path);
        Assert.Equal("100.00", await FeeAsync(app));

        await File.WriteAllTextAsync(fees, good.Replace("USD 100.00", "100.00", StringComparison.Ordinal));   // an amount without its currency
        Assert.Equal("100.00", await FeeAsync(app));
        using (var robin = await app.ApplicantAsync())
        {
            await robin.FillsInApplicationAsync();
            robin.Sees("$100.00");
        }
        var said = Refused(app, folder.Path);
        Assert.Contains("fees.yaml:4:", said, StringComparison.Ordinal);

        await File.WriteAllTextAsync(fees, good);
        Assert.Null(Refused(app, folder.Path));
        File.Delete(fees);
        Assert.Equal("100.00", await FeeAsync(app));
        Assert.NotNull(Refused(app, folder.Path));
    }

    /// <summary>What the cost of the way to a first certification is said to begin with.</summary>
    private static async Task<string?> FeeAsync(TestApp app)
    {
        using var anybody = app.Anonymous;
        await anybody.OpenAsync("/ready?pathway=initial");
        await anybody.PressAsync("See how I stand");
        return anybody.Has("$100.00") ? "100.00" : null;
    }

    /// <summary>What the next start would say; null where it would start.</summary>
    private static string? Refused(TestApp app, string standards) =>
        Composition.Build(new StartSettings { Time = app.Time, DataFolder = app.DataFolder, StandardsFolder = standards, Urls = "http://127.0.0.1:0" })
            .Match(_ => null, problem => (string?)string.Join('\n', ((PeerCert.Core.Shared.Problem.Invalid)problem).Fields.SelectMany(f => f.Message.Arguments).Select(a => a.ToString())));

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
