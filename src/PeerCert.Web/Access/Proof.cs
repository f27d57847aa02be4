using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Pages.Account;

namespace PeerCert.Web.Access;

/// <summary>What cannot be taken back is done only by whoever has shown a moment ago that it is them.</summary>
public sealed class Proof(AccountOptions options, ProgramClock clock)
{
    /// <summary>Null where the proof is fresh; else the page that asks for it, while what was sent waits to be looked at again.</summary>
    public async Task<IActionResult?> AskAsync(HttpContext context)
    {
        if (!options.StaffSecondStep || context.User.Session().ProvedAt > clock.Now - TimeSpan.FromMinutes(options.ProofMinutes))
            return null;
        await TypedForms.KeepAsync(context);
        return new LocalRedirectResult(ProveModel.Address);
    }
}
