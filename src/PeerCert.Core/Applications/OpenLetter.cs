using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>A notice with the decision it was sent for, as that was made then: an old letter is never decided anew.</summary>
public sealed record Letter(Notice Notice, string Name, Decision Decision);

public sealed class OpenLetter(PeerCertDb db)
{
    /// <summary>One's own letter; not found and not yours look the same.</summary>
    public async Task<Result<Letter>> HandleAsync(Id<Notice> id, Actor by, CancellationToken ct)
    {
        var notice = await db.Notices.AsNoTracking()
            .SingleOrDefaultAsync(n => n.Id == id && n.Decision != null && db.People.Any(p => p.Id == n.Person && p.Account == by.Account), ct);
        if (notice is null)
            return new Problem.NotFound("thing.notice");
        var decided = new Id<StoredDecision>(notice.Decision!.Value);
        var decision = await db.Decisions.AsNoTracking().SingleAsync(d => d.Id == decided, ct);
        var name = await db.LegalNames.AsNoTracking().CurrentAsync(notice.Person, ct);
        return new Letter(notice, name?.AsPrinted ?? "", decision.ReadDecision());
    }
}
