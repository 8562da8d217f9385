using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Telemetry;

/// <summary>The log lines of a call. What people say stands only in methods whose name ends in Sensitive.</summary>
internal static partial class CallLog
{
    [LoggerMessage(2001, LogLevel.Information, "Call announced from {From} to {To}")]
    public static partial void CallAnnounced(this ILogger logger, string from, string to);

    [LoggerMessage(2002, LogLevel.Information, "Media stream {StreamSid} started")]
    public static partial void StreamStarted(this ILogger logger, string streamSid);

    [LoggerMessage(2003, LogLevel.Information, "Call ended: {Reason}{Detail}")]
    private static partial void CallEndedWith(this ILogger logger, string reason, string detail);

    public static void CallEnded(this ILogger logger, string reason, string? detail) =>
        logger.CallEndedWith(reason, string.IsNullOrEmpty(detail) ? "" : $" ({detail})");

    [LoggerMessage(2015, LogLevel.Warning, "The model did not do what the caller waits for: {Kind} ({Words}). Of this kind no more is logged in this call")]
    public static partial void TurnProblem(this ILogger logger, string kind, string words);

    [LoggerMessage(2004, LogLevel.Error, "Call failed")]
    public static partial void CallFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2005, LogLevel.Information, "First audio chunk received")]
    public static partial void FirstAudioChunkReceived(this ILogger logger);

    [LoggerMessage(2006, LogLevel.Information, "Sent {Count} audio chunks")]
    public static partial void SentAudioChunks(this ILogger logger, long count);

    [LoggerMessage(2007, LogLevel.Information, "OPENAI USER TRANSCRIPT: ({Length} characters)")]
    public static partial void UserTranscript(this ILogger logger, int length);

    [LoggerMessage(2008, LogLevel.Information, "OPENAI USER TRANSCRIPT: {Text}")]
    public static partial void UserTranscriptSensitive(this ILogger logger, string text);

    [LoggerMessage(2009, LogLevel.Information, "OPENAI ASSISTANT TRANSCRIPT: {Text}")]
    public static partial void AssistantTranscriptSensitive(this ILogger logger, string text);

    [LoggerMessage(2011, LogLevel.Warning, "The queue '{Queue}' is full and drops its oldest until it was empty once")]
    public static partial void QueueFull(this ILogger logger, string queue);

    [LoggerMessage(2012, LogLevel.Warning, "A message on the {Leg} leg was rejected: {Reason}")]
    public static partial void MessageRejected(this ILogger logger, string leg, string reason);

    [LoggerMessage(2013, LogLevel.Debug, "A message on the {Leg} leg has the unknown type {Type}")]
    public static partial void UnknownMessage(this ILogger logger, string leg, string type);

    [LoggerMessage(2014, LogLevel.Debug, "A write to the {Leg} leg failed; its reader will tell why")]
    public static partial void SendFailed(this ILogger logger, string leg);

    [LoggerMessage(2016, LogLevel.Warning, "The model's leg could not be connected: {Reason}")]
    public static partial void ModelNotConnected(this ILogger logger, string reason);

    [LoggerMessage(2019, LogLevel.Warning, "The model is lost ({Reason}); the call goes on while another session is opened")]
    public static partial void ModelLost(this ILogger logger, string reason);

    [LoggerMessage(2025, LogLevel.Warning, "The model is lost ({Reason}), and no other session would be of use; the call ends")]
    public static partial void ModelGone(this ILogger logger, string reason);

    [LoggerMessage(2020, LogLevel.Warning, "It is not known what the caller wants: {Reason}")]
    public static partial void IntentNotKnown(this ILogger logger, string reason);

    [LoggerMessage(2021, LogLevel.Error, "The analyser {Analyzer} failed")]
    public static partial void AnalyzerFailed(this ILogger logger, Exception exception, string analyzer);

    [LoggerMessage(2022, LogLevel.Warning, "The agent ({Gateway}) could not do what it was asked to: {Reason}")]
    public static partial void AgentFailed(this ILogger logger, string gateway, string reason);

    [LoggerMessage(2023, LogLevel.Error, "The gateway {Gateway} failed")]
    public static partial void GatewayFailed(this ILogger logger, Exception exception, string gateway);

    [LoggerMessage(2024, LogLevel.Warning, "What this caller asked for in earlier calls could not be read: {Reason}")]
    public static partial void NotRecalled(this ILogger logger, string reason);

    [LoggerMessage(2030, LogLevel.Information, "The model's session was rotated after {Age}, {Moment}")]
    public static partial void ModelRotated(this ILogger logger, TimeSpan age, string moment);

    [LoggerMessage(2031, LogLevel.Warning, "The model's next session is not ready ({Reason}); this one goes on, and it is tried again")]
    public static partial void NextSessionNotReady(this ILogger logger, string reason);

    [LoggerMessage(2032, LogLevel.Warning, "No session could be kept warm ({Reason}); calls connect for themselves, and it is tried again")]
    public static partial void NotWarm(this ILogger logger, string reason);

    [LoggerMessage(2033, LogLevel.Information, "Connected to Realtime API: session {SessionId}, kept warm for {Age}")]
    public static partial void WarmSessionTaken(this ILogger logger, string sessionId, TimeSpan age);

    [LoggerMessage(2034, LogLevel.Warning, "It is not known how call {CallSid} ended, for the journal cannot be read: {Reason}")]
    public static partial void EndNotRead(this ILogger logger, string callSid, string reason);

    [LoggerMessage(2018, LogLevel.Warning, "Twilio was asked to hang up and did not: {Reason}. Closing the stream ends the call")]
    public static partial void NotHungUp(this ILogger logger, string reason);

    [LoggerMessage(2017, LogLevel.Information, "Draining: {Count} calls go on, for {Limit} at most")]
    public static partial void Draining(this ILogger logger, int count, TimeSpan limit);
}
