using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using PeerCert.Core.Evidence;
using PeerCert.Testing;
using PeerCert.Testing.Documents;

namespace PeerCert.Tests.Evidence;

/// <summary>ClamAV as PeerCert speaks to it, with a daemon of the test's own on a local socket.</summary>
[Trait("Category", "Gate")]
public sealed class ClamdTests
{
    [Theory]
    [InlineData("stream: OK\0", null)]
    [InlineData("stream: Win.Test.EICAR_HDB-1 FOUND\0", "evidence.infected")]
    [InlineData("INSTREAM size limit exceeded. ERROR\0", "evidence.scanner-away")]
    [InlineData("", "evidence.scanner-away")]
    public async Task What_the_daemon_says_decides_and_it_was_given_the_whole_file(string answer, string? because)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "clamd.ctl");
        using var listening = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listening.Bind(new UnixDomainSocketEndPoint(path));
        listening.Listen();
        var daemon = ScanOnceAsync(listening, answer);
        using var bench = new EvidenceBench(options => options with { Clamd = ClamdAddress.Read($"unix:{path}") });
        var content = BadFiles.Page().Png();

        var taken = await bench.Take(content);

        Assert.Equal(because, EvidenceBench.Because(taken));
        Assert.Equal(content, await daemon);
        if (because is null)
            Assert.Equal(VirusScan.Clean, taken.Match(t => t.Scan, _ => VirusScan.NotScanned));
        else
            Assert.Empty(bench.Files);
    }

    [Theory]
    [InlineData("unix:/nowhere/clamd.ctl")]
    [InlineData("tcp:127.0.0.1:1")]
    public async Task A_daemon_that_is_not_there_lets_nothing_in(string address)
    {
        using var bench = new EvidenceBench(options => options with { Clamd = ClamdAddress.Read(address) });

        Assert.Equal("evidence.scanner-away", EvidenceBench.Because(await bench.Take(BadFiles.Page().Png())));
    }

    [Theory]
    [InlineData("clamd.ctl"), InlineData("tcp:127.0.0.1"), InlineData("tcp::3310"), InlineData("tcp:host:0"), InlineData("tcp:host:99999"), InlineData("unix:relative")]
    public void What_is_no_address_is_not_taken_for_one(string typed) => Assert.Null(ClamdAddress.Read(typed));

    /// <summary>Reads one file as the daemon does and answers; returns what came.</summary>
    private static async Task<byte[]> ScanOnceAsync(Socket listening, string answer)
    {
        using var socket = await listening.AcceptAsync();
        await using var stream = new NetworkStream(socket);
        var command = new byte["zINSTREAM\0".Length];
        await stream.ReadExactlyAsync(command);
        Assert.Equal("zINSTREAM\0", Encoding.ASCII.GetString(command));
        using var whole = new MemoryStream();
        var length = new byte[4];
        while (true)
        {
            await stream.ReadExactlyAsync(length);
            if (BinaryPrimitives.ReadInt32BigEndian(length) is not (> 0 and var piece))
                break;
            var bytes = new byte[piece];
            await stream.ReadExactlyAsync(bytes);
            whole.Write(bytes);
        }
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return whole.ToArray();
    }
}
