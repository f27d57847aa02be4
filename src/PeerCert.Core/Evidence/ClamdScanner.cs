using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Evidence;

/// <summary>Looks for viruses in a file before anything else does.</summary>
public interface IVirusScanner
{
    /// <summary>What was found out; or a refusal at the field <c>File</c>.</summary>
    Task<Result<VirusScan>> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken ct);
}

/// <summary>Where ClamAV's daemon listens.</summary>
public sealed record ClamdAddress(EndPoint EndPoint)
{
    /// <summary>Null for what is no address.</summary>
    public static ClamdAddress? Read(string typed)
    {
        if (typed.StartsWith("unix:/", StringComparison.Ordinal))
            return new(new UnixDomainSocketEndPoint(typed["unix:".Length..]));
        if (!typed.StartsWith("tcp:", StringComparison.Ordinal) || typed.LastIndexOf(':') is var colon && colon < "tcp:x".Length)
            return null;
        return int.TryParse(typed.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= IPEndPoint.MaxPort
            ? new(new DnsEndPoint(typed["tcp:".Length..colon], port))
            : null;
    }
}

/// <summary>
/// Sends a file to ClamAV by its command INSTREAM: pieces with their length before them, nought at the end; the answer is
/// <c>stream: OK</c> or <c>stream: NAME FOUND</c>. Where a scanner is set but does not answer, no file is taken.
/// </summary>
public sealed class ClamdScanner(EvidenceOptions options) : IVirusScanner
{
    private const int Piece = 64 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<Result<VirusScan>> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        if (options.Clamd is not { } address)
            return VirusScan.NotScanned;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            return (await AskAsync(address.EndPoint, content, patience.Token)).TrimEnd('\0', '\n') switch
            {
                "stream: OK" => VirusScan.Clean,
                var answer when answer.EndsWith(" FOUND", StringComparison.Ordinal) => Problem.Invalid.At("File", Text.Of("evidence.infected")),
                _ => NoAnswer(),
            };
        }
        catch (Exception e) when (e is SocketException or IOException || e is OperationCanceledException && !ct.IsCancellationRequested)
        {
            return NoAnswer();
        }
    }

    private static Problem.Invalid NoAnswer() => Problem.Invalid.At("File", Text.Of("evidence.scanner-away"));

    private static async Task<string> AskAsync(EndPoint where, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        using var socket = where is UnixDomainSocketEndPoint ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(where, ct);
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), ct);
        var length = new byte[sizeof(int)];
        for (var sent = 0; sent < content.Length; sent += Piece)
        {
            var piece = content.Slice(sent, Math.Min(Piece, content.Length - sent));
            BinaryPrimitives.WriteInt32BigEndian(length, piece.Length);
            await stream.WriteAsync(length, ct);
            await stream.WriteAsync(piece, ct);
        }
        await stream.WriteAsync(new byte[sizeof(int)], ct);
        var answer = new byte[1024];
        var read = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(answer, 0, read);
    }
}
