using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace PeerCert.Web.Hosting;

/// <summary>A way on from every page. Without a policy it is for everybody; with one, for whoever the policy lets in.</summary>
public sealed record NavEntry(string TextKey, string Path, string? Policy = null);

/// <summary>The entries that a reader may open. Each capability registers its own as <see cref="NavEntry"/>.</summary>
public sealed class Navigation(IEnumerable<NavEntry> entries, IAuthorizationService authorization)
{
    public const string SignIn = "/account/sign-in";
    public const string SignUp = "/account/sign-up";
    public const string SignOut = "/account/sign-out";

    public async Task<IReadOnlyList<NavEntry>> ForAsync(ClaimsPrincipal user)
    {
        var open = new List<NavEntry>();
        foreach (var entry in entries)
            if (entry.Policy is null || user.Identity is { IsAuthenticated: true } && (await authorization.AuthorizeAsync(user, entry.Policy)).Succeeded)
                open.Add(entry);
        return open;
    }
}

public static class NavigationRegistration
{
    public static IServiceCollection AddNavEntry(this IServiceCollection services, string textKey, string path, string? policy = null) =>
        services.AddSingleton(new NavEntry(textKey, path, policy));
}
