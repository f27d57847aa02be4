using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Journal;

/// <summary>
/// Walks the whole chain once, in constant memory, and says whether every line is the one that was sealed and every
/// checkpoint still holds. Changes nothing; may run beside a serving program.
/// </summary>
public sealed class JournalVerifier(PeerCertDb db, CheckpointKey keys, CheckpointOptions options)
{
    private sealed record Line(JournalSeal Seal, JournalEntry? Entry);

    /// <param name="checkpoints">A folder of copies kept elsewhere; without it the one in the data folder.</param>
    public async Task<VerificationReport> VerifyAsync(string? checkpoints, CancellationToken ct)
    {
        var flaws = ImmutableArray.CreateBuilder<JournalFlaw>();
        var vouched = await VouchedAsync(new(checkpoints ?? options.Folder), flaws, ct);
        var checkpointCount = vouched.Count;
        var (number, hash, seen, erased) = (0L, SealHash.Start, 0L, 0L);
        JournalFlaw? broken = null;
        await foreach (var line in Lines().WithCancellation(ct))
        {
            if ((broken = FlawOf(line, number, hash)) is not null)
                break;
            (number, hash, seen) = (line.Seal.Number, line.Seal.Hash, seen + 1);
            if (line.Entry!.Payload is null)
                erased++;
            if (vouched.Remove(number, out var checkpoint) && checkpoint.Hash != hash)
                flaws.Add(new(JournalFlawKind.Rewritten, number, line.Seal.Entry, checkpoint.FileName));
        }

        if (broken is not null)
            flaws.Insert(0, broken);
        else
            foreach (var beyond in vouched.Values.OrderBy(c => c.Number))
                flaws.Add(new(JournalFlawKind.Truncated, number + 1, null, beyond.FileName));
        if (await UnchainedAsync(ct) is { } unchained)
            flaws.Insert(broken is null ? 0 : 1, new(JournalFlawKind.Unchained, null, unchained, null));
        return new(number, hash, seen, await db.PendingSeals.LongCountAsync(ct), erased, checkpointCount, flaws.ToImmutable());
    }

    private IAsyncEnumerable<Line> Lines() =>
        (from seal in db.Seals.AsNoTracking()
         join entry in db.Journal.AsNoTracking() on seal.Entry equals entry.Id into found
         from entry in found.DefaultIfEmpty()
         orderby seal.Number
         select new Line(seal, entry)).AsAsyncEnumerable();

    private static JournalFlaw? FlawOf(Line line, long number, string hash)
    {
        var (seal, entry) = line;
        if (seal.Number != number + 1)
            return new(JournalFlawKind.MissingSeal, number + 1, null, null);
        if (entry is null)
            return At(JournalFlawKind.MissingEntry);
        if (seal.Previous != hash)
            return At(JournalFlawKind.BrokenOrder);
        if (seal.Hash != SealHash.Of(seal.Number, seal.Previous, seal.SealedAt, entry))
            return At(JournalFlawKind.EditedEntry);
        var intact = entry is { Payload: null, Salt: null }
            || entry is { Payload: { } payload, Salt: { } salt } && JournalEntry.HashOf(salt, payload) == entry.PayloadHash;
        return intact ? null : At(JournalFlawKind.EditedPayload);

        JournalFlaw At(JournalFlawKind kind) => new(kind, seal.Number, seal.Entry, null);
    }

    /// <summary>An entry that has neither a seal nor its turn before it: its seal was taken away, or it was put in by hand.</summary>
    private async Task<Guid?> UnchainedAsync(CancellationToken ct) =>
        await db.Journal.Where(e => !db.Seals.Any(s => s.Entry == e.Id) && !db.PendingSeals.Any(p => p.Entry == e.Id))
            .OrderBy(e => e.Id).Select(e => (Guid?)e.Id).FirstOrDefaultAsync(ct);

    /// <summary>
    /// The checkpoints that count. The key is the one under the master key, which nobody with the database alone can
    /// replace; a public key beside the checkpoints must be the same.
    /// </summary>
    private async Task<Dictionary<long, Checkpoint>> VouchedAsync(CheckpointFolder folder, ImmutableArray<JournalFlaw>.Builder flaws, CancellationToken ct)
    {
        var vouched = new Dictionary<long, Checkpoint>();
        using var key = await KeyAsync(ct);
        if (folder.PublicKey is { } beside && beside != key?.ExportSubjectPublicKeyInfoPem())
            flaws.Add(new(JournalFlawKind.CheckpointNotSigned, null, null, CheckpointFolder.PublicKeyFile));
        var instance = InstanceId.Of(options.DataFolder);
        foreach (var (file, checkpoint) in folder.Read())
            if (checkpoint is null)
                flaws.Add(new(JournalFlawKind.CheckpointUnreadable, null, null, file));
            else if (key is null || !checkpoint.IsSignedBy(key))
                flaws.Add(new(JournalFlawKind.CheckpointNotSigned, checkpoint.Number, null, file));
            else if (checkpoint.Instance != instance)
                flaws.Add(new(JournalFlawKind.CheckpointOfAnother, checkpoint.Number, null, file));
            else
                vouched[checkpoint.Number] = checkpoint;
        return vouched;
    }

    private async Task<ECDsa?> KeyAsync(CancellationToken ct)
    {
        try
        {
            return await keys.FindAsync(ct);
        }
        catch (CryptographicException)
        {
            return null;   // the stored key was changed or is another instance's: no checkpoint counts as signed
        }
    }
}
