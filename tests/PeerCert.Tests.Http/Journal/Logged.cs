using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PeerCert.Tests.Http.Journal;

/// <summary>Everything that was logged, as it would be printed.</summary>
internal sealed class Logged : ILoggerProvider, ILogger
{
    public ConcurrentQueue<(LogLevel Level, string Line)> Lines { get; } = [];

    private readonly ConcurrentQueue<(Func<string, bool> Line, TaskCompletionSource Seen)> _awaited = [];

    public IEnumerable<string> Errors => Lines.Where(l => l.Level >= LogLevel.Error).Select(l => l.Line);

    /// <summary>Completes when such a line was or is logged.</summary>
    public Task Sees(Func<string, bool> line)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited.Enqueue((line, seen));
        if (Lines.Any(l => line(l.Line)))
            seen.TrySetResult();
        return seen.Task;
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = formatter(state, exception) + exception;
        Lines.Enqueue((logLevel, line));
        foreach (var awaited in _awaited.Where(a => a.Line(line)))
            awaited.Seen.TrySetResult();
    }

    public void Dispose() { }
}
