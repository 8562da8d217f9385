namespace AgenticAi.Conversations;

/// <summary>An event in its place in the history of one conversation.</summary>
/// <param name="ConversationId">The conversation it belongs to.</param>
/// <param name="Sequence">1 for the first event of the conversation, then without a gap.</param>
/// <param name="At">When it happened, UTC, kept to the microsecond (what every journal can store).</param>
/// <param name="Event">What happened.</param>
public sealed record JournaledEvent(string ConversationId, long Sequence, DateTimeOffset At, ConversationEvent Event);
