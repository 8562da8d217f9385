namespace AgenticAi.Conversations;

/// <summary>A command as a conversation judged it. Deciding again with the same state, command and time gives the same events.</summary>
/// <param name="Command">What the conversation was told.</param>
/// <param name="At">The time it was judged with, UTC, to the tick (100 ns): exactly what the rules saw.</param>
/// <param name="AfterSequence">Sequence of the last event in the state it was judged on; 0 for none.</param>
/// <param name="Events">
/// How many events it led to, which follow <paramref name="AfterSequence"/>. 0: it was ignored. It is recorded all the same, since
/// other rules may take it.
/// </param>
public sealed record JudgedCommand(ConversationCommand Command, DateTimeOffset At, long AfterSequence, int Events);
