using Microsoft.Extensions.Logging;

namespace AgenticAi;

/// <summary>The log lines of the server itself.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1001, LogLevel.Information, "Listening on {Url}; Twilio's webhook is {Webhook}")]
    public static partial void Listening(this ILogger logger, string url, string webhook);

    [LoggerMessage(1003, LogLevel.Information, "Stopped")]
    public static partial void Stopped(this ILogger logger);

    [LoggerMessage(1004, LogLevel.Warning, "Refused a request to {Path}: {Reason}")]
    public static partial void RequestRefused(this ILogger logger, string path, string reason);

    [LoggerMessage(1005, LogLevel.Warning, "Refused a media stream: {Reason}")]
    public static partial void StreamRefused(this ILogger logger, string reason);

    [LoggerMessage(1006, LogLevel.Warning, "Call {CallSid} was not admitted: {Reason}")]
    public static partial void CallNotAdmitted(this ILogger logger, string callSid, string reason);

    [LoggerMessage(1008, LogLevel.Information, "Call {CallSid} came back without its stream: {Comeback}")]
    public static partial void CallCameBack(this ILogger logger, string callSid, string comeback);

    [LoggerMessage(1007, LogLevel.Information, "Twilio reports call {CallSid} as {Status}")]
    public static partial void StatusReported(this ILogger logger, string callSid, string status);

    [LoggerMessage(1021, LogLevel.Warning, "Refused an agent's answer to task {TaskId}: {Reason}")]
    public static partial void AgentAnswerRefused(this ILogger logger, string taskId, string reason);
}
