namespace AgenticAi.Conversations.Tests;

internal static class StoredAgain
{
    /// <summary>The entry as it is read after it was written.</summary>
    public static JournaledEvent Of(JournaledEvent entry)
    {
        StoredEvent stored = ConversationEventJson.Write(entry.Event);
        return entry with { Event = ConversationEventJson.Read(stored.Name, stored.Version, stored.Json.Span) };
    }
}
