using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>What follows from a command: events to be stored, then effects to be performed. Both empty: nothing changes.</summary>
public sealed record Decision(ImmutableArray<JournaledEvent> Events, ImmutableArray<ConversationEffect> Effects);
