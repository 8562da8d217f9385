using Microsoft.Extensions.Logging;

namespace AgenticAi.Agents;

/// <summary>
/// The log lines of all gateways. None holds what a caller or an agent said, but for the lines a program writes for the log.
/// </summary>
internal static partial class AgentLog
{
    [LoggerMessage(7101, LogLevel.Warning, "The agent could not be told that task {TaskId} is not wanted any more: {Reason}")]
    public static partial void NotCancelled(this ILogger logger, string taskId, string reason);

    [LoggerMessage(7102, LogLevel.Information, "Agent, task {TaskId}: {Line}")]
    public static partial void ProgramLine(this ILogger logger, string taskId, string line);

    [LoggerMessage(7103, LogLevel.Warning, "The program of task {TaskId} writes too much for the log; the rest is left out")]
    public static partial void ProgramLinesLeftOut(this ILogger logger, string taskId);

    [LoggerMessage(7104, LogLevel.Warning, "Something that the program of task {TaskId} started left its process group and may still run")]
    public static partial void ProcessesLeft(this ILogger logger, string taskId);

    [LoggerMessage(7111, LogLevel.Information, "Connected to the OpenClaw gateway {Server}, protocol {Protocol}")]
    public static partial void GatewayConnected(this ILogger logger, string server, int protocol);

    [LoggerMessage(7112, LogLevel.Warning, "The OpenClaw gateway is not reached, and is tried again: {Reason}")]
    public static partial void GatewayLost(this ILogger logger, string reason);

    [LoggerMessage(7113, LogLevel.Error, "The OpenClaw gateway refused us, and is tried again with the next task: {Reason}")]
    public static partial void GatewayRefused(this ILogger logger, string reason);

    [LoggerMessage(7114, LogLevel.Debug, "A message of the OpenClaw gateway was skipped: {Reason}")]
    public static partial void GatewayMessageSkipped(this ILogger logger, string reason);

    [LoggerMessage(7115, LogLevel.Information, "Task {TaskId} goes on at the OpenClaw gateway after the connection was lost")]
    public static partial void RunFollowed(this ILogger logger, string taskId);
}
