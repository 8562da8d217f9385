using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>What the conversation may do, from here on.</summary>
public sealed record PolicyAdopted(ConversationPolicy Policy) : ConversationEvent;

/// <summary>What the same caller asked for in earlier calls is remembered, the oldest first.</summary>
public sealed record EarlierCallsRecalled(ImmutableArray<RememberedCommand> Commands) : ConversationEvent
{
    /// <inheritdoc/>
    public bool Equals(EarlierCallsRecalled? other) => other is not null && Commands.AsSpan().SequenceEqual(other.Commands.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Commands.Length;
}

/// <summary>An analyser is asked what the caller wants. Followed by exactly one of recognised and failed for the same item.</summary>
public sealed record IntentAsked(string ItemId) : ConversationEvent;

/// <summary>
/// What the caller wants, as <paramref name="Analyzer"/> understood it. What is done about it follows as events of its own.
/// </summary>
public sealed record IntentRecognised(string ItemId, Intent Intent, string Analyzer) : ConversationEvent;

/// <summary>It is not known what the caller wants, so nothing is done.</summary>
public sealed record IntentFailed(string ItemId, string Reason) : ConversationEvent;

/// <summary>The caller's wish is known and nothing is done about it, for a reason.</summary>
public sealed record IntentSetAside(string ItemId, string Reason) : ConversationEvent;

/// <summary>The caller wants something done. Followed by exactly one outcome: completed, failed, timed out, cancelled or refused.</summary>
/// <param name="CommandId">Names it from here on.</param>
/// <param name="Text">What is to be done.</param>
/// <param name="Entities">What the text names.</param>
/// <param name="Road">By which road it came, <see cref="CommandRoad.Transcripts"/> or <see cref="CommandRoad.Tool"/>.</param>
/// <param name="UtteranceId">The caller's item in which it was said; null when the model called without one.</param>
/// <param name="CallId">The model's function call, which expects an output.</param>
public sealed record CommandRequested(
    string CommandId, string Text, ImmutableArray<Entity> Entities, CommandRoad Road, string? UtteranceId, string? CallId)
    : ConversationEvent
{
    /// <inheritdoc/>
    public bool Equals(CommandRequested? other) =>
        other is not null && CommandId == other.CommandId && Text == other.Text && Road == other.Road && UtteranceId == other.UtteranceId
        && CallId == other.CallId && Entities.AsSpan().SequenceEqual(other.Entities.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(CommandId, Text, Road, UtteranceId, CallId);
}

/// <summary>The same wish came by the other road too; it stays one command.</summary>
public sealed record CommandJoined(string CommandId, CommandRoad Road, string? CallId) : ConversationEvent;

/// <summary>The command waits for the caller.</summary>
public sealed record CommandHeld(string CommandId, HoldReason Reason) : ConversationEvent;

/// <summary>The caller agreed to the command.</summary>
public sealed record CommandConfirmed(string CommandId) : ConversationEvent;

/// <summary>The command is given to the agent.</summary>
public sealed record CommandStarted(string CommandId) : ConversationEvent;

/// <summary>The command takes long, which the caller is told.</summary>
public sealed record CommandDelayed(string CommandId) : ConversationEvent;

/// <summary>The command was done.</summary>
public sealed record CommandCompleted(string CommandId, string Answer) : ConversationEvent;

/// <summary>The command was not done, or nobody knows whether it was.</summary>
public sealed record CommandFailed(string CommandId, string Reason) : ConversationEvent;

/// <summary>The agent took too long and was stopped.</summary>
public sealed record CommandTimedOut(string CommandId, long AfterMs) : ConversationEvent;

/// <summary>The command is not wanted any more; if it ran, the agent is stopped.</summary>
public sealed record CommandCancelled(string CommandId, string Reason) : ConversationEvent;

/// <summary>The command may not be done.</summary>
public sealed record CommandRefused(string CommandId, string Reason) : ConversationEvent;

/// <summary>The caller gave the right PIN.</summary>
public sealed record CallerAuthorised : ConversationEvent;

/// <summary>The caller gave a wrong PIN, for the <paramref name="Attempt"/>th time.</summary>
public sealed record PinRejected(int Attempt) : ConversationEvent;
