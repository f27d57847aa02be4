using PeerCert.Core.Shared;

namespace PeerCert.Web.Hosting;

/// <summary>
/// Logs when work that is tried again and again begins to fail and when it is over, not each time between. An
/// exception's message may hold private words: only its type and where it came from are logged.
/// </summary>
internal sealed class Trouble(string work, IOutage outage, ILogger log)
{
    private string? _now;

    public async Task WatchAsync(Func<CancellationToken, Task<Problem?>> attempt, CancellationToken ct)
    {
        var (failure, stack) = ((string?)null, (string?)null);
        try
        {
            failure = (await attempt(ct))?.Code;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            (failure, stack) = outage.Is(e) ? ("unavailable", null) : (e.GetType().Name, e.StackTrace);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failure = e.GetType().Name;   // what breaks while stopping must not keep the host from stopping
        }
        if (failure == _now)
            return;
        if (failure is null)
            log.LogInformation("{Work} works again", work);
        else
            log.LogError("{Work} fails with {Failure} and will be tried again {Stack}", work, failure, stack);
        _now = failure;
    }
}
