using System.Security.Claims;
using PeerCert.Core.Shared;

namespace PeerCert.Web.Hosting;

public static class CurrentActor
{
    /// <summary>Who is asking, for use cases and the journal. Only for somebody signed in: everything else is a bug.</summary>
    public static Actor ActorOf(this ClaimsPrincipal user) =>
        new(Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!), user.Identity!.Name!);
}
