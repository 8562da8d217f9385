using AgenticAi.Conversations;
using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Reading;

/// <summary>Step 9b: whether a command says enough to begin.</summary>
internal static class Completeness
{
    public static bool IsMissing(Act act, Word[] command)
    {
        Lexicon english = Lexicon.English;
        if (act.Kind == IntentKind.Correction) return false;
        if (english.Again.IsWhole(command) || english.Positions.Match(command) == command.Length) return true;
        int verb = english.Verbs.Match(command);
        if (verb == 0) return command.Length == 0;
        int at = verb;
        while (english.SelfWords.Match(command, at) is > 0 and int self) at += self;
        if (at < command.Length && english.LookingVerbs.Has(command[0])) return false;
        return at == command.Length || english.EmptyObjects.Match(command, at) == command.Length - at;
    }
}
