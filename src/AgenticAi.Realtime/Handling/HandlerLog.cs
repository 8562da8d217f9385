using Microsoft.Extensions.Logging;

namespace AgenticAi.Realtime.Handling;

internal static partial class HandlerLog
{
    [LoggerMessage(3010, LogLevel.Information, "First audio chunk received! {Bytes} bytes")]
    public static partial void FirstAudio(this ILogger logger, int bytes);

    [LoggerMessage(3011, LogLevel.Information, "Sent {Count} audio chunks")]
    public static partial void SentChunks(this ILogger logger, long count);

    [LoggerMessage(3012, LogLevel.Information, "OPENAI USER TRANSCRIPT: {Characters} characters")]
    public static partial void UserTranscript(this ILogger logger, int characters);

    [LoggerMessage(3013, LogLevel.Information, "OPENAI USER TRANSCRIPT: {Text}")]
    public static partial void UserTranscriptSensitive(this ILogger logger, string text);

    [LoggerMessage(3014, LogLevel.Error, "A callback threw; the session goes on")]
    public static partial void CallbackThrew(this ILogger logger, Exception error);

    [LoggerMessage(3015, LogLevel.Warning, "The callbacks are too slow: the oldest notification was dropped")]
    public static partial void NotificationDropped(this ILogger logger);

    [LoggerMessage(3016, LogLevel.Information, "Received audio is not fetched: the oldest is dropped")]
    public static partial void AudioDropped(this ILogger logger);

    [LoggerMessage(3017, LogLevel.Warning, "Callbacks were still waiting two seconds after the end and are not called any more")]
    public static partial void CallbacksGivenUp(this ILogger logger);
}
