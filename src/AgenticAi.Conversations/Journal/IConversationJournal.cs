namespace AgenticAi.Conversations;

/// <summary>Where the events of conversations are kept, for good and in order. Safe to use from many threads at once.</summary>
public interface IConversationJournal
{
    /// <summary>
    /// Stores events, all or none. When it returns they are durable: the end of this process does not lose them.
    /// </summary>
    /// <param name="conversationId">The conversation they belong to.</param>
    /// <param name="expectedSequence">Sequence of the conversation's last stored event as the caller knows it; 0 for none.</param>
    /// <param name="events">At least one event of that conversation, numbered from <paramref name="expectedSequence"/> + 1.</param>
    /// <param name="cancellationToken">Stops waiting. Events already handed over may be stored all the same.</param>
    /// <exception cref="JournalConflictException">The last stored event has another sequence; nothing was stored.</exception>
    /// <exception cref="JournalUnavailableException">
    /// The journal cannot be written now. Rarely the events are stored all the same, if the failure came after the commit;
    /// repeating the call then gives a conflict.
    /// </exception>
    /// <exception cref="ArgumentException">The events are not the next ones of that conversation.</exception>
    ValueTask AppendAsync(
        string conversationId, long expectedSequence, IReadOnlyList<JournaledEvent> events, CancellationToken cancellationToken);

    /// <summary>The events of a conversation after a sequence (0: all), in order. Empty for an unknown conversation.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read now.</exception>
    /// <exception cref="UnknownEventException">An event was written by a newer version of this program.</exception>
    IAsyncEnumerable<JournaledEvent> ReadAsync(string conversationId, long afterSequence, CancellationToken cancellationToken);

    /// <summary>Conversations, the one begun last first.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read now.</exception>
    ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(ConversationQuery query, CancellationToken cancellationToken);
}
