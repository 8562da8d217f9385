using AgenticAi.Conversations;
using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Recalling;

/// <summary>What the rules want to know of the memory.</summary>
internal sealed class Recall(ConversationMemory memory)
{
    /// <summary>The last command of this call, or null.</summary>
    public RememberedCommand? Last { get; } = memory.Commands.LastOrDefault();

    /// <summary>Its words.</summary>
    public Word[]? LastWords => Last is null ? null : Spoken.Words(Last.Text);

    /// <summary>The commands of this call, then those of earlier calls, the newest first.</summary>
    public IEnumerable<RememberedCommand> NewestFirst => memory.Commands.Reverse().Concat(memory.Earlier.Reverse());

    /// <summary>What the caller said before, if the voice has answered it: an answer to what was asked back begins there.</summary>
    public string? AnsweredWords { get; } =
        memory.Turns is [.., { Role: ItemRole.Caller } said, { Role: ItemRole.Assistant }] ? said.Text : null;

    /// <summary>A command waits for a yes.</summary>
    public bool IsAsked => Held is not null;

    /// <summary>A command has no outcome yet.</summary>
    public bool IsBusy => memory.Commands.Any(IsOpen);

    private RememberedCommand? Held => memory.Commands.LastOrDefault(command => command.Status == CommandStatus.Held);

    /// <summary>Whether "send it" means the command that waits for a yes.</summary>
    public bool IsAskedFor(Word[] request)
    {
        if (Held is null) return false;
        Word[] held = Spoken.Words(Held.Text);
        int verb = Lexicon.English.Verbs.Match(request);
        bool isPointing = request.Length == verb || Lexicon.English.ThingPronouns.Match(request, verb) == request.Length - verb;
        return isPointing && held.Length >= verb
            && request[..verb].Select(word => word.Norm).SequenceEqual(held[..verb].Select(word => word.Norm));
    }

    /// <summary>Whether "cancel the taxi" means a command that still runs: every word with a content is one of its words.</summary>
    public bool IsRunning(Word[] request)
    {
        if (request.Length < 2 || !Lexicon.English.EndingVerbs.Has(request[0])) return false;
        string[] sought = [.. request[1..].Where(word => !Lexicon.English.FunctionWords.Has(word)).Select(word => word.Norm)];
        return sought.Length > 0 && memory.Commands.Where(IsOpen).Any(command =>
            sought.All(Spoken.Words(command.Text).Select(word => word.Norm).Contains));
    }

    private static bool IsOpen(RememberedCommand command) =>
        command.Status is CommandStatus.Requested or CommandStatus.Held or CommandStatus.Running;
}
