using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Applications;

public enum LetterRequestState { Asked, Received, Declined, Withdrawn }

public enum LetterRequestAction { Receive, Decline, Withdraw }

/// <summary>What can become of a request for a letter. Another person is asked by a request of its own.</summary>
public static class LetterRequestLifecycle
{
    public static readonly Transitions<LetterRequestState, LetterRequestAction> Table = new(
        (LetterRequestState.Asked, LetterRequestAction.Receive, LetterRequestState.Received),
        (LetterRequestState.Asked, LetterRequestAction.Decline, LetterRequestState.Declined),
        (LetterRequestState.Asked, LetterRequestAction.Withdraw, LetterRequestState.Withdrawn));
}

/// <summary>How letters of others are asked for, as the operator set it (<c>Letters</c> in the settings).</summary>
public sealed class LetterOptions
{
    public const string Section = "Letters";

    /// <summary>How many days the link in one mail works.</summary>
    public int LinkDays { get; set; } = 30;

    /// <summary>How many days after it was asked for a letter that did not come is reminded of.</summary>
    public IReadOnlyList<int> RemindAfterDays { get; set; } = [];

    /// <summary>The days that count: those that were set, in order. Settings add to a list that has something in it, so the default stands here.</summary>
    public IReadOnlyList<int> Reminders => RemindAfterDays.Count > 0 ? [.. RemindAfterDays.Order()] : [7, 14];

    /// <summary>How many mails one request sends at most, reminders included.</summary>
    public int MailsPerRequest { get; set; } = 6;

    /// <summary>How many people one application asks at most.</summary>
    public int RequestsPerApplication { get; set; } = 20;
}

/// <summary>
/// That an applicant asked somebody for a letter (§204(1)(F)). Whoever is asked needs no account: a link in a mail opens
/// the page on which the letter is given or declined.
/// </summary>
public sealed class LetterRequest : IRoot
{
    private LetterRequest() { }

    public Id<LetterRequest> Id { get; private set; }
    public Id<Application> Application { get; private set; }

    /// <summary>The pack's name for the letter.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Who is asked, as the applicant wrote it.</summary>
    public string Writer { get; private set; } = "";

    public string Address { get; private set; } = "";

    /// <summary>The language in which the writer is written to.</summary>
    public string Language { get; private set; } = "";

    public LetterRequestState State { get; private set; }
    public DateTime AskedAt { get; private set; }

    /// <summary>How many mails were written for it.</summary>
    public int Mails { get; private set; }

    /// <summary>The day of the next reminder; null where none is left.</summary>
    public DateOnly? RemindOn { get; private set; }

    /// <summary>When it was received, declined or withdrawn.</summary>
    public DateTime? SettledAt { get; private set; }

    /// <summary>The name that the writer gave with the letter.</summary>
    public string? SignedBy { get; private set; }

    public Id<EvidenceFile>? Evidence { get; private set; }
    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public static LetterRequest Ask(Application application, string kind, string writer, EmailAddress address, string language, DateOnly? remindOn, DateTime at) => new()
    {
        Id = Id<LetterRequest>.New(),
        Application = application.Id,
        Kind = kind,
        Writer = writer,
        Address = address.Value,
        Language = language,
        State = LetterRequestState.Asked,
        AskedAt = at,
        Mails = 1,
        RemindOn = remindOn,
    };

    /// <summary>One more mail goes out; the next reminder is on another day.</summary>
    public void Again(DateOnly? remindOn)
    {
        Mails++;
        RemindOn = remindOn;
    }

    /// <summary>Nothing reminds of it any more; asking again is the applicant's.</summary>
    public void StopReminding() => RemindOn = null;

    public Result<LetterRequestState> Take(LetterRequestAction action, DateTime at)
    {
        var next = LetterRequestLifecycle.Table.Next(State, action);
        if (next.Succeeded(out var state, out _))
            (State, SettledAt, RemindOn) = (state, at, null);
        return next;
    }

    public void Give(string signedBy, Id<EvidenceFile> evidence) => (SignedBy, Evidence) = (signedBy, evidence);
}

internal sealed class LetterRequestMapping : IEntityTypeConfiguration<LetterRequest>
{
    public void Configure(EntityTypeBuilder<LetterRequest> b)
    {
        b.ToTable("letter_requests");
        b.Property(r => r.Version).IsConcurrencyToken();
        b.Property(r => r.Kind).HasMaxLength(80);
        b.Property(r => r.Writer).HasMaxLength(PrintedName.MaxLength);
        b.Property(r => r.SignedBy).HasMaxLength(PrintedName.MaxLength);
        b.Property(r => r.Address).HasMaxLength(EmailAddress.MaxLength);
        b.Property(r => r.Language).HasMaxLength(20);
        b.HasIndex(r => new { r.Application, r.Kind });
        b.HasIndex(r => r.RemindOn);
        b.HasOne<Application>().WithMany().HasForeignKey(r => r.Application).OnDelete(DeleteBehavior.Restrict);
        b.HasOne<EvidenceFile>().WithMany().HasForeignKey(r => r.Evidence).OnDelete(DeleteBehavior.Restrict);
    }
}

[JournalEvent("letter-asked-for")]
public sealed record LetterAskedFor(string Kind) : IJournalEvent;

[JournalEvent("letter-mailed-again")]
public sealed record LetterMailedAgain(string Kind, bool Reminder) : IJournalEvent;

[JournalEvent("letter-received")]
public sealed record LetterReceived(string Kind, Id<EvidenceFile> Evidence) : IJournalEvent;

[JournalEvent("letter-declined")]
public sealed record LetterDeclined(string Kind) : IJournalEvent;

[JournalEvent("letter-withdrawn")]
public sealed record LetterWithdrawn(string Kind) : IJournalEvent;
