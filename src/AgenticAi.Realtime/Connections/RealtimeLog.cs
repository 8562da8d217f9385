using Microsoft.Extensions.Logging;

namespace AgenticAi.Realtime.Connections;

internal static partial class RealtimeLog
{
    [LoggerMessage(3000, LogLevel.Information, "Connected to Realtime API: session {SessionId}, model {Model}")]
    public static partial void Connected(this ILogger logger, string sessionId, string model);

    [LoggerMessage(3001, LogLevel.Information, "Realtime connection ended: {Kind}, by us {ByUs}, close code {Status}, {Code}")]
    public static partial void Ended(this ILogger logger, RealtimeEndKind kind, bool byUs, int? status, string? code);

    [LoggerMessage(3002, LogLevel.Warning, "Realtime error {Code}: {Message}")]
    public static partial void ErrorReceived(this ILogger logger, string code, string message);

    [LoggerMessage(3003, LogLevel.Debug, "Realtime error {Code}, harmless")]
    public static partial void HarmlessError(this ILogger logger, string code);

    [LoggerMessage(3004, LogLevel.Warning, "A message of the Realtime API was skipped: {Reason}")]
    public static partial void Rejected(this ILogger logger, string reason);

    [LoggerMessage(3005, LogLevel.Warning, "{Advice}")]
    public static partial void Advice(this ILogger logger, string advice);
}
