namespace PeerCert.Core.Shared;

/// <summary>
/// Puts many new rows of one table into the database by its fastest way, all of them or none: for imports and
/// benchmarks. No journal, no versions: what needs a history goes through its use case.
/// </summary>
public interface IBulkLoader
{
    /// <summary>Returns how many rows were loaded.</summary>
    Task<Result<long>> LoadAsync<T>(IEnumerable<T> rows, CancellationToken ct) where T : class;
}
