namespace AgenticAi.Conversations;

/// <summary>What an append must be, the same for every journal.</summary>
public static class JournalAppendRules
{
    /// <summary>Throws where <see cref="IConversationJournal.AppendAsync"/> says so.</summary>
    /// <exception cref="ArgumentException">The events or commands are not what may follow <paramref name="expectedSequence"/>.</exception>
    public static void Check(
        string conversationId, long expectedSequence, IReadOnlyList<JournaledEvent> events, IReadOnlyList<JudgedCommand> commands)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(commands);
        if (events.Count == 0 && commands.Count == 0) throw new ArgumentException("There is nothing to append.", nameof(events));
        for (int i = 0; i < events.Count; i++)
        {
            if (events[i].ConversationId != conversationId || events[i].Sequence != expectedSequence + 1 + i)
                throw new ArgumentException($"Event {i} is not number {expectedSequence + 1 + i} of {conversationId}.", nameof(events));
        }

        if (commands.Count > 0) CheckCommands(expectedSequence, events.Count, commands);
    }

    private static void CheckCommands(long expectedSequence, int events, IReadOnlyList<JudgedCommand> commands)
    {
        long after = expectedSequence;
        for (int i = 0; i < commands.Count; i++)
        {
            if (commands[i].AfterSequence != after || commands[i].Events < 0)
                throw new ArgumentException($"Command {i} was not judged after event {after}.", nameof(commands));
            after += commands[i].Events;
        }

        if (after != expectedSequence + events)
            throw new ArgumentException($"The commands led to {after - expectedSequence} events, not to {events}.", nameof(commands));
    }
}
