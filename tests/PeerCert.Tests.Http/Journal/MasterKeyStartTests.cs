using System.Runtime.Versioning;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Journal;

[UnsupportedOSPlatform("windows")]
public sealed class MasterKeyStartTests
{
    [Theory, OnEveryDatabase]
    public async Task The_first_start_makes_a_key_for_the_owner_alone_and_says_where(Engine engine)
    {
        await using var place = await Place.OnAsync(engine);

        var opened = await place.StartAsync();

        Assert.Equal((true, place.KeyFile), (opened.Created, opened.Path));
        Assert.False(OwnerOnly.IsOpenToOthers(place.KeyFile));
        Assert.False(OwnerOnly.IsOpenToOthers(Path.GetDirectoryName(place.KeyFile)!));
    }

    [Theory, OnEveryDatabase]
    public async Task A_later_start_opens_what_the_first_one_wrapped(Engine engine)
    {
        await using var place = await Place.OnAsync(engine);
        var first = await place.StartAsync();
        var wrapped = place.Key.Wrap("a secret"u8, "p");

        var second = await place.StartAsync();

        Assert.Equal((false, first.Instance), (second.Created, second.Instance));
        Assert.Equal("a secret"u8.ToArray(), place.Key.Unwrap(wrapped, "p"));
    }

    [Theory]
    [OnEveryDatabase("gone", "master-key-missing")]
    [OnEveryDatabase("another key", "master-key-wrong")]
    [OnEveryDatabase("not a key", "master-key-unreadable")]
    [OnEveryDatabase("cut", "master-key-unreadable")]
    [OnEveryDatabase("open to others", "master-key-open-to-others")]
    [OnEveryDatabase("inside the data", "master-key-inside-data-folder")]
    [OnEveryDatabase("inside the data by a link", "master-key-inside-data-folder")]
    [OnEveryDatabase("another database", "instance-other-database")]
    [OnEveryDatabase("another folder", "instance-other-folder")]
    [OnEveryDatabase("a folder of another program", "instance-other-folder")]
    public async Task What_does_not_belong_together_is_refused_at_the_start(Engine engine, string what, string code)
    {
        await using var place = await Place.OnAsync(engine);
        var first = await place.StartAsync();
        var inside = Path.Combine(place.Folder, "master.key");
        switch (what)
        {
            case "gone":
                File.Delete(place.KeyFile);
                break;
            case "another key":
                File.WriteAllText(place.KeyFile, $"peercert-master-key-1 {Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))}\n");
                break;
            case "not a key":
                File.WriteAllText(place.KeyFile, "something else");
                break;
            case "cut":
                File.WriteAllText(place.KeyFile, File.ReadAllText(place.KeyFile)[..^6]);
                break;
            case "open to others":
                File.SetUnixFileMode(place.KeyFile, File.GetUnixFileMode(place.KeyFile) | UnixFileMode.GroupRead);
                break;
            case "inside the data":
                File.Move(place.KeyFile, inside);
                place.KeyFile = inside;
                break;
            case "inside the data by a link":
                File.Move(place.KeyFile, inside);
                File.CreateSymbolicLink(place.KeyFile, inside);
                break;
            case "another database":
                Directory.CreateDirectory(Path.Combine(place.Folder, "evidence", "00"));
                File.WriteAllText(Path.Combine(place.Folder, "evidence", "00", "x.enc"), "");
                await using (var db = place.Database.Open())
                    Assert.Equal(1, await db.StoredKeys.Where(k => k.Name == MasterKeyFile.CheckRow).ExecuteDeleteAsync());
                break;
            case "another folder":
                place.Folder = Directory.CreateDirectory(Path.Combine(place.Folder, "elsewhere")).FullName;
                break;
            default:
                File.WriteAllText(Path.Combine(place.Folder, "instance"), $"{Guid.NewGuid()}\n");
                break;
        }

        var refused = Assert.IsType<Problem.Refused>(await place.ProblemAsync());

        Assert.Equal((code, $"start.{code}"), (refused.Code, refused.Message.Key));
        Assert.NotEqual(Guid.Empty, first.Instance);
    }

    [Theory, OnEveryDatabase]
    public async Task A_first_start_that_was_killed_half_way_is_finished_by_the_next(Engine engine)
    {
        await using var place = await Place.OnAsync(engine);
        var first = await place.StartAsync();
        await using (var db = place.Database.Open())
            await db.StoredKeys.ExecuteDeleteAsync();

        Assert.Equal(first.Instance, (await place.StartAsync()).Instance);   // folder and key, no row yet
        await using (var db = place.Database.Open())
            await db.StoredKeys.ExecuteDeleteAsync();
        File.Delete(Path.Combine(place.Folder, "instance"));
        Assert.False((await place.StartAsync()).Created);   // the key alone
    }

    [Theory, OnEveryDatabase]
    public async Task Without_a_configured_file_the_key_is_named_by_the_instance_under_the_users_configuration(Engine engine)
    {
        await using var place = await Place.OnAsync(engine);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        place.KeyFile = null!;

        var opened = await place.StartAsync();

        try
        {
            Assert.Equal(Path.Combine(home, "peercert", $"{opened.Instance}.key"), opened.Path);
        }
        finally
        {
            File.Delete(opened.Path);
        }
    }

    [Fact]
    public void A_key_that_was_never_opened_wraps_nothing()
    {
        using var key = new MasterKeyFile(new("/nowhere", null));

        Assert.Throws<InvalidOperationException>(() => key.Wrap("x"u8, "p"));
    }

    private sealed class Place : IAsyncDisposable
    {
        private readonly TemporaryFolder _elsewhere = new();

        private Place(TestDatabase database)
        {
            Database = database;
            Folder = database.Options.Folder;
            KeyFile = Path.Combine(_elsewhere.Path, "keys", "master.key");
        }

        public TestDatabase Database { get; }
        public string Folder { get; set; }
        public string KeyFile { get; set; }
        public MasterKeyFile Key { get; private set; } = null!;

        public static async Task<Place> OnAsync(Engine engine) => new(await TestDatabase.CreateAsync(engine));

        public async Task<MasterKeyFile.Opened> StartAsync() =>
            (await OpenAsync()).Match(opened => opened, problem => throw new InvalidOperationException(problem.Code));

        public async Task<Problem?> ProblemAsync() => (await OpenAsync()).Problem;

        public async ValueTask DisposeAsync()
        {
            Key?.Dispose();
            await Database.DisposeAsync();
            _elsewhere.Dispose();
        }

        private async Task<Result<MasterKeyFile.Opened>> OpenAsync()
        {
            Key?.Dispose();
            Key = new(new(Folder, KeyFile));
            await using var db = Database.Open();
            return await Key.OpenAsync(db, Database.Clock, default);
        }
    }
}
