namespace AgenticAi.Conversations;

/// <summary>What the conversation may do. Taken once.</summary>
public sealed record AdoptPolicy(ConversationPolicy Policy) : ConversationCommand;
