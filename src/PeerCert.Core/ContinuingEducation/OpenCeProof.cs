using PeerCert.Core.Applications;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.ContinuingEducation;

/// <summary>An entry of one's record with its proof, and the texts that say what has to stand in it.</summary>
public sealed record OpenedCeProof(CeRecordEntry Entry, Pack Pack, IReadOnlyList<string> Needs, IReadOnlyList<ReviewedEvidence> Proof);

public sealed class OpenCeProof(PeerCertDb db, StandardsLibrary library, ProgramClock clock)
{
    public async Task<Result<OpenedCeProof>> HandleAsync(string number, Id<CeRecordEntry> id, Actor by, CancellationToken ct)
    {
        if (!(await db.OwnCeEntryAsync(number, id, by, ct)).Succeeded(out var entry, out var problem))
            return problem;
        if (library.On(GoverningQuestion.Filing, clock.Today) is not { ContinuingEducation: { } standard } pack)
            return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", clock.Today)));
        return new OpenedCeProof(entry, pack, [.. standard.Proof.Needs.Select(pack.Kinds[standard.Proof.Kind].WordKey)], await db.ReviewedAsync(entry.Id.Value, ct));
    }
}
