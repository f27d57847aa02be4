using Microsoft.Extensions.Diagnostics.HealthChecks;
using PeerCert.Data;

namespace PeerCert.Web.Hosting;

/// <summary>Ready to serve: the database answers and has this program's schema.</summary>
internal sealed class StoreCheck(Migrator migrator) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await migrator.IsCurrentAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
}
