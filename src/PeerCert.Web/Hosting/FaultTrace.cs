using System.Text;

namespace PeerCert.Web.Hosting;

/// <summary>
/// An exception as the log may keep it: what kind, where, and from what cause. Never its message, which may repeat
/// what somebody typed.
/// </summary>
public static class FaultTrace
{
    public static string Of(Exception fault)
    {
        var trace = new StringBuilder();
        foreach (var e in Chain(fault))
            trace.Append(trace.Length == 0 ? "" : "\n caused by ").Append(e.GetType().FullName).Append('\n').Append(e.StackTrace);
        return trace.ToString();
    }

    /// <summary>The exception and everything it was caused by.</summary>
    public static IEnumerable<Exception> Chain(Exception fault)
    {
        yield return fault;
        IEnumerable<Exception> causes = fault is AggregateException several ? several.InnerExceptions : fault.InnerException is { } one ? [one] : [];
        foreach (var cause in causes.SelectMany(Chain))
            yield return cause;
    }
}
