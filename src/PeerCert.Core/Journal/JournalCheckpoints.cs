using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Journal;

/// <summary>How often a checkpoint is due: what an operator may set, no rule of the standard.</summary>
public sealed record CheckpointOptions(string DataFolder)
{
    public long EverySeals { get; init; } = 1000;
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(15);

    public string Folder => Path.Combine(DataFolder, InstanceId.CheckpointFolder);
}

/// <summary>Writes a checkpoint when enough lines or enough time have passed since the last one, and at a shutdown.</summary>
public sealed class JournalCheckpoints(PeerCertDb db, CheckpointKey keys, CheckpointFolder folder, CheckpointOptions options, ProgramClock clock)
{
    /// <summary>Writes one if it is due; the number is that of the last checkpoint then, whether new or not.</summary>
    public async Task<Result<long>> WriteIfDueAsync(CancellationToken ct)
    {
        var written = folder.LastNumber;
        if (await LastSealAsync(ct) is not { } last || last.Number <= written)
            return written;
        var longAgo = clock.Now - options.Every;
        var due = last.Number - written >= options.EverySeals
            || await db.Seals.AnyAsync(s => s.Number == written + 1 && s.SealedAt <= longAgo, ct);
        return due ? await WriteAsync(last, ct) : written;
    }

    /// <summary>Writes one for the last line, due or not.</summary>
    public async Task<Result<long>> WriteNowAsync(CancellationToken ct) =>
        await LastSealAsync(ct) is { } last && last.Number > folder.LastNumber ? await WriteAsync(last, ct) : folder.LastNumber;

    private async Task<Result<long>> WriteAsync(JournalSeal last, CancellationToken ct)
    {
        if (!(await keys.FindOrMakeAsync(ct)).Succeeded(out var key, out var problem))
            return problem;
        using (key)
        {
            var instance = InstanceId.Of(options.DataFolder) ?? throw new InvalidOperationException("the data folder has no instance id: the master key was never opened");
            folder.Write(Checkpoint.Sign(key, instance, last.Number, last.Hash, clock.Now), key);
            return last.Number;
        }
    }

    private Task<JournalSeal?> LastSealAsync(CancellationToken ct) =>
        db.Seals.AsNoTracking().OrderByDescending(s => s.Number).FirstOrDefaultAsync(ct);
}
