using PeerCert.Core.Notices;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Notices;

public sealed class MaildirTransportTests
{
    [Fact]
    public async Task A_mail_lies_in_new_whole_with_the_programs_date_and_only_its_owner_may_open_it()
    {
        using var folder = new TemporaryFolder();

        Assert.IsType<Handover.Taken>(await new MaildirTransport(Options(folder)).HandOverAsync(Mail, default));

        var file = Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "mail", "new")));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(folder.Path, "mail", "tmp")));
        var mail = SentMail.Read(await File.ReadAllTextAsync(file));
        Assert.Equal(
            ("<bounces+token@program.example>", "Wed, 04 Mar 2026 20:00:00 +0000", "Grüße", "Words — مرحبا"),
            (mail["Return-Path"], mail["Date"], mail["Subject"], mail.Body.TrimEnd()));
        Assert.DoesNotContain(mail.Headers, h => h.Name is "X-Sender" or "X-Receiver");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Nobody_who_looks_into_new_ever_finds_half_a_mail()
    {
        using var folder = new TemporaryFolder();
        var transport = new MaildirTransport(Options(folder));
        var inNew = Path.Combine(folder.Path, "mail", "new");
        var long_ = Mail with { Body = string.Concat(Enumerable.Repeat("many words\r\n", 20_000)) + "the end\r\n" };
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
                Assert.IsType<Handover.Taken>(await transport.HandOverAsync(long_, default));
        });
        var seen = new HashSet<string>();
        do
        {
            foreach (var file in Directory.Exists(inNew) ? Directory.GetFiles(inNew) : [])
                if (seen.Add(file))
                    Assert.EndsWith("the end", (await File.ReadAllTextAsync(file)).TrimEnd(), StringComparison.Ordinal);
        }
        while (!sending.IsCompleted || seen.Count < 20);
        await sending;
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_puts_the_mail_off_and_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "mail"), "a file where the folder should be");
        Assert.Equal(new Handover.Deferred("mail-folder"), await new MaildirTransport(Options(folder)).HandOverAsync(Mail, default));
    }

    private static MailOptions Options(TemporaryFolder folder) => new(
        "program@program.example", "Program", "bounces@program.example", new("https://program.example/"),
        Path.Combine(folder.Path, "mail"), Path.Combine(folder.Path, "returned-mail"), null);

    private static readonly OutgoingMail Mail = new(
        "id@program.example", "program@program.example", "Program", "bounces+token@program.example", "robin@example.org",
        "Grüße", "Words — مرحبا\r\n", "en", new(2026, 3, 4, 20, 0, 0, DateTimeKind.Utc));
}
