using PeerCert.Core.Applications;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Messages;

public enum MessageSide { Applicant, Staff }

/// <summary>Something that an applicant and staff say to each other about an application. Its files stand as evidence under its own id.</summary>
public sealed class Message : IRoot
{
    /// <summary>The longest message; ours, no document gives a length.</summary>
    public const int MaxLength = 4000;

    private Message() { }

    /// <summary>Given by the form it was written in, so that the same form sent twice is one message.</summary>
    public Id<Message> Id { get; private set; }

    public Id<Application> Application { get; private set; }
    public MessageSide Sender { get; private set; }

    /// <summary>Who of the staff; for applicants their account's name.</summary>
    public string WrittenBy { get; private set; } = "";

    public string Text { get; private set; } = "";
    public DateTime SentAt { get; private set; }

    /// <summary>When the other side opened it first.</summary>
    public DateTime? ReadAt { get; private set; }

    /// <summary>When somebody of the staff said that nothing has to be answered.</summary>
    public DateTime? SettledAt { get; private set; }

    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    public void Opened(DateTime at) => ReadAt ??= at;

    public void Settle(DateTime at) => SettledAt ??= at;

    public static Message Write(Id<Message> id, Application application, MessageSide from, string text, DateTime at, Actor by) => new()
    {
        Id = id,
        Application = application.Id,
        Sender = from,
        WrittenBy = by.Name,
        Text = text,
        SentAt = at,
    };
}
