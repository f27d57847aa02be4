using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Accounts;

/// <summary>
/// Every endpoint of the program and who may use it, declared once more by hand: an endpoint that is not here, or that
/// lets in others than are named here, fails the tests.
/// </summary>
internal static class SiteMap
{
    public const string Anybody = "anybody";
    public const string SignedIn = "signed-in";

    public static readonly IReadOnlyDictionary<string, string> Declared = new Dictionary<string, string>
    {
        ["GET /"] = Anybody,
        ["GET /accessibility"] = Anybody,
        ["GET /privacy"] = Anybody,
        ["GET /language/{language}"] = Anybody,
        ["GET /registry"] = Anybody,
        ["GET /ready"] = Anybody,
        ["POST /ready"] = Anybody,
        ["GET /registry/{number}"] = Anybody,
        ["GET /api/v1/registry"] = Anybody,
        ["GET /api/v1/registry/{number}"] = Anybody,
        ["GET /api/v1/ways"] = Anybody,
        ["GET /healthz"] = Anybody,
        ["GET /readyz"] = Anybody,
        ["GET /setup"] = Anybody,
        ["POST /setup"] = Anybody,
        ["GET /account/sign-up"] = Anybody,
        ["POST /account/sign-up"] = Anybody,
        ["GET /account/sign-in"] = Anybody,
        ["POST /account/sign-in"] = Anybody,
        ["POST /account/sign-out"] = Anybody,
        ["GET /account/invitation"] = Anybody,
        ["POST /account/invitation"] = Anybody,
        ["GET /account/confirm"] = Anybody,
        ["POST /account/confirm"] = Anybody,
        ["GET /account/email"] = SignedIn,
        ["POST /account/email"] = SignedIn,
        ["GET /account/provider"] = Anybody,
        ["POST /account/provider"] = Anybody,
        ["GET /account/prove"] = SignedIn,
        ["POST /account/prove"] = SignedIn,
        ["GET /account/unsent"] = SignedIn,
        ["POST /account/unsent"] = SignedIn,
        ["GET /account/data"] = SignedIn,
        ["POST /account/data"] = SignedIn,
        ["GET /account/close"] = SignedIn,
        ["POST /account/close"] = SignedIn,
        ["GET /account/passkey"] = Anybody,
        ["POST /account/passkey"] = Anybody,
        ["GET /account/passkeys"] = SignedIn,
        ["POST /account/passkeys"] = SignedIn,
        ["GET /account/passkeys/{id}"] = SignedIn,
        ["POST /account/passkeys/{id}"] = SignedIn,
        ["GET /account/code"] = Anybody,
        ["POST /account/code"] = Anybody,
        ["GET /account/forgot"] = Anybody,
        ["POST /account/forgot"] = Anybody,
        ["GET /account/recover"] = Anybody,
        ["POST /account/recover"] = Anybody,
        ["GET /account/stop-reset"] = Anybody,
        ["POST /account/stop-reset"] = Anybody,
        ["GET /account/second-step"] = SignedIn,
        ["POST /account/second-step"] = SignedIn,
        ["GET /account/second-step/set-up"] = SignedIn,
        ["POST /account/second-step/set-up"] = SignedIn,
        ["GET /account/sessions"] = SignedIn,
        ["POST /account/sessions"] = SignedIn,
        ["GET /account"] = SignedIn,
        ["POST /account"] = SignedIn,
        ["GET /my"] = SignedIn,
        ["POST /my"] = SignedIn,
        ["GET /my/orientation"] = SignedIn,
        ["POST /my/orientation"] = SignedIn,
        ["GET /my/application/{id}"] = SignedIn,
        ["GET /my/application/{id}/about-you"] = SignedIn,
        ["POST /my/application/{id}/about-you"] = SignedIn,
        ["GET /my/application/{id}/entries/{kind}"] = SignedIn,
        ["POST /my/application/{id}/entries/{kind}"] = SignedIn,
        ["GET /my/application/{id}/pathway"] = SignedIn,
        ["POST /my/application/{id}/pathway"] = SignedIn,
        ["GET /my/application/{id}/statements"] = SignedIn,
        ["POST /my/application/{id}/statements"] = SignedIn,
        ["GET /my/application/{id}/evidence"] = SignedIn,
        ["POST /my/application/{id}/evidence"] = SignedIn,
        ["GET /my/application/{id}/ethics"] = SignedIn,
        ["POST /my/application/{id}/ethics"] = SignedIn,
        ["GET /my/application/{id}/review"] = SignedIn,
        ["POST /my/application/{id}/review"] = SignedIn,
        ["GET /my/application/{id}/withdraw"] = SignedIn,
        ["POST /my/application/{id}/withdraw"] = SignedIn,
        ["GET /letter"] = Anybody,
        ["POST /letter"] = Anybody,
        ["GET /my/application/{id}/letter/{kind}"] = SignedIn,
        ["POST /my/application/{id}/letter/{kind}"] = SignedIn,
        ["GET /my/application/{id}/messages"] = SignedIn,
        ["POST /my/application/{id}/messages"] = SignedIn,
        ["GET /my/certificate/{number}"] = SignedIn,
        ["GET /my/certificate/{number}/standing"] = SignedIn,
        ["POST /my/certificate/{number}/standing"] = SignedIn,
        ["GET /my/certificate/{number}/education"] = SignedIn,
        ["POST /my/certificate/{number}/education"] = SignedIn,
        ["GET /my/certificate/{number}/renew"] = SignedIn,
        ["POST /my/certificate/{number}/renew"] = SignedIn,
        ["GET /calendar/{secret}"] = Anybody,
        ["GET /my/contact"] = SignedIn,
        ["POST /my/contact"] = SignedIn,
        ["GET /my/safety"] = SignedIn,
        ["POST /my/safety"] = SignedIn,
        ["GET /staff/standings/{number}/name"] = Permissions.WithholdNames,
        ["POST /staff/standings/{number}/name"] = Permissions.WithholdNames,
        ["GET /my/name"] = SignedIn,
        ["POST /my/name"] = SignedIn,
        ["GET /staff/names/{id}"] = Permissions.CorrectPeople,
        ["POST /staff/names/{id}"] = Permissions.CorrectPeople,
        ["GET /my/calendar"] = SignedIn,
        ["POST /my/calendar"] = SignedIn,
        ["GET /my/certificate/{number}/surrender"] = SignedIn,
        ["POST /my/certificate/{number}/surrender"] = SignedIn,
        ["GET /my/certificate/{number}/audit"] = SignedIn,
        ["POST /my/certificate/{number}/audit"] = SignedIn,
        ["GET /my/certificate/{number}/education/{id}"] = SignedIn,
        ["POST /my/certificate/{number}/education/{id}"] = SignedIn,
        ["GET /my/certificate/{number}/specializations"] = SignedIn,
        ["POST /my/certificate/{number}/specializations"] = SignedIn,
        ["GET /my/certificate/{number}/reinstatement"] = SignedIn,
        ["POST /my/certificate/{number}/reinstatement"] = SignedIn,
        ["GET /my/letters/{id}"] = SignedIn,
        ["GET /my/statistics"] = SignedIn,
        ["POST /my/statistics"] = SignedIn,
        ["GET /my/notices"] = SignedIn,
        ["GET /staff"] = Permissions.SeeQueue,
        ["POST /staff"] = Permissions.SeeQueue,
        ["GET /staff/applications/{id}/claim"] = Permissions.SeeQueue,
        ["POST /staff/applications/{id}/claim"] = Permissions.SeeQueue,
        ["GET /staff/applications/{id}"] = Permissions.SeeQueue,
        ["POST /staff/applications/{id}"] = Permissions.SeeQueue,
        ["GET /staff/applications/{id}/letter"] = Permissions.ReviewApplications,
        ["POST /staff/applications/{id}/letter"] = Permissions.ReviewApplications,
        ["GET /staff/applications/{id}/as-applicant"] = Permissions.ReviewApplications,
        ["GET /staff/applications/{id}/readers"] = Permissions.ReadJournal,
        ["GET /staff/certificates"] = Permissions.IssueCertificates,
        ["POST /staff/certificates"] = Permissions.IssueCertificates,
        ["GET /staff/renewals"] = Permissions.SeeRenewals,
        ["GET /staff/renewals/{id}"] = Permissions.SeeRenewals,
        ["POST /staff/renewals/{id}"] = Permissions.SeeRenewals,
        ["GET /staff/audits"] = Permissions.AuditEducation,
        ["POST /staff/audits"] = Permissions.AuditEducation,
        ["GET /staff/audits/{id}"] = Permissions.AuditEducation,
        ["POST /staff/audits/{id}"] = Permissions.AuditEducation,
        ["GET /staff/audits/draws/{id}"] = Permissions.AuditEducation,
        ["GET /staff/specializations/{id}"] = Permissions.ReadEvidence,
        ["POST /staff/specializations/{id}"] = Permissions.ReadEvidence,
        ["GET /staff/reinstatements/{id}"] = Permissions.SeeRenewals,
        ["POST /staff/reinstatements/{id}"] = Permissions.SeeRenewals,
        ["GET /staff/standings"] = Permissions.SeeCertificates,
        ["GET /staff/standings/{number}"] = Permissions.SeeCertificates,
        ["POST /staff/standings/{number}"] = Permissions.SeeCertificates,
        ["GET /staff/people/{id}/like/{other}"] = Permissions.MergePeople,
        ["POST /staff/people/{id}/like/{other}"] = Permissions.MergePeople,
        ["GET /staff/merges/{id}"] = Permissions.MergePeople,
        ["POST /staff/merges/{id}"] = Permissions.MergePeople,
        ["GET /staff/corrections"] = Permissions.SeeCorrections,
        ["GET /staff/corrections/{id}"] = Permissions.SeeCorrections,
        ["POST /staff/corrections/{id}"] = Permissions.SeeCorrections,
        ["GET /staff/applications/{id}/corrections"] = Permissions.CorrectRecords,
        ["GET /staff/applications/{id}/correct"] = Permissions.CorrectRecords,
        ["POST /staff/applications/{id}/correct"] = Permissions.CorrectRecords,
        ["GET /staff/people"] = Permissions.FindPeople,
        ["POST /staff/people"] = Permissions.FindPeople,
        ["GET /staff/deadlines"] = Permissions.SeeQueue,
        ["GET /staff/mail"] = Permissions.FollowUpMail,
        ["GET /staff/mail/{id}"] = Permissions.FollowUpMail,
        ["POST /staff/mail/{id}"] = Permissions.FollowUpMail,
        ["GET /staff/key-in"] = Permissions.KeyInApplications,
        ["POST /staff/key-in"] = Permissions.KeyInApplications,
        ["GET /staff/messages"] = Permissions.AnswerMessages,
        ["GET /staff/messages/{id}"] = Permissions.AnswerMessages,
        ["POST /staff/messages/{id}"] = Permissions.AnswerMessages,
        ["GET /staff/results"] = Permissions.RecordExams,
        ["POST /staff/deadlines"] = Permissions.SeeQueue,
        ["POST /staff/results"] = Permissions.RecordExams,
        ["GET /staff/results/import"] = Permissions.RecordExams,
        ["POST /staff/results/import"] = Permissions.RecordExams,
        ["GET /staff/results/import/{id}"] = Permissions.RecordExams,
        ["GET /admin/accounts"] = Permissions.ManageAccounts,
        ["POST /admin/accounts"] = Permissions.ManageAccounts,
        ["GET /admin/accounts/{id}"] = Permissions.ManageAccounts,
        ["POST /admin/accounts/{id}"] = Permissions.ManageAccounts,
        ["GET /admin/fees"] = Permissions.ApproveFees,
        ["GET /admin/fees/{sha256}"] = Permissions.ApproveFees,
        ["POST /admin/fees/{sha256}"] = Permissions.ApproveFees,
    };

    /// <summary>Everybody there is to be kept out or let in: nobody, an applicant, one member of staff for each role.</summary>
    public static IEnumerable<string> Visitors => ["nobody", "applicant", .. Enum.GetNames<Role>()];

    public static bool MayEnter(string visitor, string policy) => policy switch
    {
        Anybody => true,
        SignedIn => visitor is not "nobody",
        _ => Enum.TryParse<Role>(visitor, out var role) && Permissions.Roles[policy].Contains(role),
    };

    public static async Task<PageDriver> BrowserOf(TestApp app, string visitor) => visitor switch
    {
        "nobody" => app.Anonymous,
        "applicant" => await app.ApplicantAsync(),
        _ => await app.SignedInAsAsync(Enum.Parse<Role>(visitor)),
    };

    /// <summary>What the program really serves, but for style sheets and pictures: "GET /my/application/{id}".</summary>
    public static async Task<IReadOnlyList<string>> EndpointsOf(TestApp app)
    {
        var found = new List<string>();
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.Any(m => m.GetType().Name.StartsWith("StaticAsset", StringComparison.Ordinal)))
                continue;
            var route = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p =>
                p is Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: var name } ? $"{{{name}}}" : ((Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart)p).Content))));
            foreach (var method in await MethodsOf(app, endpoint))
                found.Add($"{method} {route}");
        }
        return [.. found.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>An address of the endpoint, with values that fit and stand for nothing.</summary>
    public static string AddressOf(string endpoint) => endpoint[(endpoint.IndexOf(' ', StringComparison.Ordinal) + 1)..]
        .Replace("{id}", "0198c1de-0000-7000-8000-000000000000", StringComparison.Ordinal)
        .Replace("{other}", "0198c1de-0000-7000-8000-000000000001", StringComparison.Ordinal)
        .Replace("{number}", "MPSS999999", StringComparison.Ordinal)
        .Replace("{language}", "en", StringComparison.Ordinal)
        .Replace("{sha256}", new string('0', 64), StringComparison.Ordinal);

    private static async Task<IEnumerable<string>> MethodsOf(TestApp app, RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
            return endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];
        var compiled = await app.Services.GetRequiredService<PageLoader>().LoadAsync(page, endpoint.Metadata);
        // A page can always be looked at, whether or not it prepares something for it.
        return compiled.HandlerMethods.Select(h => h.HttpMethod.ToUpperInvariant()).Append("GET").Distinct();
    }
}
