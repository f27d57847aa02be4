using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core;
using PeerCert.Core.Decisions;
using PeerCert.Core.Ethics;
using PeerCert.Core.Shared;
using PeerCert.Data;
using PeerCert.Standards.Model;
using PeerCert.Web.Access;

namespace PeerCert.Web.Hosting;

/// <summary>
/// What has to be in order before the first request, in this order: the settings of mail and evidence, the schema, the master key that goes with the
/// database and the folder, the standards that decisions already rest on. What the last start found in order, and nothing has changed since, is not
/// looked at again.
/// </summary>
public static class Startup
{
    public static async Task<Result<MasterKeyFile.Opened>> PrepareAsync(IServiceProvider services, CancellationToken ct)
    {
        if (services.GetRequiredService<MailSettings>().Check() is { } wrongMail)
            return wrongMail;
        if (services.GetRequiredService<EvidenceSettings>().Check() is { } wrongEvidence)
            return wrongEvidence;
        if (services.GetService<ProviderOptions>()?.Check() is { } wrongProvider)
            return wrongProvider;
        if ((await services.GetRequiredService<Migrator>().RunAsync(ct)).Problem is { } notMigrated)
            return notMigrated;

        var (keyFile, inOrder) = (services.GetRequiredService<MasterKeyFile>(), WhatIsLookedAt(services.GetRequiredService<StandardsLibrary>()));
        return await services.GetRequiredService<Migrator>().StoredKeysAsync(MasterKeyFile.MarkRow, ct) is [var mark] && keyFile.Reopen(mark, inOrder) is { } asBefore
            ? asBefore
            : await LookAsync(services, keyFile, inOrder, ct);
    }

    /// <summary>Everything the looking depends on that is not in the database itself, as one hash; the build among it, since another one may look at more.</summary>
    private static byte[] WhatIsLookedAt(StandardsLibrary library) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', [$"{typeof(PeerCertDb).Module.ModuleVersionId} {typeof(Startup).Module.ModuleVersionId}", .. PublishPacks.StampsOf(library), .. CodeTexts.StampsOf(library)])));

    /// <summary>The whole way, at a first start and wherever something differs from the last. A start killed on it leaves no mark.</summary>
    private static async Task<Result<MasterKeyFile.Opened>> LookAsync(IServiceProvider services, MasterKeyFile keyFile, byte[] inOrder, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var (db, clock) = (scope.ServiceProvider.GetRequiredService<PeerCertDb>(), services.GetRequiredService<ProgramClock>());
        await db.StoredKeys.Where(k => k.Name == MasterKeyFile.MarkRow).ExecuteDeleteAsync(ct);
        if (!(await keyFile.OpenAsync(db, clock, ct)).Succeeded(out var opened, out var problem))
            return problem;
        if ((await scope.ServiceProvider.GetRequiredService<PublishPacks.Handler>().HandleAsync(ct)).Problem is { } refused)
            return refused;
        if (await scope.ServiceProvider.GetRequiredService<CodeTexts>().PublishSummariesAsync(ct) is { } lost)
            return lost;
        db.Add(keyFile.Mark(opened, inOrder, clock.Now));
        // of two nodes that start at once both may look; their marks say the same
        return await db.TrySaveAsync(ct) is { } notMarked and not Problem.AlreadyDone ? notMarked : opened;
    }
}

/// <summary>
/// One process writes to a folder with an embedded database: its write gate is its own. Commands that only look, or
/// change one thing, go beside it.
/// </summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    public static Result<FolderLock> Take(string dataFolder)
    {
        OwnerOnly.CreateFolder(dataFolder);
        try
        {
            return new FolderLock(new(Path.Combine(dataFolder, "serving.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return new Problem.Refused("folder-in-use", Text.Of("start.folder-in-use", ("folder", dataFolder)));
        }
    }

    public void Dispose() => _file.Dispose();
}
