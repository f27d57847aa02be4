using System.Security.Cryptography;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using PeerCert.Core.Shared;
using PeerCert.Testing;
using PeerCert.Web.Hosting;

namespace PeerCert.Tests.Http.Commands;

/// <summary>A start looks at everything once; the next one only whether anything is another than it was, and then at everything again.</summary>
public sealed class StartMarkTests
{
    [Theory, OnEveryDatabase]
    public async Task What_the_last_start_found_in_order_is_not_looked_at_again(Engine engine)
    {
        await using var place = await Place.OnAsync(engine);
        Assert.Null(await place.StartAsync());
        Assert.NotEqual(0, await place.ForgetPublishedAsync());

        Assert.Null(await place.StartAsync());

        Assert.Equal(0, await place.ForgetPublishedAsync());   // nobody looked, so nobody put them back
        await place.ForgetMarkAsync();
        Assert.Null(await place.StartAsync());
        Assert.NotEqual(0, await place.ForgetPublishedAsync());
    }

    [Theory, OnEveryDatabase]
    [Provision("CAL-601.1")]
    public async Task A_standard_that_was_changed_after_a_good_start_stops_the_next_and_each_after_it(Engine engine)
    {
        await using var place = await Place.OnAsync(engine);
        var fees = Path.Combine(place.Standards, "calmhsa", "2025-05-15", "fees.yaml");
        var good = await File.ReadAllTextAsync(fees);
        Assert.Null(await place.StartAsync());

        await File.WriteAllTextAsync(fees, good.Replace("USD 100.00", "USD 101.00", StringComparison.Ordinal));
        Assert.Equal("pack-changed", await place.StartAsync());
        Assert.Equal("pack-changed", await place.StartAsync());

        await File.WriteAllTextAsync(fees, good);
        Assert.Null(await place.StartAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task An_amendment_that_was_in_use_cannot_be_taken_away_although_all_was_in_order_before_it_came(Engine engine)
    {
        await using var place = await Place.OnAsync(engine);
        Assert.Null(await place.StartAsync());
        var amendments = Directory.CreateDirectory(Path.Combine(place.Standards, "calmhsa", "2025-05-15", "amendments")).FullName;
        var letter = Path.Combine(amendments, "next-year.yaml");
        await File.WriteAllTextAsync(
            letter,
            """
            format: 1
            name: next-year
            from: 2025-06-01
            documents: {Letter 7: An invented letter}
            values:
              fee.APP: {value: USD 110.00, cite: Letter 7 §1}
            """);
        Assert.Null(await place.StartAsync());

        File.Delete(letter);

        Assert.Equal("amendment-changed", await place.StartAsync());
    }

    [Theory]
    [OnEveryDatabase("gone", "master-key-missing")]
    [OnEveryDatabase("another key", "master-key-wrong")]
    [OnEveryDatabase("open to others", "master-key-open-to-others")]
    [OnEveryDatabase("another folder", "instance-other-folder")]
    public async Task A_key_or_a_folder_that_no_longer_belongs_stops_the_next_start(Engine engine, string what, string code)
    {
        await using var place = await Place.OnAsync(engine);
        Assert.Null(await place.StartAsync());
        switch (what)
        {
            case "gone":
                File.Delete(place.KeyFile);
                break;
            case "another key":
                await File.WriteAllTextAsync(place.KeyFile, $"peercert-master-key-1 {Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}\n");
                break;
            case "open to others":
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(place.KeyFile, File.GetUnixFileMode(place.KeyFile) | UnixFileMode.GroupRead);
                break;
            default:
                await File.WriteAllTextAsync(Path.Combine(place.Folder, "instance"), $"{Guid.NewGuid()}\n");
                break;
        }

        Assert.Equal(code, await place.StartAsync());
    }

    private sealed class Place : IAsyncDisposable
    {
        private readonly TemporaryFolder _standards = new();
        private readonly TestDatabase _database;

        private Place(TestDatabase database) => _database = database;

        public string Folder => _database.Options.Folder;

        public string KeyFile => _database.Options.Folder + ".key";

        public string Standards => _standards.Path;

        public static async Task<Place> OnAsync(Engine engine)
        {
            var place = new Place(await TestDatabase.CreateAsync(engine));
            foreach (var file in Directory.EnumerateFiles(Repository.Standards, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(place.Standards, Path.GetRelativePath(Repository.Standards, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
            return place;
        }

        /// <summary>A start up to the door; why it did not get there, null where it did.</summary>
        public async Task<string?> StartAsync()
        {
            var built = Composition.Build(new StartSettings
            {
                Time = _database.Time,
                DataFolder = Folder,
                Postgres = _database.Options.Postgres,
                StandardsFolder = Standards,
                Overrides = new Dictionary<string, string?> { ["PeerCert:MasterKeyFile"] = KeyFile },
                Customise = builder =>
                {
                    builder.Logging.ClearProviders();
                    builder.WebHost.UseTestServer();
                },
            });
            await using var app = built.Match(app => app, problem => throw new InvalidOperationException($"{problem}"));
            return (await Startup.PrepareAsync(app.Services, default)).Problem?.Code;
        }

        public async Task<int> ForgetPublishedAsync()
        {
            await using var db = _database.Open();
            return await db.PublishedPacks.ExecuteDeleteAsync() + await db.CodeTexts.ExecuteDeleteAsync();
        }

        public async Task ForgetMarkAsync()
        {
            await using var db = _database.Open();
            Assert.Equal(1, await db.StoredKeys.Where(k => k.Name == MasterKeyFile.MarkRow).ExecuteDeleteAsync());
        }

        public async ValueTask DisposeAsync()
        {
            await _database.DisposeAsync();
            File.Delete(KeyFile);
            _standards.Dispose();
        }
    }
}
