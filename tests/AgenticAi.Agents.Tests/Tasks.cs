using AgenticAi.Conversations;

namespace AgenticAi.Agents.Tests;

/// <summary>Tasks that tests ask for.</summary>
internal static class Tasks
{
    public const string Caller = "+14155550123";

    public static AgentTask Of(string text, string id = "task-1", string sessionKey = "caller-1") =>
        new(id, "CA1", sessionKey, Caller, text, [], ConversationMemory.None);

    /// <summary>One with everything in it.</summary>
    public static AgentTask Full { get; } = Of("Do that again") with
    {
        Entities = [new Entity("time", "eight"), new Entity("person", "Zoë \"Z\"")],
        Memory = new ConversationMemory(
            [new RememberedCommand("Book a table", [new Entity("number", "two")], CommandStatus.TimedOut, null)],
            [new RememberedWords(ItemRole.Caller, "Hello"), new RememberedWords(ItemRole.Assistant, "Hi")],
            [new RememberedCommand("Note milk", [], CommandStatus.Completed, "Noted.")]),
    };
}
