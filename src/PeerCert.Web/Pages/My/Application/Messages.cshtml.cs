using PeerCert.Core.Messages;

namespace PeerCert.Web.Pages.My.Application;

/// <summary>Writing to staff about one's application, and their answers.</summary>
public sealed class MessagesModel(OpenMessages open, SendMessage.Handler send, ReadMessageFile.Handler read) : MessagesPage(open, send, read)
{
    protected override MessageSide Side => MessageSide.Applicant;
}
