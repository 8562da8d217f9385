using AgenticAi.Conversations;

namespace AgenticAi.Intents.Evaluation;

/// <summary>Reads the memory of a labelled utterance.</summary>
internal static class MemoryNotation
{
    private const string Earlier = "earlier:";
    private const string Caller = "caller:";
    private const string Voice = "voice:";

    public static ConversationMemory Read(string text)
    {
        string[] entries = text.Split("||", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new ConversationMemory([], [.. entries.Where(IsTurn).Select(Turn)], []) with
        {
            Earlier = [.. entries.Where(IsEarlier).Select(entry => Command(entry[Earlier.Length..].Trim()))],
            Commands = [.. entries.Where(entry => !IsEarlier(entry) && !IsTurn(entry)).Select(Command)],
        };
    }

    private static bool IsTurn(string entry) =>
        entry.StartsWith(Caller, StringComparison.Ordinal) || entry.StartsWith(Voice, StringComparison.Ordinal);

    private static RememberedWords Turn(string entry) => entry.StartsWith(Caller, StringComparison.Ordinal)
        ? new RememberedWords(ItemRole.Caller, entry[Caller.Length..].Trim())
        : new RememberedWords(ItemRole.Assistant, entry[Voice.Length..].Trim());

    private static bool IsEarlier(string entry) => entry.StartsWith(Earlier, StringComparison.Ordinal);

    private static RememberedCommand Command(string entry)
    {
        string[] halves = entry.Split("=>", StringSplitOptions.TrimEntries);
        if (halves.Length == 2) return new RememberedCommand(halves[0], [], CommandStatus.Completed, halves[1]);
        CommandStatus status = entry.EndsWith(" ...", StringComparison.Ordinal) ? CommandStatus.Running
            : entry.EndsWith(" ?", StringComparison.Ordinal) ? CommandStatus.Held
            : throw new InvalidDataException($"Nobody knows what became of the command '{entry}'.");
        return new RememberedCommand(entry[..entry.LastIndexOf(' ')], [], status, Answer: null);
    }
}
