using System.Net;
using System.Net.Mail;
using System.Security.Authentication;

namespace PeerCert.Core.Notices;

/// <summary>
/// Hands mail to a server. A new connection each time: notices are few, and a kept one may be dead when it is needed. A
/// server that does not talk at all is left alone for a while, since everything else in the outbox waits meanwhile.
/// </summary>
public sealed class SmtpTransport(SmtpOptions options, TimeProvider time) : IMailTransport
{
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private const string TooLong = "smtp-too-long", Failed = "smtp-failed", Untrusted = "smtp-line", Resting = "smtp-resting";

    private long _restsUntil;

    public async Task<Handover> HandOverAsync(OutgoingMail mail, CancellationToken ct)
    {
        if (time.GetUtcNow().UtcTicks < Interlocked.Read(ref _restsUntil))
            return new Handover.Deferred(Resting);
        if (!mail.TryCompose(out var message))
            return new Handover.Refused(MailFault.WrongAddress);
        var handover = await SendAsync(message, mail.To, ct);
        if (handover is Handover.Deferred { Code: Failed or Untrusted or TooLong })
            Interlocked.Exchange(ref _restsUntil, (time.GetUtcNow() + Rest).UtcTicks);
        return handover;
    }

    private async Task<Handover> SendAsync(MailMessage message, string to, CancellationToken ct)
    {
        using (message)
        {
            using var client = new SmtpClient(options.Host, options.Port)
            {
                EnableSsl = options.StartTls,   // where the server offers none, the library refuses to go on
                DeliveryFormat = to.All(char.IsAscii) ? SmtpDeliveryFormat.SevenBit : SmtpDeliveryFormat.International,
            };
            if (options.User is { } user)
                client.Credentials = new NetworkCredential(user, options.Password);
            try
            {
                var sending = client.SendMailAsync(message, ct);
                // The library does not look at the token while it waits for an answer; what it says later is nobody's any more.
                _ = sending.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
                await sending.WaitAsync(ct);
                return new Handover.Taken();
            }
            catch (SmtpException e)
            {
                return Explain(e);
            }
            catch (Exception e) when (e is AuthenticationException or IOException)
            {
                return new Handover.Deferred(Untrusted);   // not the server that it says it is, or the line broke
            }
            catch (OperationCanceledException)
            {
                return new Handover.Deferred(TooLong);
            }
        }
    }

    /// <summary>
    /// What is said of an address (550 and above) is final; what is said of us (no sign-in, no encryption, wrong order) is for
    /// the operator to put right, and the mail waits.
    /// </summary>
    private static Handover Explain(SmtpException e)
    {
        var code = (int)e.StatusCode;
        var status = EnhancedStatus.In(e.Message);
        return code is >= 550 and < 560 ? new Handover.Refused(EnhancedStatus.FaultOf(status, code), status)
            : new Handover.Deferred(code > 0 ? $"smtp-{code}" : Failed);
    }
}
