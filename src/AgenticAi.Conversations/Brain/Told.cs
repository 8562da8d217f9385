namespace AgenticAi.Conversations;

/// <summary>A command and when it came: the time of its events, however long it waits.</summary>
internal sealed record Told(ConversationCommand Command, DateTimeOffset At, bool OnKeptPlace);
