using PeerCert.Core.Notices;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Notices;

public sealed class SmtpTransportTests
{
    [Fact]
    public async Task A_mail_is_handed_over_with_its_own_return_address_and_all_its_headers()
    {
        await using var server = new SmallMailServer();

        Assert.IsType<Handover.Taken>(await SendAsync(server));

        Assert.Contains(server.Heard, h => h.StartsWith("MAIL FROM:<bounces+token@program.example>", StringComparison.Ordinal));
        Assert.Contains("RCPT TO:<robin@example.org>", server.Heard);
        var mail = SentMail.Read(Assert.Single(server.Mails));
        Assert.Equal(
            ("<id@program.example>", "robin@example.org", "auto-generated", "es", "bounces+token@program.example"),
            (mail["Message-ID"], mail["To"], mail["Auto-Submitted"], mail["Content-Language"], mail["Sender"]));
        Assert.Equal("Un mensaje le espera: ¡léalo! مرحبا", mail["Subject"]);
        Assert.Equal("\"Program of Pruébalo\" <program@program.example>", mail["From"].Replace("Program of Pruébalo <", "\"Program of Pruébalo\" <", StringComparison.Ordinal));
        Assert.Equal("¡Hola!\r\n\r\n.a line that begins with a dot\r\nمرحبا", mail.Body.TrimEnd());
        Assert.True(mail.Raw.All(char.IsAscii));
    }

    [Fact]
    public async Task Words_that_need_no_encoding_go_out_as_they_are()
    {
        await using var server = new SmallMailServer();
        await new SmtpTransport(new("127.0.0.1", server.Port, null, null, StartTls: false), new FixedTime()).HandOverAsync(Mail with { Body = "Hello\r\n\r\n.a dot\r\n" }, default);
        Assert.EndsWith("\r\n\r\nHello\r\n\r\n.a dot", Assert.Single(server.Mails).TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 <robin@example.org>: no such user", MailFault.NoSuchMailbox, "5.1.1")]
    [InlineData("RCPT", "550 nobody here", MailFault.NoSuchMailbox, null)]
    [InlineData("RCPT", "552 5.2.2 full", MailFault.MailboxFull, "5.2.2")]
    [InlineData("RCPT", "553 5.1.3 not an address", MailFault.NoSuchMailbox, "5.1.3")]
    [InlineData("DATA", "554 5.7.1 not from you", MailFault.Blocked, "5.7.1")]
    [InlineData(".", "550 5.7.1 we do not like it", MailFault.Blocked, "5.7.1")]
    [InlineData("MAIL", "550 5.7.60 not from you", MailFault.Blocked, "5.7.60")]
    public async Task What_a_server_refuses_for_good_is_refused(string command, string reply, MailFault fault, string? status)
    {
        await using var server = new SmallMailServer((command, reply));
        Assert.Equal(new Handover.Refused(fault, status), await SendAsync(server));
        Assert.Empty(server.Mails);
    }

    [Theory]
    [InlineData("RCPT", "450 4.2.0 greylisted, come back")]
    [InlineData("RCPT", "452 4.2.2 full for now")]
    [InlineData("MAIL", "451 4.3.0 trouble here")]
    [InlineData("MAIL", "530 5.7.0 sign in first")]
    [InlineData(".", "451 4.3.0 trouble here")]
    [InlineData("DATA", "DROP")]
    [InlineData(".", "DROP")]
    [InlineData("EHLO", "DROP")]
    public async Task What_may_go_well_later_is_put_off(string command, string reply)
    {
        await using var server = new SmallMailServer((command, reply));
        Assert.IsType<Handover.Deferred>(await SendAsync(server));
    }

    [Fact]
    public async Task Where_no_server_is_the_mail_is_put_off()
    {
        int port;
        await using (var server = new SmallMailServer())
            port = server.Port;
        Assert.IsType<Handover.Deferred>(await new SmtpTransport(new("127.0.0.1", port, null, null, StartTls: false), new FixedTime()).HandOverAsync(Mail, default));
    }

    [Fact]
    public async Task Without_encryption_where_it_is_asked_for_nothing_of_a_mail_or_a_password_is_said()
    {
        await using var server = new SmallMailServer();
        Assert.IsType<Handover.Deferred>(await SendAsync(server, startTls: true));
        Assert.Empty(server.Mails);
        Assert.DoesNotContain(server.Heard, h => h.StartsWith("MAIL", StringComparison.Ordinal) || h.StartsWith("RCPT", StringComparison.Ordinal) || h.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_cannot_show_who_it_is_gets_nothing_either()
    {
        await using var server = new SmallMailServer(("EHLO", "250-small.example\r\n250 STARTTLS"));
        Assert.IsType<Handover.Deferred>(await SendAsync(server, startTls: true));
        Assert.Contains("STARTTLS", server.Heard);
        Assert.Empty(server.Mails);
        Assert.DoesNotContain(server.Heard, h => h.StartsWith("MAIL", StringComparison.Ordinal) || h.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_not_waited_for_beyond_the_limit()
    {
        using var limit = new CancellationTokenSource();
        await using var server = new SmallMailServer(("DATA", "354-wait"));   // an answer that never ends
        var sending = new SmtpTransport(new("127.0.0.1", server.Port, null, null, StartTls: false), new FixedTime()).HandOverAsync(Mail, limit.Token);
        while (!server.Heard.Contains("DATA"))
            await Task.Yield();
        await limit.CancelAsync();
        Assert.Equal(new Handover.Deferred("smtp-too-long"), await sending);
    }

    [Fact]
    public async Task A_server_that_hung_up_is_left_alone_for_a_while_and_then_asked_again()
    {
        var time = new FixedTime();
        await using var server = new SmallMailServer(("MAIL", "DROP"));
        var transport = new SmtpTransport(new("127.0.0.1", server.Port, null, null, StartTls: false), time);
        Assert.IsType<Handover.Deferred>(await transport.HandOverAsync(Mail, default));
        var heard = server.Heard.Count;
        Assert.Equal(new Handover.Deferred("smtp-resting"), await transport.HandOverAsync(Mail, default));
        Assert.Equal(heard, server.Heard.Count);
        time.Advance(SmtpTransport.Rest);
        await transport.HandOverAsync(Mail, default);
        Assert.Equal(2 * heard, server.Heard.Count);
    }

    [Fact]
    public async Task An_address_that_is_none_is_refused_before_anything_is_said()
    {
        await using var server = new SmallMailServer();
        var transport = new SmtpTransport(new("127.0.0.1", server.Port, null, null, StartTls: false), new FixedTime());
        Assert.Equal(
            new Handover.Refused(MailFault.WrongAddress),
            await transport.HandOverAsync(Mail with { To = "robin@example.org\r\nRCPT TO:<other@example.org>" }, default));
        Assert.Empty(server.Heard);
    }

    private static Task<Handover> SendAsync(SmallMailServer server, bool startTls = false) =>
        new SmtpTransport(new("127.0.0.1", server.Port, startTls ? "user" : null, "secret", startTls), new FixedTime()).HandOverAsync(Mail, default);

    private static readonly OutgoingMail Mail = new(
        "id@program.example", "program@program.example", "Program of Pruébalo", "bounces+token@program.example", "robin@example.org",
        "Un mensaje le espera: ¡léalo! مرحبا", "¡Hola!\r\n\r\n.a line that begins with a dot\r\nمرحبا\r\n", "es", new(2026, 3, 4, 20, 0, 0, DateTimeKind.Utc));
}
