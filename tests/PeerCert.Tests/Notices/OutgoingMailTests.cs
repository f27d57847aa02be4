using PeerCert.Core.Notices;

namespace PeerCert.Tests.Notices;

public sealed class OutgoingMailTests
{
    private static readonly MailOptions Options = new(
        "program@program.example", "Program", "bounces@program.example", new("https://program.example/"), "/nowhere", "/nowhere", null);

    [Theory]
    [InlineData("robin@example.org\r\nBcc: everybody@example.org")]
    [InlineData("robin@example.org\nSubject: other")]
    [InlineData("robin@example.org\0")]
    [InlineData("robin@example.org, casey@example.org")]
    [InlineData("Robin <robin@example.org>")]
    [InlineData("robin")]
    [InlineData("@example.org")]
    [InlineData("")]
    public void Whatever_is_not_one_plain_address_is_refused(string to) => Assert.False(Mail(to).TryCompose(out _));

    [Theory]
    [InlineData("robin@example.org")]
    [InlineData("robin+news@example.org")]
    [InlineData("o'robin@sub.example.org")]
    [InlineData("róbin@example.org")]
    public void A_plain_address_is_taken(string to)
    {
        Assert.True(Mail(to).TryCompose(out var message));
        using (message)
        {
            Assert.Equal(to, message.To.Single().Address);
            Assert.Equal(("program@program.example", "bounces+token@program.example"), (message.From!.Address, message.Sender!.Address));
            Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
            Assert.Empty(message.Attachments);
        }
    }

    [Theory]
    [InlineData("Subject\r\nBcc: everybody@example.org")]
    [InlineData("Subject\nX: y")]
    public void A_line_break_in_the_words_of_a_header_is_a_bug_that_does_not_get_out(string subject) =>
        Assert.ThrowsAny<ArgumentException>(() => (Mail("robin@example.org") with { Subject = subject }).TryCompose(out _));

    [Theory]
    [InlineData("bounces+abc@program.example", "abc")]
    [InlineData("BOUNCES+ABC@Program.Example", "abc")]
    [InlineData("bounces@program.example", null)]
    [InlineData("bounces+abc@elsewhere.example", null)]
    [InlineData("other+abc@program.example", null)]
    [InlineData("bounces", null)]
    public void A_return_address_gives_back_its_mark(string address, string? token) => Assert.Equal(token, Options.TokenIn(address));

    [Fact]
    public void Every_mark_comes_back() => Assert.Equal("0123abc", Options.TokenIn(Options.ReturnAddressOf("0123abc")));

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("localhost.example.org", false)]
    [InlineData("mail.example.org", false)]
    [InlineData("10.0.0.1", false)]
    public void Only_this_machine_may_be_spoken_to_in_the_open(string host, bool isThis) => Assert.Equal(isThis, SmtpOptions.IsThisMachine(host));

    private static OutgoingMail Mail(string to) => new(
        "id@program.example", Options.From, Options.FromName, Options.ReturnAddressOf("token"), to, "A message", "Words", "en", new(2026, 3, 4, 20, 0, 0, DateTimeKind.Utc));
}
