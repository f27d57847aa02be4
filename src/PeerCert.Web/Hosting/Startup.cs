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
/// database and the folder, the standards that decisions already rest on.
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
        await using var scope = services.CreateAsyncScope();
        var opened = await services.GetRequiredService<MasterKeyFile>().OpenAsync(
            scope.ServiceProvider.GetRequiredService<PeerCertDb>(), services.GetRequiredService<ProgramClock>(), ct);
        if (opened.Problem is not null)
            return opened;
        if ((await scope.ServiceProvider.GetRequiredService<PublishPacks.Handler>().HandleAsync(ct)).Problem is { } refused)
            return refused;
        return await scope.ServiceProvider.GetRequiredService<CodeTexts>().PublishSummariesAsync(ct) is { } lost ? lost : opened;
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
