namespace PeerCert.Data;

internal static class Faults
{
    /// <summary>An exception and those it wraps, outermost first.</summary>
    public static IEnumerable<Exception> Chain(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
            yield return e;
    }
}
