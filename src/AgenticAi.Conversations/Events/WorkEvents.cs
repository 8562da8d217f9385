namespace AgenticAi.Conversations;

/// <summary>What the conversation may do, from here on.</summary>
public sealed record PolicyAdopted(ConversationPolicy Policy) : ConversationEvent;
