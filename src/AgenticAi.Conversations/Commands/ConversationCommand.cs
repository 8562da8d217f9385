namespace AgenticAi.Conversations;

/// <summary>
/// Something a conversation is told. A closed family. Commands may come late, out of order and twice: what carries an id is
/// taken once for that id, and a fact that is already known changes nothing.
/// </summary>
public abstract record ConversationCommand
{
    private protected ConversationCommand()
    {
    }
}

/// <summary>The call is known. Taken once.</summary>
public sealed record StartConversation(
    string CallSid,
    string? StreamSid,
    CallDirection Direction,
    string From,
    string To,
    ConversationSettings Settings) : ConversationCommand;

/// <summary>
/// The caller is back on another stream of the same call, after ours was broken. Taken once for a stream, and only by a conversation
/// that was started and has not ended: whoever brings the stream sees that in <see cref="IConversationBrain.Recovered"/> beforehand.
/// A stream that <see cref="StartConversation"/> named is no resumption, so both may be told of every stream, in this order.
/// </summary>
/// <param name="StreamSid">The new media stream.</param>
/// <param name="Reason">What broke the one before, for people.</param>
public sealed record ResumeConversation(string StreamSid, string Reason) : ConversationCommand;

/// <summary>
/// The model reports an item and the one it follows. Taken once for an item, and never for <see cref="RestoredItems"/>.
/// </summary>
public sealed record HearItem(string ItemId, string? PreviousItemId, ItemRole Role) : ConversationCommand;

/// <summary>The model hears the caller begin, <paramref name="AtMs"/> ms into the session's audio. Taken once for an item.</summary>
public sealed record CallerStartsSpeaking(string ItemId, long AtMs) : ConversationCommand;

/// <summary>The model hears the caller stop, <paramref name="AtMs"/> ms into the session's audio. Taken once for an item.</summary>
public sealed record CallerStopsSpeaking(string ItemId, long AtMs) : ConversationCommand;

/// <summary>The transcription of the caller's words is complete. Taken once for an item, also after a failure and after the end.</summary>
public sealed record TranscribeCaller(string ItemId, string Text) : ConversationCommand;

/// <summary>The transcription failed. Taken once for an item, and not after its words.</summary>
public sealed record FailTranscription(string ItemId, string Code) : ConversationCommand;

/// <summary>The whole text of an assistant item is known. Taken once for an item.</summary>
public sealed record AssistantTranscript(string ItemId, string ResponseId, string Text) : ConversationCommand;

/// <summary>
/// Playback of an assistant item ended or was cut: <paramref name="HeardMs"/> ms of it were heard. Taken once for an item.
/// <paramref name="HeardText"/> is the part heard of an interrupted item, when it is known.
/// </summary>
public sealed record AssistantHeard(string ItemId, long HeardMs, string? HeardText, bool Interrupted) : ConversationCommand;

/// <summary>The caller pressed a key. Taken every time: a key has no id.</summary>
public sealed record PressDigit(string Digit) : ConversationCommand;

/// <summary>Asks for a text to be spoken. Taken once for an id; after the end it is recorded and dropped.</summary>
public sealed record RequestSpeech(string Id, string Text, string Source) : ConversationCommand;

/// <summary>What became of a text that was to be spoken. Taken once for an id.</summary>
public sealed record ReportSpeech(string Id, SpeechOutcome Outcome) : ConversationCommand;

/// <summary>A session with the model stands. Taken once for a session.</summary>
public sealed record ConnectModel(string SessionId, string Model) : ConversationCommand;

/// <summary>The session with the model is gone. Ignored when another session has taken its place, or none stands.</summary>
/// <param name="Reason">Why, for people.</param>
/// <param name="SessionId">The session that was lost; null means whichever stands.</param>
public sealed record LoseModel(string Reason, string? SessionId = null) : ConversationCommand;

/// <summary>The tokens of a response. Taken once for a response.</summary>
public sealed record ReportUsage(string ResponseId, TokenUsage Tokens) : ConversationCommand;

/// <summary>The model reported an error that does not end the conversation. Taken every time.</summary>
public sealed record NoteProblem(string Code, string Message) : ConversationCommand;

/// <summary>The conversation is over; what is still open is closed with what is known. Taken once.</summary>
/// <param name="Reason">Who or what ended it.</param>
/// <param name="Detail">More for people, if there is more.</param>
public sealed record EndConversation(EndReason Reason, string? Detail) : ConversationCommand;
