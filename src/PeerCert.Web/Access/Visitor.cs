using System.Collections.Immutable;
using System.Security.Claims;
using PeerCert.Core.People;

namespace PeerCert.Web.Access;

/// <summary>Who is behind a request.</summary>
public static class Visitor
{
    public const string Stamp = "peercert:stamp";

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

        public Session Session() => new(
            user.UserId, user.FindFirstValue(ClaimTypes.Name)!, [.. user.FindAll(ClaimTypes.Role).Select(r => Enum.Parse<Role>(r.Value))],
            user.HasClaim(Confirmed, Confirmed));
    }

    /// <summary>What the cookie of a new session says: which account, and the stamp that ends it.</summary>
    public static ClaimsPrincipal Of(SignIn.SignedIn signedIn) => Of(new Session(signedIn.Account, "", ImmutableArray<Role>.Empty, HasConfirmed: false), signedIn.Stamp);

    public static ClaimsPrincipal Of(Session session, string stamp) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, session.Account.ToString()),
            new(ClaimTypes.Name, session.Email),
            new(Stamp, stamp),
            .. session.HasConfirmed ? [new(Confirmed, Confirmed)] : Array.Empty<Claim>(),
            .. session.Roles.Distinct().Select(r => new Claim(ClaimTypes.Role, r.ToString())),
        ],
        SessionCookie.Scheme));
}
