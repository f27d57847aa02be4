using System.Text.Json;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Commands;

/// <summary>What <c>serve</c> is given that it cannot use: said in one line, and nothing is begun.</summary>
public sealed class ServeTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("127.0.0.1:5080")]
    [InlineData("http://")]
    [InlineData("ftp://127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:70000")]
    [InlineData("http://127.0.0.1:port")]
    [InlineData("http://127.0.0.1:5080/under")]
    [InlineData("http://certify.example.org:5080")]
    [InlineData("http://127.0.0.1:0;nonsense")]
    public async Task An_address_that_names_no_place_of_this_machine_is_wrong_usage(string urls)
    {
        using var folder = new TemporaryFolder();
        foreach (var command in new[] { "serve", "demo" })
            (await Said.ByAsync(command, "--data", Path.Combine(folder.Path, "new"), "--urls", urls)).IsRefused(2, "cannot listen", urls.Split(';')[^1]);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Host=127.0.0.1;Port=port")]
    [InlineData("Host=127.0.0.1;Colour=red")]
    [InlineData("Host=127.0.0.1;Timeout=-5")]
    public async Task A_connection_that_cannot_be_read_is_said_wherever_it_is_given(string postgres)
    {
        using var folder = new TemporaryFolder();
        (await Said.ByAsync("serve", "--data", folder.Path, "--urls", "http://127.0.0.1:0", "--postgres", postgres)).IsRefused(1, "settings for PostgreSQL");
        (await Said.ByAsync("verify", "journal", "--data", folder.Path, "--postgres", postgres)).IsRefused(1, "settings for PostgreSQL");

        await File.WriteAllTextAsync(Path.Combine(folder.Path, "settings.json"), $$"""{ "ConnectionStrings": { "PeerCert": "{{postgres}}" } }""");
        (await Said.ByAsync("worker", "--data", folder.Path)).IsRefused(1, "settings for PostgreSQL");
    }

    [Fact]
    public async Task An_address_of_another_machine_is_said()
    {
        using var folder = new TemporaryFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "settings.json"), JsonSerializer.Serialize(new { PeerCert = new { MasterKeyFile = data + ".key" } }));
        var said = await Said.ByAsync("serve", "--data", data, "--urls", "http://192.0.2.1:5080");
        Assert.Equal(1, said.Status);
        Assert.Contains("PeerCert cannot listen at http://192.0.2.1:5080", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copies_of_checkpoints_that_are_not_there_vouch_for_nothing()
    {
        using var folder = new TemporaryFolder();
        var none = Path.Combine(folder.Path, "copies");
        (await Said.ByAsync("verify", "journal", "--data", folder.Path, "--checkpoints", none)).IsRefused(2, "no checkpoints", none);
    }
}
