namespace AgenticAi.Realtime.Events;

/// <summary>The caller began to speak.</summary>
/// <param name="ItemId">The user item that will be made of it.</param>
/// <param name="AudioStartMs">Where in all audio appended in this session, in milliseconds, padding included.</param>
public sealed record SpeechStarted(string ItemId, int AudioStartMs) : ServerEvent;

/// <summary>The caller has finished. The transcript comes later.</summary>
/// <param name="ItemId">The user item that is made of it.</param>
/// <param name="AudioEndMs">Where in all audio appended in this session, in milliseconds.</param>
public sealed record SpeechStopped(string ItemId, int AudioEndMs) : ServerEvent;

/// <summary>The audio buffer became a user item.</summary>
/// <param name="ItemId">The new item.</param>
/// <param name="PreviousItemId">The item before it, which gives the order of what was said.</param>
public sealed record InputAudioCommitted(string ItemId, string? PreviousItemId) : ServerEvent;

/// <summary>The audio buffer was emptied on request.</summary>
public sealed record InputAudioCleared : ServerEvent;

/// <summary>The caller was silent for the session's idle timeout; a response follows by itself.</summary>
/// <param name="ItemId">The item of the silence.</param>
/// <param name="AudioStartMs">Its beginning in all audio appended, in milliseconds.</param>
/// <param name="AudioEndMs">Its end.</param>
public sealed record IdleTimeoutTriggered(string ItemId, int AudioStartMs, int AudioEndMs) : ServerEvent;

/// <summary>A piece of the transcript of what the caller said.</summary>
public sealed record InputTranscriptionDelta(string ItemId, int ContentIndex, string Delta) : ServerEvent;

/// <summary>The transcript of what the caller said. It comes late and out of order: order by the item, not by arrival.</summary>
public sealed record InputTranscriptionCompleted(
    string ItemId, int ContentIndex, string Transcript, TranscriptionUsage? Usage) : ServerEvent;

/// <summary>There will be no transcript of this item.</summary>
public sealed record InputTranscriptionFailed(string ItemId, string? Code, string Message) : ServerEvent;
