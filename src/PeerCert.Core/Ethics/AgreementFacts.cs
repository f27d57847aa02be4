using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Decisions;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Ethics;

/// <summary>Signatures given for a file (CAL-208.3: each filing is signed for anew).</summary>
public sealed class AgreementFacts(PeerCertDb db) : IFactSource
{
    /// <summary>The pack's name for the code of ethics as something to agree to.</summary>
    public const string Kind = "code-of-ethics";

    public async Task<ILookup<Subject, Fact>> AboutAsync(IReadOnlyCollection<Subject> subjects, CancellationToken ct)
    {
        var files = subjects.Select(s => s.File).ToList();
        var signed = await db.CodeAgreements.AsNoTracking()
            .Where(a => files.Contains(a.File))
            .OrderBy(a => a.RecordedAt)
            .ToListAsync(ct);
        return signed.ToLookup(a => new Subject(a.Person, a.File), Fact (a) => new Fact.Agreement(Kind, a.CodeVersion, a.SignedOn) { Id = a.Id.ToString() });
    }
}
