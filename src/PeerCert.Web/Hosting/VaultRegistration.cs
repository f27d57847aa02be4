using Microsoft.EntityFrameworkCore.Diagnostics;
using PeerCert.Core.Certifications;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Web.Hosting;

/// <summary>Brings in what keeps things safe: the master key, evidence, the sealed journal. Needs the database's registration.</summary>
internal static class VaultRegistration
{
    /// <remarks>After the migrations and before anything else <see cref="MasterKeyFile.OpenAsync"/> must have said yes.</remarks>
    public static IServiceCollection AddVault(this IServiceCollection services, string dataFolder, IConfiguration configuration)
    {
        services.AddSingleton(new MasterKeyOptions(dataFolder, configuration["PeerCert:MasterKeyFile"]));
        services.AddSingleton<MasterKeyFile>();
        services.AddSingleton<IMasterKey>(p => p.GetRequiredService<MasterKeyFile>());

        services.AddSingleton(new EvidenceSettings(configuration));
        services.AddSingleton(p => p.GetRequiredService<EvidenceSettings>().Options(Path.Combine(dataFolder, InstanceId.EvidenceFolder)));
        services.AddSingleton<ConfinedTools>();
        services.AddSingleton<IPagePrinter, ChromiumPrinter>();
        services.AddSingleton<IVirusScanner, ClamdScanner>();
        services.AddSingleton<IEvidenceIntake, EvidenceIntake>();
        services.AddSingleton<IEvidenceStore, FileEvidenceStore>();
        services.AddScoped<EvidenceSweep>();

        var checkpoints = new CheckpointOptions(dataFolder);
        services.AddSingleton(checkpoints);
        services.AddSingleton(new CheckpointFolder(checkpoints.Folder));
        services.AddSingleton(NodeName.New());
        services.AddScoped<CheckpointKey>();
        services.AddScoped<JournalSealer>();
        services.AddScoped<JournalCheckpoints>();
        services.AddScoped<JournalVerifier>();

        services.AddSingleton<OutboxLoop>();
        services.AddSingleton<CommitSignal>();
        services.AddSingleton<IInterceptor>(p => p.GetRequiredService<CommitSignal>());
        return services;
    }

    /// <summary>The loop runs where requests are served and in the worker, not in commands that end by themselves.</summary>
    public static IServiceCollection AddBackgroundLoop(this IServiceCollection services, Task after) =>
        services.AddHostedService(p => ActivatorUtilities.CreateInstance<BackgroundLoop>(p, new BackgroundStart(after)));
}
