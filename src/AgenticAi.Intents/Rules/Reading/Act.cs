using AgenticAi.Conversations;
using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Reading;

/// <summary>What one sentence does.</summary>
/// <param name="Kind">Which sort of wish.</param>
/// <param name="Confidence">0 to 1.</param>
internal sealed record Act(IntentKind Kind, double Confidence)
{
    /// <summary>The words of a command or correction; otherwise what was said and not understood.</summary>
    public Word[] Words { get; init; } = [];

    public static Act Command(Word[] words, double confidence) => new(IntentKind.Command, confidence) { Words = words };

    /// <summary>Whether something is to be done, or not to be done.</summary>
    public bool Decides => Kind is IntentKind.Command or IntentKind.Correction or IntentKind.Cancel or IntentKind.Decline;
}
