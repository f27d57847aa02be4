using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Journal;

/// <summary>The key that signs checkpoints, made when first needed, shared by all nodes, wrapped by the master key.</summary>
public sealed class CheckpointKey(PeerCertDb db, IMasterKey master, ProgramClock clock)
{
    public const string Row = "checkpoint-signing";
    private const string Purpose = "checkpoint-signing";

    /// <summary>Null where no checkpoint was ever signed.</summary>
    public async Task<ECDsa?> FindAsync(CancellationToken ct)
    {
        if (await db.StoredKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Name == Row, ct) is not { } stored)
            return null;
        var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(master.Unwrap(stored.Wrapped, Purpose), out _);
        return key;
    }

    public async Task<Result<ECDsa>> FindOrMakeAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is { } found)
            return found;
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        db.Add(new StoredKey { Name = Row, Purpose = Purpose, Wrapped = master.Wrap(made.ExportPkcs8PrivateKey(), Purpose), CreatedAt = clock.Now });
        // another node may have been first: then its key is the one
        return await db.TrySaveAsync(ct) is { } problem and not Problem.AlreadyDone ? problem : (await FindAsync(ct))!;
    }
}
