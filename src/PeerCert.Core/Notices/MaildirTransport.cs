using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Text;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Notices;

/// <summary>
/// Puts mail into a folder in the Maildir manner: written whole and synced in <c>tmp</c>, then renamed into <c>new</c>, so
/// that nobody ever finds half a mail there.
/// </summary>
public sealed class MaildirTransport(MailOptions options) : IMailTransport
{
    // What the library writes above a mail for a pickup folder, and the date, which is to be the program's.
    private static readonly string[] Replaced = ["X-Sender:", "X-Receiver:", "Date:"];

    public async Task<Handover> HandOverAsync(OutgoingMail mail, CancellationToken ct)
    {
        if (!mail.TryCompose(out var message))
            return new Handover.Refused(MailFault.WrongAddress);
        var name = $"{new DateTimeOffset(mail.At).ToUnixTimeSeconds()}.R{RandomNumberGenerator.GetHexString(16, lowercase: true)}.peercert";
        var (inTmp, inNew) = (PathOf("tmp", name), PathOf("new", name));
        try
        {
            foreach (var folder in new[] { "", "tmp", "new", "cur" })
                OwnerOnly.CreateFolder(PathOf(folder));
            byte[] whole;
            using (message)
                whole = await WrittenAsync(message, mail, inTmp + ".d", ct);
            await using (var file = OwnerOnly.CreateFile(inTmp))
            {
                await file.WriteAsync(whole, ct);
                file.Flush(flushToDisk: true);
            }
            File.Move(inTmp, inNew, overwrite: false);
            OwnerOnly.SyncFolder(Path.GetDirectoryName(inNew)!);
            return new Handover.Taken();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            if (File.Exists(inTmp))
                File.Delete(inTmp);
            return new Handover.Deferred("mail-folder");
        }
    }

    private string PathOf(params ReadOnlySpan<string> below) => Path.Combine([options.OutgoingFolder, .. below]);

    /// <summary>The library writes a message only to a server or into a folder: here into one that is gone again afterwards.</summary>
    private static async Task<byte[]> WrittenAsync(MailMessage message, OutgoingMail mail, string folder, CancellationToken ct)
    {
        OwnerOnly.CreateFolder(folder);
        try
        {
            using (var client = new SmtpClient
            {
                DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
                PickupDirectoryLocation = folder,
                DeliveryFormat = mail.To.All(char.IsAscii) ? SmtpDeliveryFormat.SevenBit : SmtpDeliveryFormat.International,
            })
                await client.SendMailAsync(message, ct);
            var written = await File.ReadAllTextAsync(Directory.GetFiles(folder).Single(), ct);
            return Encoding.UTF8.GetBytes(AsDelivered(written, mail));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string AsDelivered(string written, OutgoingMail mail)
    {
        var end = written.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = written[..end].Split("\r\n").Where(line => !Replaced.Any(r => line.StartsWith(r, StringComparison.OrdinalIgnoreCase)));
        var date = mail.At.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
        return string.Join("\r\n", [$"Return-Path: <{mail.ReturnTo}>", $"Date: {date}", .. headers]) + written[end..];
    }
}
