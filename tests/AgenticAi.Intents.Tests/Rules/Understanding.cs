using AgenticAi.Conversations;
using AgenticAi.Intents.Rules;

namespace AgenticAi.Intents.Tests.Rules;

/// <summary>Asks the rules.</summary>
internal static class Understanding
{
    public static Intent Of(string text, params RememberedCommand[] commands) =>
        Of(text, ConversationMemory.None with { Commands = [.. commands] });

    public static Intent Of(string text, ConversationMemory memory) => RulesAnalyzer.Understand(new IntentQuestion(text, memory));

    public static RememberedCommand Done(string text, string answer) => new(text, [], CommandStatus.Completed, answer);

    public static RememberedCommand Running(string text) => new(text, [], CommandStatus.Running, Answer: null);

    public static RememberedCommand Held(string text) => new(text, [], CommandStatus.Held, Answer: null);
}
