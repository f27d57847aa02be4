using System.Text;
using PeerCert.Core.Notices;
using PeerCert.Testing;

namespace PeerCert.Tests.Notices;

/// <summary>Reports as mail servers write them; the shapes are of real ones, all names and addresses are invented.</summary>
public sealed class DeliveryReportTests
{
    private const string Token = "0123456789abcdef01234567", Id = "0198c1de00007000800000000000aaaa@program.example";
    private static readonly string To = $"bounces+{Token}@program.example";

    [Fact]
    public void Postfix()
    {
        var report = Read(Mailbox.Bounce(To, Id));
        Assert.Equal((ReportOutcome.Undelivered, "5.1.1"), (report.Outcome, report.Status));
        Assert.Contains(To, report.Addressees);
        Assert.Contains(Id, report.MessageIds);
    }

    [Theory]
    [InlineData("delayed", "4.4.1", ReportOutcome.Delayed)]
    [InlineData("failed", "4.4.7", ReportOutcome.Undelivered)]   // the server gave up after days: RFC 3464 §2.3.3
    [InlineData("delivered", "2.0.0", ReportOutcome.Delivered)]
    [InlineData("relayed (to the next)", "2.0.0", ReportOutcome.Delivered)]
    [InlineData("FAILED", "5.2.2", ReportOutcome.Undelivered)]
    [InlineData("something", "5.2.2", ReportOutcome.Undelivered)]
    [InlineData("something", "4.2.2", ReportOutcome.Delayed)]
    public void The_action_decides_and_where_none_is_known_the_class_of_the_status(string action, string status, ReportOutcome outcome) =>
        Assert.Equal(outcome, Read(Mailbox.Bounce(To, Id, action, status)).Outcome);

    [Fact]
    public void Exchange()
    {
        var report = Read($"""
            From: <postmaster@contoso.example>
            To: <{To}>
            Date: Wed, 4 Mar 2026 20:00:07 +0000
            Content-Type: multipart/report; report-type=delivery-status;
            	boundary="_000_BN0PR00MB0000_"
            X-MS-Exchange-Message-Sent-Representing-Type: 1
            Message-ID: <11111111-2222-3333-4444-555555555555@contoso.example>
            In-Reply-To: <{Id}>
            References: <{Id}>
            Subject: Undeliverable: A message is waiting for you
            Auto-Submitted: auto-replied

            --_000_BN0PR00MB0000_
            Content-Type: multipart/alternative; differences=Content-Type;
            	boundary="_001_BN0PR00MB0000_"

            --_001_BN0PR00MB0000_
            Content-Type: text/plain; charset="us-ascii"
            Content-Transfer-Encoding: quoted-printable

            Delivery has failed to these recipients or groups:

            --_001_BN0PR00MB0000_
            Content-Type: text/html; charset="us-ascii"
            Content-Transfer-Encoding: quoted-printable

            <html><p>Delivery has failed</p></html>

            --_001_BN0PR00MB0000_--

            --_000_BN0PR00MB0000_
            Content-Type: message/delivery-status

            Reporting-MTA: dns;BN0PR00MB0000.namprd00.prod.outlook.example
            Received-From-MTA: dns;mail.program.example
            Arrival-Date: Wed, 4 Mar 2026 20:00:05 +0000

            Final-Recipient: rfc822;somebody@contoso.example
            Action: failed
            Status: 5.1.10
            Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient somebody@contoso.example not found by SMTP address lookup

            --_000_BN0PR00MB0000_
            Content-Type: message/rfc822

            From: Program <program@program.example>
            To: somebody@contoso.example
            Message-ID: <{Id}>
            Subject: A message is waiting for you

            text
            --_000_BN0PR00MB0000_--
            """);
        Assert.Equal((ReportOutcome.Undelivered, "5.1.10"), (report.Outcome, report.Status));
        Assert.Equal(To, Assert.Single(report.Addressees));
        Assert.Equal([Id], report.MessageIds.Distinct());
    }

    [Fact]
    public void Gmail()
    {
        var report = Read($"""
            Delivered-To: {To}
            Received: by 2002:a05:0000:0000:b0:1:2:3 with SMTP id x0000000; Wed, 4 Mar 2026 12:00:02 -0800 (PST)
            Return-Path: <>
            From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
            To: {To}
            Auto-Submitted: auto-replied
            Subject: Delivery Status Notification (Failure)
            References: <{Id}>
            In-Reply-To: <{Id}>
            X-Failed-Recipients: somebody@gmail.example
            Content-Type: multipart/report; boundary="000000000000aaaa"; report-type=delivery-status

            --000000000000aaaa
            Content-Type: multipart/related; boundary="000000000000bbbb"

            --000000000000bbbb
            Content-Type: text/plain; charset="UTF-8"

            ** Address not found **

            --000000000000bbbb--
            --000000000000aaaa
            Content-Type: message/delivery-status

            Reporting-MTA: dns; googlemail.example
            Arrival-Date: Wed, 04 Mar 2026 12:00:01 -0800 (PST)
            X-Original-Message-ID: <{Id}>

            Final-Recipient: rfc822; somebody@gmail.example
            Action: failed
            Status: 5.0.0
            Remote-MTA: dns; gmail-smtp-in.l.example. (192.0.2.1, the server for the domain gmail.example.)
            Diagnostic-Code: smtp; 550-5.2.1 The email account that you tried to reach is inactive.
             550 5.2.1 Learn more at https://support.example/mail
            Last-Attempt-Date: Wed, 04 Mar 2026 12:00:02 -0800 (PST)

            --000000000000aaaa
            Content-Type: message/rfc822

            Message-ID: <{Id}>

            --000000000000aaaa--
            """);
        Assert.Equal((ReportOutcome.Undelivered, "5.2.1"), (report.Outcome, report.Status));
        Assert.Equal(MailFault.MailboxClosed, EnhancedStatus.FaultOf(report.Status));
        Assert.Equal([Id], report.MessageIds.Distinct());
    }

    [Fact]
    public void A_report_that_is_encoded_and_lies_within_another_mail()
    {
        var status = Convert.ToBase64String(Encoding.ASCII.GetBytes("Reporting-MTA: dns; a.example\r\n\r\nAction: failed\r\nStatus: 5.2.2\r\n"));
        var report = Read($"""
            X-Original-To: {To.ToUpperInvariant()}
            Content-Type: multipart/mixed; boundary=outer

            --outer
            Content-Type: Multipart/Report; Report-Type="Delivery-Status"; boundary = "in ner"

            --in ner
            Content-Type: message/delivery-status
            Content-Transfer-Encoding: BASE64

            {status}
            --in ner--
            --outer--
            """);
        Assert.Equal((ReportOutcome.Undelivered, "5.2.2"), (report.Outcome, report.Status));
    }

    [Fact]
    public void Of_several_recipients_one_that_failed_counts() => Assert.Equal(
        (ReportOutcome.Undelivered, "5.1.1"),
        Read(Mailbox.Bounce(To, Id).Replace("Final-Recipient: rfc822; somebody", "Final-Recipient: rfc822; other@example.net\nAction: delayed\nStatus: 4.4.1\n\nFinal-Recipient: rfc822; somebody", StringComparison.Ordinal)) is var report
            ? (report.Outcome, report.Status) : default);

    [Theory]
    [InlineData("Auto-Submitted: auto-replied (vacation)\nContent-Type: text/plain\n\nI am away.", ReportOutcome.AutomaticReply)]
    [InlineData("Precedence: bulk\n\nI am away.", ReportOutcome.AutomaticReply)]
    [InlineData("X-Autoreply: yes\n\nI am away.", ReportOutcome.AutomaticReply)]
    [InlineData("Auto-Submitted: no\n\nDear program, I moved.", ReportOutcome.NotAReport)]
    [InlineData("Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\nContent-Type: message/disposition-notification\n\nDisposition: automatic-action; displayed\n--b--", ReportOutcome.NotAReport)]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nno status\n--b--", ReportOutcome.Damaged)]
    [InlineData("Content-Type: multipart/report; report-type=delivery-status\n\nno boundary", ReportOutcome.Damaged)]
    public void What_is_no_report_is_none(string rest, ReportOutcome outcome) => Assert.Equal(outcome, Read($"To: {To}\n{rest}").Outcome);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("there is no header here")]
    [InlineData("\0\0\0\0")]
    public void What_is_no_mail_is_damaged(string file) => Assert.Equal(ReportOutcome.Damaged, Read(file).Outcome);

    [Fact]
    public void Words_in_any_encoding_do_not_disturb_it()
    {
        var bytes = Encoding.Latin1.GetBytes(Mailbox.Bounce(To, Id).Replace("I'm sorry", "Désolé, à bientôt, ÿþ", StringComparison.Ordinal));
        Assert.Equal(ReportOutcome.Undelivered, DeliveryReport.Read(bytes).Outcome);
    }

    [Fact]
    [Trait("Category", "Gate")]
    public void Cut_off_anywhere_or_broken_anywhere_it_is_read_as_far_as_it_goes()
    {
        var whole = Encoding.Latin1.GetBytes(Mailbox.Bounce(To, Id));
        var seen = new HashSet<ReportOutcome>();
        for (var length = 0; length <= whole.Length; length++)
            seen.Add(DeliveryReport.Read(whole.AsSpan(0, length)).Outcome);
        Assert.Equal([ReportOutcome.Undelivered, ReportOutcome.AutomaticReply, ReportOutcome.NotAReport, ReportOutcome.Damaged], seen.Order());
        for (var at = 0; at < whole.Length; at++)
            foreach (var other in "\n:=-<\0\u00ff")
            {
                var broken = whole.ToArray();
                broken[at] = (byte)other;
                DeliveryReport.Read(broken);
            }
    }

    [Fact]
    public void A_file_of_nothing_but_boundaries_ends_soon()
    {
        var many = new StringBuilder("Content-Type: multipart/report; boundary=b\n\n");
        while (many.Length < ReadReturnedMail.Beginning)
            many.Append("--b\nContent-Type: multipart/mixed; boundary=b\n\n");
        Assert.Equal(ReportOutcome.Damaged, Read(many.ToString()).Outcome);
    }

    [Theory]
    [InlineData("5.1.1", MailFault.NoSuchMailbox)]
    [InlineData("5.1.10", MailFault.NoSuchMailbox)]
    [InlineData("5.1.2", MailFault.NoSuchDomain)]
    [InlineData("5.4.4", MailFault.NoSuchDomain)]
    [InlineData("5.2.1", MailFault.MailboxClosed)]
    [InlineData("4.2.2", MailFault.MailboxFull)]
    [InlineData("5.7.26", MailFault.Blocked)]
    [InlineData("4.4.7", MailFault.NotReachable)]
    [InlineData("5.0.0", MailFault.Other)]
    [InlineData(null, MailFault.Other)]
    public void A_status_has_its_plain_reason(string? status, MailFault fault) => Assert.Equal(fault, EnhancedStatus.FaultOf(status));

    [Theory]
    [InlineData("550 5.1.1 <a@b>: no", "5.1.1")]
    [InlineData("550-5.7.26 no", "5.7.26")]
    [InlineData("from 10.5.1.1.7 at 192.0.2.5", null)]
    [InlineData("3.1.1", null)]
    public void A_status_is_found_in_what_a_server_said(string said, string? status) => Assert.Equal(status, EnhancedStatus.In(said));

    private static DeliveryReport Read(string file) => DeliveryReport.Read(Encoding.Latin1.GetBytes(file));
}
