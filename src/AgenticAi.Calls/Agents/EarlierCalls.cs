using System.Collections.Immutable;
using AgenticAi.Conversations;

namespace AgenticAi.Calls.Agents;

/// <summary>What a caller asked for in earlier calls, from the archive.</summary>
internal static class EarlierCalls
{
    /// <summary>The commands of the newest calls from a number, the oldest first, as many as fit into memory's budget.</summary>
    /// <param name="archive">Where they are.</param>
    /// <param name="call">The call that is going on.</param>
    /// <param name="caller">Its caller; a number that is withheld has no earlier calls.</param>
    /// <param name="calls">Of how many calls.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalUnavailableException">The journal cannot be read now.</exception>
    /// <exception cref="UnknownEventException">A conversation was written by a newer version.</exception>
    public static async Task<ImmutableArray<RememberedCommand>> RecallAsync(
        IConversationArchive archive, string call, string caller, int calls, CancellationToken cancellationToken)
    {
        if (!caller.StartsWith('+')) return [];
        // One more, for the call itself may be among them.
        IReadOnlyList<ConversationSummary> newest =
            await archive.ListAsync(new ConversationQuery { Number = caller, Limit = calls + 1 }, cancellationToken);
        List<RememberedCommand> commands = [];
        foreach (ConversationSummary earlier in newest.Where(other => other.ConversationId != call).Take(calls))
        {
            ConversationState state = ConversationState.New(earlier.ConversationId);
            await foreach (JournaledEvent entry in archive.ReadAsync(earlier.ConversationId, 0, cancellationToken))
                state = ConversationRules.Apply(state, entry);
            commands.InsertRange(0, ConversationMemory.Of(state).Commands);
        }

        return ConversationMemory.Newest(commands);
    }
}
