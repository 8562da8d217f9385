using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Testing;

/// <summary>One line that was logged.</summary>
public sealed record LogLine(LogLevel Level, EventId Event, string Category, string Message, Exception? Exception);

/// <summary>
/// Keeps what was logged. <see cref="ShouldHaveNoErrors"/> fails a test in which an error was logged that the test did not announce.
/// </summary>
public sealed class RecordingLoggerFactory : ILoggerFactory, ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = new();
    private readonly ConcurrentQueue<(Func<LogLine, bool> Test, TaskCompletionSource<LogLine> Found)> _waiting = new();

    public IReadOnlyCollection<LogLine> Lines => _lines;

    public ILogger CreateLogger(string categoryName) => new Recorder(categoryName, this);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("This factory only records.");

    public void Dispose()
    {
    }

    /// <summary>Throws with the text of the first unannounced error.</summary>
    public void ShouldHaveNoErrors(params string[] announced)
    {
        LogLine? line = _lines.FirstOrDefault(line =>
            line.Level >= LogLevel.Error && !announced.Any(text => line.Message.Contains(text, StringComparison.Ordinal)));
        if (line is not null)
            throw new InvalidOperationException(
                $"An error was logged that no test announced: [{line.Category}] {line.Message} {line.Exception}");
    }

    /// <summary>The first line that passes the test, now or later.</summary>
    public Task<LogLine> WhenAsync(Func<LogLine, bool> test)
    {
        var found = new TaskCompletionSource<LogLine>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((test, found));
        if (_lines.FirstOrDefault(test) is { } line) found.TrySetResult(line);
        return found.Task.Within();
    }

    private void Add(LogLine line)
    {
        _lines.Enqueue(line);
        foreach ((Func<LogLine, bool> test, TaskCompletionSource<LogLine> found) in _waiting)
            if (test(line)) found.TrySetResult(line);
    }

    private sealed class Recorder(string category, RecordingLoggerFactory owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.Add(new LogLine(logLevel, eventId, category, formatter(state, exception), exception));
    }
}
