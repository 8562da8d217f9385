namespace AgenticAi.Conversations;

/// <summary>Where the events of conversations are kept, for good and in order. Safe to use from many threads at once.</summary>
public interface IConversationJournal
{
    /// <summary>
    /// Stores events and the commands that led to them, all or none. When it returns they are durable: the end of this process does
    /// not lose them.
    /// </summary>
    /// <param name="conversationId">The conversation they belong to.</param>
    /// <param name="expectedSequence">Sequence of the conversation's last stored event as the caller knows it; 0 for none.</param>
    /// <param name="events">Events of that conversation, numbered from <paramref name="expectedSequence"/> + 1.</param>
    /// <param name="commands">
    /// The commands that were judged, in order: those that led to the events, and those that were ignored between them. None when
    /// they cannot be judged again. Otherwise each event belongs to one of them. Only with at least one of them may there be no events.
    /// </param>
    /// <param name="cancellationToken">Stops waiting. What was already handed over may be stored all the same.</param>
    /// <exception cref="JournalConflictException">The last stored event has another sequence; nothing was stored.</exception>
    /// <exception cref="JournalUnavailableException">
    /// The journal cannot be written now. Rarely all is stored all the same, if the failure came after the commit; repeating the call
    /// then gives a conflict, or records the commands twice when there are no events.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The events are not the next ones of that conversation, the commands are not those of the events, or there is nothing to store.
    /// </exception>
    ValueTask AppendAsync(
        string conversationId,
        long expectedSequence,
        IReadOnlyList<JournaledEvent> events,
        IReadOnlyList<JudgedCommand> commands,
        CancellationToken cancellationToken);

    /// <summary>The events of a conversation after a sequence (0: all), in order. Empty for an unknown conversation.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read now.</exception>
    /// <exception cref="UnknownEventException">An event was written by a newer version of this program.</exception>
    IAsyncEnumerable<JournaledEvent> ReadAsync(string conversationId, long afterSequence, CancellationToken cancellationToken);

    /// <summary>
    /// The recorded commands of a conversation, in the order in which they were judged. Empty for an unknown conversation, and for one
    /// of a time in which commands were not recorded.
    /// </summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read now.</exception>
    /// <exception cref="UnknownCommandException">A command was written by another version of this program.</exception>
    IAsyncEnumerable<JudgedCommand> ReadCommandsAsync(string conversationId, CancellationToken cancellationToken);

    /// <summary>The ids of all conversations of which anything is stored, in ordinal order.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read now.</exception>
    IAsyncEnumerable<string> ReadIdsAsync(CancellationToken cancellationToken);

    /// <summary>Conversations, the one begun last first.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read now.</exception>
    ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(ConversationQuery query, CancellationToken cancellationToken);
}
