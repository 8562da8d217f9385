namespace AgenticAi.Conversations;

/// <summary>
/// Something that happened in a conversation. A closed family: names and shapes are stored for good
/// (see <see cref="ConversationEventJson"/>), so an event is never renamed, reshaped or removed, only added.
/// </summary>
/// <remarks>Ids of items, responses and sessions are the voice model's. Milliseconds of speech count the audio of its session.</remarks>
public abstract record ConversationEvent
{
    private protected ConversationEvent()
    {
    }
}

/// <summary>The call is known: who phones whom, and the settings the voice is run with.</summary>
public sealed record ConversationStarted(
    string CallSid,
    string? StreamSid,
    CallDirection Direction,
    string From,
    string To,
    ConversationSettings Settings) : ConversationEvent;

/// <summary>The caller is back on another media stream of the same call.</summary>
public sealed record ConversationResumed(string StreamSid, string Reason) : ConversationEvent;

/// <summary>The model has put an item behind <paramref name="PreviousItemId"/> (null: first of its session).</summary>
public sealed record ItemPlaced(string ItemId, string? PreviousItemId, ItemRole Role) : ConversationEvent;

/// <summary>The caller began to speak, <paramref name="AtMs"/> ms into the session's audio.</summary>
public sealed record CallerSpeechStarted(string ItemId, long AtMs) : ConversationEvent;

/// <summary>The caller fell silent, <paramref name="AtMs"/> ms into the session's audio. The words are not known yet.</summary>
public sealed record CallerSpeechStopped(string ItemId, long AtMs) : ConversationEvent;

/// <summary>The transcription of what the caller said is complete. Once for an item.</summary>
public sealed record CallerSaid(string ItemId, string Text, string? PreviousItemId) : ConversationEvent;

/// <summary>
/// The caller spoke and the words are not known: the transcription failed with <paramref name="Code"/>, or the conversation
/// ended before it (<see cref="ConversationRules.EndedBeforeWords"/>). Words that come after all are recorded as <see cref="CallerSaid"/>.
/// </summary>
public sealed record CallerUnintelligible(string ItemId, string Code) : ConversationEvent;

/// <summary>The whole text of what the assistant is saying is known, how much of it is heard is not.</summary>
public sealed record AssistantTranscribed(string ItemId, string ResponseId, string Text) : ConversationEvent;

/// <summary>It is known how much of an item was heard, its text is not.</summary>
public sealed record AssistantPlayed(string ItemId, long HeardMs, string? HeardText, bool Interrupted) : ConversationEvent;

/// <summary>What the assistant said and how much of it the caller heard. Once for an item.</summary>
/// <param name="ItemId">The item that was spoken.</param>
/// <param name="ResponseId">The response it belongs to.</param>
/// <param name="Text">The whole text, heard or not.</param>
/// <param name="HeardText">The part that was heard, when the item was interrupted and the part is known.</param>
/// <param name="HeardMs">Milliseconds of the item that were played to the caller; null when nobody reported it before the end.</param>
/// <param name="Interrupted">True when the item was cut before its end, by the caller or by the end of the conversation.</param>
public sealed record AssistantSaid(
    string ItemId,
    string ResponseId,
    string Text,
    string? HeardText,
    long? HeardMs,
    bool Interrupted) : ConversationEvent;

/// <summary>The caller pressed a key (0-9, *, #, A-D).</summary>
public sealed record DigitPressed(string Digit) : ConversationEvent;

/// <summary>Somebody (<paramref name="Source"/>) wants a text spoken. Followed by exactly one outcome with the same id.</summary>
public sealed record SpeechRequested(string Id, string Text, string Source) : ConversationEvent;

/// <summary>The text asked for with this id was given to the voice.</summary>
public sealed record SpeechSpoken(string Id) : ConversationEvent;

/// <summary>The text asked for with this id will not be spoken.</summary>
public sealed record SpeechDropped(string Id, string Reason) : ConversationEvent;

/// <summary>A session with the voice model stands.</summary>
public sealed record ModelConnected(string SessionId, string Model) : ConversationEvent;

/// <summary>The session with the voice model is gone.</summary>
public sealed record ModelLost(string SessionId, string Reason) : ConversationEvent;

/// <summary>The tokens one response cost. Once for a response.</summary>
public sealed record UsageReported(string ResponseId, TokenUsage Tokens) : ConversationEvent;

/// <summary>The voice model reported an error that did not end the conversation.</summary>
public sealed record ProblemNoted(string Code, string Message) : ConversationEvent;

/// <summary>The conversation is over. What was still on its way may follow as late events.</summary>
public sealed record ConversationEnded(EndReason Reason, string? Detail) : ConversationEvent;
