using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>
/// One entry of a conversation in the journal: what was decided at once. Entries are never changed or deleted, and what they hold is
/// enough to rebuild the conversation and to judge its commands again.
/// </summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Sender">Who sent the commands, and up to which number they are taken now: what comes again is known by that.</param>
/// <param name="Commands">The commands, in order; those that were ignored too. At least one.</param>
/// <param name="Events">
/// What they led to, in order: the first of <see cref="JudgedCommand.Events"/> belong to the first command, and so on. An event
/// happened when its command was judged.
/// </param>
public sealed record ConversationEntry(
    string ConversationId, CommandNumber Sender, ImmutableArray<JudgedCommand> Commands, ImmutableArray<JournaledEvent> Events)
{
    /// <summary>Sequence of the last event before this entry; 0 for none.</summary>
    public long AfterSequence => Commands[0].AfterSequence;
}

/// <summary>The place of a command among those of one sender, which numbers them from 1 without a gap.</summary>
/// <param name="Sender">The sender, by a name that no other has.</param>
/// <param name="Number">The number.</param>
public readonly record struct CommandNumber(string Sender, long Number);
