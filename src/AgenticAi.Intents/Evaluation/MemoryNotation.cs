using AgenticAi.Conversations;

namespace AgenticAi.Intents.Evaluation;

/// <summary>Reads the memory of a labelled utterance.</summary>
internal static class MemoryNotation
{
    private const string Earlier = "earlier:";

    public static ConversationMemory Read(string text)
    {
        string[] entries = text.Split("||", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return ConversationMemory.None with
        {
            Earlier = [.. entries.Where(IsEarlier).Select(entry => Command(entry[Earlier.Length..].Trim()))],
            Commands = [.. entries.Where(entry => !IsEarlier(entry)).Select(Command)],
        };
    }

    private static bool IsEarlier(string entry) => entry.StartsWith(Earlier, StringComparison.Ordinal);

    private static RememberedCommand Command(string entry)
    {
        string[] halves = entry.Split("=>", StringSplitOptions.TrimEntries);
        if (halves.Length == 2) return new RememberedCommand(halves[0], [], CommandStatus.Completed, halves[1]);
        if (entry.EndsWith(" ...", StringComparison.Ordinal)) return new RememberedCommand(entry[..^4], [], CommandStatus.Running, Answer: null);
        if (entry.EndsWith(" ?", StringComparison.Ordinal)) return new RememberedCommand(entry[..^2], [], CommandStatus.Held, Answer: null);
        throw new InvalidDataException($"Nobody knows what became of the command '{entry}'.");
    }
}
