using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerCert.Core;
using PeerCert.Core.People;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Access;

/// <summary>
/// Who gets in where. Nothing is open unless it says so: an endpoint without a word about access is closed to everybody.
/// </summary>
public static class AccessRegistration
{
    /// <summary>Any account, for what is its own.</summary>
    public const string SignedIn = "signed-in";

    private static readonly TimeSpan ForgetUnsentEvery = TimeSpan.FromHours(1);

    private const string PasswordList = "common-passwords.txt";

    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<SessionCookie>();
        services.AddAuthentication(SessionCookie.Scheme).AddCookie(SessionCookie.Scheme, SessionCookie.Configure).AddCookie(SessionCookie.HalfWay, SessionCookie.ConfigureHalfWay);
        services.AddSignInProvider(configuration);
        services.AddIdentityCore<Account>().AddUserStore<PasskeyStore>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        // A passkey belongs to the name under which people find the program; without one in the settings, to the name that the browser asked for.
        services.AddOptions<IdentityPasskeyOptions>().Configure<ProgramIdentity>((o, program) =>
        {
            (o.UserVerificationRequirement, o.ResidentKeyRequirement) = ("required", "required");
            if (Uri.TryCreate(program.Address, UriKind.Absolute, out var address))
                o.ServerDomain = address.Host;
        });
        var authorization = services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build())
            .AddPolicy(SignedIn, p => p.RequireAuthenticatedUser());
        foreach (var (permission, roles) in Permissions.Roles)
            authorization.AddPolicy(permission, p => p.RequireAuthenticatedUser().RequireRole(roles.Select(r => r.ToString())));
        // After all else: the framework gives these options their list of conventions when it configures them itself.
        services.PostConfigure<RazorPagesOptions>(o =>
        {
            o.Conventions.AuthorizeFolder("/My", SignedIn);
            o.Conventions.AuthorizeFolder("/Admin", Permissions.ManageAccounts);
        });

        services.Configure<PasswordHasherOptions>(o => o.IterationCount = configuration.GetValue("PeerCert:PasswordIterations", 210_000));
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton(_ => new PasswordRules(
            File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Access", PasswordList)).Where(l => !l.StartsWith('#'))));
        services.AddSingleton<Passwords>();
        services.AddSingleton(configuration.GetSection(AccountOptions.Section).Get<AccountOptions>() ?? new());
        services.AddScoped<BeginSession>().AddSingleton<Proof>().AddSingleton<FormOwner>().AddScoped<TypedForms>().AddScoped<OpenUnsentForms>().AddScoped<OpenMySessions>().AddScoped<SecondStep>().AddScoped<OpenMySecondStep>().AddScoped<Tries>().AddScoped<AccountLetter.Writer>();

        services.AddPeriodicWork("unsent-forms", ForgetUnsentEvery, static (scope, ct) => scope.GetRequiredService<OpenUnsentForms>().ForgetOldAsync(ct));

        services.AddNavEntry("account.title", "/account", SignedIn);
        services.AddNavEntry("accounts.title", "/admin/accounts", Permissions.ManageAccounts);
        services.AddNavEntry("fees.title", "/admin/fees", Permissions.ApproveFees);
        return services;
    }

    public static void MapAccess(this IEndpointRouteBuilder app)
    {
        app.MapSignInProvider();
        app.MapPost(Navigation.SignOut, async context =>
        {
            if (context.User.Identity is { IsAuthenticated: true })
                await context.RequestServices.GetRequiredService<PeerCertDb>().ForgetSessionAsync(context.User.SessionId, context.RequestAborted);
            await context.SignOutAsync(SessionCookie.Scheme);
            context.Response.Redirect("/");
        }).AllowAnonymous();
    }
}
