using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Telemetry;

/// <summary>
/// Names the call in the scope of each line. A scope that is opened once would be lost: a call runs on whatever thread brings it something.
/// </summary>
internal sealed class CallLogger(ILogger logger, string callSid) : ILogger
{
    private readonly Dictionary<string, object> _call = new() { ["CallSid"] = callSid };

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        using IDisposable? scope = logger.BeginScope(_call);
        logger.Log(logLevel, eventId, state, exception, formatter);
    }
}
