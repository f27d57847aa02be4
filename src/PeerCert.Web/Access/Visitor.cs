using System.Security.Claims;
using PeerCert.Core.People;

namespace PeerCert.Web.Access;

/// <summary>Who is behind a request.</summary>
public static class Visitor
{
    public const string SessionClaim = "peercert:session";

    private const string Confirmed = "peercert:confirmed";

    /// <summary>Where somebody's work begins after signing in.</summary>
    public static string FirstPageOf(Session session) =>
        session.Roles.IsEmpty ? "/my"
        : Permissions.Allow(session.Roles, Permissions.SeeQueue) ? "/staff"
        : "/admin/accounts";

    extension(ClaimsPrincipal user)
    {
        /// <summary>The account; only where a page has made sure that somebody is signed in.</summary>
        public Guid UserId => Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!);

        /// <summary>The session that this request is part of.</summary>
        public Guid SessionId => Guid.Parse(user.FindFirstValue(SessionClaim)!);

        public Session Session() => new(
            user.UserId, user.FindFirstValue(ClaimTypes.Name)!, [.. user.FindAll(ClaimTypes.Role).Select(r => Enum.Parse<Role>(r.Value))],
            user.HasClaim(Confirmed, Confirmed));
    }

    /// <summary>What the cookie of a session says: which one it is.</summary>
    public static ClaimsPrincipal Of(Guid session) => new(new ClaimsIdentity([new(SessionClaim, session.ToString())], SessionCookie.Scheme));

    public static ClaimsPrincipal Of(Session session, Guid id) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, session.Account.ToString()),
            new(ClaimTypes.Name, session.Email),
            new(SessionClaim, id.ToString()),
            .. session.HasConfirmed ? [new(Confirmed, Confirmed)] : Array.Empty<Claim>(),
            .. session.Roles.Distinct().Select(r => new Claim(ClaimTypes.Role, r.ToString())),
        ],
        SessionCookie.Scheme));
}
