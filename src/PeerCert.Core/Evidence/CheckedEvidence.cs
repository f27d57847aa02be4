using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Evidence;

/// <summary>What staff found in a file, whatever it was sent for.</summary>
public static class CheckedEvidence
{
    private const int NoteLength = 2000;

    /// <summary>
    /// Writes it down in the caller's commit. False where the very same was written by the same person last: the same form sent twice is one look.
    /// </summary>
    /// <param name="pack">The pack whose words the features are; where none is known, any are taken.</param>
    public static async Task<Result<bool>> CheckAsync(
        this PeerCertDb db, Guid about, Id<EvidenceFile> evidence, DocumentCheck found, IReadOnlyCollection<string> features, string? typedNote, Pack? pack, DateTime at, Actor by, CancellationToken ct)
    {
        var kind = await db.Evidence.Where(f => f.Id == evidence && f.File == about && f.DeletedAt == null).Select(f => f.Kind).SingleOrDefaultAsync(ct);
        if (kind is null)
            return new Problem.NotFound("thing.evidence");
        if (pack?.Kinds.GetValueOrDefault(kind)?.Features is { } known && !features.All(known.Contains))
            return Problem.Invalid.At("Features", Text.Of("field.choice-missing"));
        var note = typedNote?.Trim();
        if (found is not DocumentCheck.Accepted && string.IsNullOrEmpty(note))
            return Problem.Invalid.At("Note", Text.Of("evidence.note-missing"));
        if (note?.Length > NoteLength)
            return Problem.Invalid.At("Note", Text.Of("note.too-long", ("max", NoteLength), ("length", note.Length)));
        var last = await db.EvidenceChecks.AsNoTracking().Where(c => c.Evidence == evidence).OrderByDescending(c => c.CheckedAt).ThenByDescending(c => c.Id).FirstOrDefaultAsync(ct);
        var words = string.Join(' ', features.Order(StringComparer.Ordinal));
        if (last is not null && (last.Found, last.Features, last.Note, last.CheckedBy) == (found, words, note, by.Name))
            return false;
        db.Add(new EvidenceCheck { Id = OrderedId.At(at), Evidence = evidence, Found = found, Features = words, Note = note, CheckedAt = at, CheckedBy = by.Name });
        return true;
    }
}
