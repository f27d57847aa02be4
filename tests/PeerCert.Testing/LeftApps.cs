using System.Collections.Concurrent;

namespace PeerCert.Testing;

/// <summary>
/// Programs in which somebody has come as far as many tests begin: gone through by the pages once for each database, and copied for
/// whoever asks.
/// </summary>
public static class LeftApps
{
    private static readonly ConcurrentDictionary<Engine, Lazy<Task<LeftDatabase>>> Certified = new();

    /// <summary>Robin Example (robin@example.org) was certified today.</summary>
    public static async Task<TestApp> CertifiedAsync(Engine engine, bool overTheWire = false) => await TestApp.StartAsync(engine, overTheWire, database: await TestDatabase.CreateAsync(
        engine, left: await Certified.GetOrAdd(engine, e => new(async () =>
        {
            var app = await TestApp.StartAsync(e);
            using var robin = await app.CertifiedAsync();
            return await app.LeaveAsync();
        })).Value));
}
