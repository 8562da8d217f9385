using System.Collections.Immutable;
using AgenticAi.Conversations.Rules;

namespace AgenticAi.Conversations;

/// <summary>
/// What is remembered of a conversation, and of earlier ones with the same caller, for those who have to understand "that" and "again".
/// The oldest comes first.
/// </summary>
/// <param name="Earlier">Commands of earlier calls with this caller.</param>
/// <param name="Turns">What was said in this call.</param>
/// <param name="Commands">What was asked for in this call.</param>
public sealed record ConversationMemory(
    ImmutableArray<RememberedCommand> Earlier, ImmutableArray<RememberedWords> Turns, ImmutableArray<RememberedCommand> Commands)
{
    /// <summary>Nothing is remembered.</summary>
    public static ConversationMemory None { get; } = new([], [], []);

    /// <summary>The newest of what is remembered of a conversation, within a budget.</summary>
    /// <param name="state">The conversation.</param>
    /// <param name="before">Only what was said before this item; null for everything.</param>
    public static ConversationMemory Of(ConversationState state, string? before = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        return RecentMemory.Of(state, before);
    }

    /// <summary>The newest of some commands, within the same budget.</summary>
    public static ImmutableArray<RememberedCommand> Newest(IEnumerable<RememberedCommand> commands) => RecentMemory.Newest(commands);
}

/// <summary>Words that were said: the caller's as transcribed, the assistant's as far as they were heard.</summary>
public sealed record RememberedWords(ItemRole Role, string Text);

/// <summary>Something that was asked for, and what became of it.</summary>
/// <param name="Text">The command.</param>
/// <param name="Entities">What it names.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Answer">The agent's answer, once there is one.</param>
public sealed record RememberedCommand(string Text, ImmutableArray<Entity> Entities, CommandStatus Status, string? Answer)
{
    /// <inheritdoc/>
    public bool Equals(RememberedCommand? other) =>
        other is not null && Text == other.Text && Status == other.Status && Answer == other.Answer
        && Entities.AsSpan().SequenceEqual(other.Entities.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Status, Answer);
}
