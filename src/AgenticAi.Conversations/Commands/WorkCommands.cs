using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>What the conversation may do. Taken once.</summary>
public sealed record AdoptPolicy(ConversationPolicy Policy) : ConversationCommand;

/// <summary>
/// What the same caller asked for in earlier calls, the oldest first. Taken once, and only while the conversation goes on.
/// </summary>
public sealed record RecallEarlier(ImmutableArray<RememberedCommand> Commands) : ConversationCommand
{
    /// <inheritdoc/>
    public bool Equals(RecallEarlier? other) => other is not null && Commands.AsSpan().SequenceEqual(other.Commands.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Commands.Length;
}

/// <summary>What the caller wants with an utterance, as an analyser was asked to say. Taken once for an item.</summary>
public sealed record ReportIntent(string ItemId, Intent Intent, string Analyzer) : ConversationCommand;

/// <summary>The analyser did not say what the caller wants, so nothing is done. Taken once for an item.</summary>
public sealed record FailIntent(string ItemId, string Reason) : ConversationCommand;

/// <summary>The voice model calls the function by which it hands a wish of the caller to the agent. Taken once for a call.</summary>
/// <param name="CallId">The function call, which expects an output.</param>
/// <param name="ItemId">The item of the function call.</param>
/// <param name="Text">What is to be done; blank when the model's arguments could not be understood.</param>
public sealed record AskAgent(string CallId, string ItemId, string Text) : ConversationCommand;

/// <summary>The caller gave a PIN. The PIN itself is compared outside and never told.</summary>
public sealed record TryPin(bool IsRight) : ConversationCommand;

/// <summary>A command has been running for longer than the caller should wait without a word. Taken once for a command.</summary>
public sealed record ReportSlow(string CommandId) : ConversationCommand;

/// <summary>What became of a command that was run. Taken once, and only while it runs.</summary>
public sealed record ReportCommand(string CommandId, CommandOutcome Outcome) : ConversationCommand;

/// <summary>The process that carried the conversation is another one now: what ran in the one before has no outcome.</summary>
public sealed record NoteRestart : ConversationCommand;
