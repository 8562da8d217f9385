namespace AgenticAi.Conversations;

/// <summary>What the journal holds of conversations, to be read. Safe to use from many threads at once.</summary>
public interface IConversationArchive
{
    /// <summary>The events of a conversation after a sequence (0: all), in order. Empty for an unknown conversation.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read now.</exception>
    /// <exception cref="UnknownEventException">An event was written by a newer version of this program.</exception>
    IAsyncEnumerable<JournaledEvent> ReadAsync(string conversationId, long afterSequence, CancellationToken cancellationToken);

    /// <summary>The entries of a conversation, in order: its commands with the events they led to. Empty for an unknown conversation.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read now.</exception>
    /// <exception cref="UnknownEventException">An entry was written by a newer version of this program.</exception>
    /// <exception cref="UnknownCommandException">A command was written by another version of this program.</exception>
    IAsyncEnumerable<ConversationEntry> ReadEntriesAsync(string conversationId, CancellationToken cancellationToken);

    /// <summary>The ids of all conversations of which anything is stored, in ordinal order.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read now.</exception>
    IAsyncEnumerable<string> ReadIdsAsync(CancellationToken cancellationToken);

    /// <summary>Conversations, the one begun last first.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read now.</exception>
    ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(ConversationQuery query, CancellationToken cancellationToken);

    /// <summary>What conversations have cost on a day (UTC) in a currency; those that cost nothing are left out.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read now.</exception>
    ValueTask<IReadOnlyList<ConversationSpending>> SpendingAsync(DateOnly day, string currency, CancellationToken cancellationToken);
}
