using System.Globalization;
using System.Security.Claims;
using PeerCert.Core.People;

namespace PeerCert.Web.Access;

/// <summary>Who is behind a request.</summary>
public static class Visitor
{
    public const string SessionClaim = "peercert:session";

    private const string Confirmed = "peercert:confirmed";
    private const string Waits = "peercert:roles-wait";
    private const string Proof = "peercert:proof";
    private const string ProvedAt = "peercert:proved-at";

    public const string SecondStep = "/account/second-step";

    /// <summary>Where somebody's work begins after signing in.</summary>
    public static string FirstPageOf(Session session) =>
        session.RolesWait ? SecondStep
        : session.Roles.IsEmpty ? "/my"
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
            user.HasClaim(Confirmed, Confirmed), Enum.Parse<SessionProof>(user.FindFirstValue(Proof)!), user.RolesWait,
            new(long.Parse(user.FindFirstValue(ProvedAt)!, CultureInfo.InvariantCulture), DateTimeKind.Utc));

        /// <summary>Somebody works here, and has shown no more than a password in this session.</summary>
        public bool RolesWait => user.HasClaim(Waits, Waits);
    }

    /// <summary>What the cookie of a session says: which one it is.</summary>
    public static ClaimsPrincipal Of(Guid session) => new(new ClaimsIdentity([new(SessionClaim, session.ToString())], SessionCookie.Scheme));

    public static ClaimsPrincipal Of(Session session, Guid id) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, session.Account.ToString()),
            new(ClaimTypes.Name, session.Email),
            new(SessionClaim, id.ToString()),
            new(Proof, session.Proof.ToString()),
            new(ProvedAt, session.ProvedAt.Ticks.ToString(CultureInfo.InvariantCulture)),
            .. session.RolesWait ? [new(Waits, Waits)] : Array.Empty<Claim>(),
            .. session.HasConfirmed ? [new(Confirmed, Confirmed)] : Array.Empty<Claim>(),
            .. session.Roles.Distinct().Select(r => new Claim(ClaimTypes.Role, r.ToString())),
        ],
        SessionCookie.Scheme));
}
