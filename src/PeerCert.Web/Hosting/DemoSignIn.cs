using System.Security.Cryptography;
using System.Text;
using PeerCert.Core;
using PeerCert.Core.People;
using PeerCert.Web.Access;

namespace PeerCert.Web.Hosting;

/// <summary>One link per role, in a demo only, with a key that is another one at each start.</summary>
internal static class DemoSignIn
{
    public const string Domain = "demo.example";

    /// <summary>The address of the demo's account for a role, or <c>applicant</c>.</summary>
    public static string EmailOf(string name) => $"{name}@{Domain}";

    public static void MapDemoSignIn(this IEndpointRouteBuilder app, string key) =>
        app.MapGet("/demo/sign-in/{name}", async (string name, HttpContext context, PeerCertDb db, BeginSession begin) =>
        {
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(context.Request.Query["key"].ToString()), Encoding.UTF8.GetBytes(key))
                || await db.AccountByEmailAsync(EmailOf(name), context.RequestAborted) is not { } account)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
            if ((await begin.InAsync(context, SignIn.SignedIn.To(account, SessionProof.Passkey), context.RequestAborted)).Succeeded(out var session, out var problem))
                context.Response.Redirect(await begin.FirstPageAsync(session, null, context.RequestAborted));
            else
                context.Response.StatusCode = ProblemDocument.StatusOf(problem);
        }).AllowAnonymous();
}
