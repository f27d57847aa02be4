using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PeerCert.Tests.Http.Notices;

/// <summary>
/// A mail server on the loopback address that says what a test wants: a reply for each command that begins so, as
/// <c>("RCPT", "550 5.1.1 no")</c>; <c>DROP</c> hangs up. What is not named goes well.
/// </summary>
internal sealed class SmallMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private readonly (string Command, string Reply)[] _replies;

    public SmallMailServer(params (string Command, string Reply)[] replies)
    {
        _replies = replies;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What was said to it, without the mails themselves. A goodbye may still come in while a test looks.</summary>
    public ConcurrentQueue<string> Heard { get; } = [];

    public ConcurrentQueue<string> Mails { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception e) when (_stop.IsCancellationRequested || e is SocketException)
        {
            // the test is over
        }
    }

    private async Task TalkAsync(Stream line)
    {
        try
        {
            var reader = new StreamReader(line, Encoding.UTF8);
            await SayAsync(line, "220 small.example ESMTP");
            while (await reader.ReadLineAsync(_stop.Token) is { } said)
            {
                Heard.Enqueue(said);
                var reply = _replies.FirstOrDefault(r => said.StartsWith(r.Command, StringComparison.OrdinalIgnoreCase)).Reply ?? said.Split(' ')[0].ToUpperInvariant() switch
                {
                    "EHLO" => "250-small.example\r\n250 8BITMIME",
                    "DATA" => "354 go on",
                    "QUIT" => "221 bye",
                    _ => "250 2.0.0 fine",
                };
                if (reply is "DROP")
                    return;
                await SayAsync(line, reply);
                if (said.Equals("STARTTLS", StringComparison.OrdinalIgnoreCase) && reply[0] is '2')
                {
                    await using var safe = new SslStream(line);
                    using var certificate = OwnCertificate();
                    await safe.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, _stop.Token);
                    await TalkAsync(safe);
                    return;
                }
                if (said is "DATA" && reply.StartsWith("354", StringComparison.Ordinal))
                {
                    var mail = new StringBuilder();
                    while (await reader.ReadLineAsync(_stop.Token) is { } row && row != ".")
                        mail.Append(row.StartsWith('.') ? row[1..] : row).Append("\r\n");
                    var end = _replies.FirstOrDefault(r => r.Command is ".").Reply ?? "250 2.0.0 taken";
                    if (end[0] is '2' or 'D')
                        Mails.Enqueue(mail.ToString());
                    if (end is "DROP")
                        return;
                    await SayAsync(line, end);
                }
                if (said is "QUIT")
                    return;
            }
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            // the other side hung up
        }
    }

    private async Task SayAsync(Stream line, string reply)
    {
        await line.WriteAsync(Encoding.ASCII.GetBytes(reply + "\r\n"), _stop.Token);
        await line.FlushAsync(_stop.Token);
    }

    private static X509Certificate2 OwnCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var from = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var made = new CertificateRequest("CN=small.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(from, from.AddYears(50));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
