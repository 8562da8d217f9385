using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>Something that is to be said to the caller besides the model's own answers.</summary>
/// <param name="Id">Names the request in the journal and towards the model.</param>
/// <param name="Text">The words.</param>
/// <param name="Source">Who wants it said, see <see cref="SpeechSources"/>.</param>
public sealed record SpeechRequest(string Id, string Text, string Source)
{
    /// <summary>What the model has to be told first, when the words are to be its own; null when they are to be said as they are.</summary>
    public NewItem? Note { get; init; }

    /// <summary>It does not wait for the agent's sentence to end.</summary>
    public bool IsUrgent => Source is SpeechSources.UrgentOperator or SpeechSources.DurationGoodbye;

    /// <summary>True for what turn-taking itself asks for: it is said by the run that asked for it, or not at all.</summary>
    public static bool IsOfTheMoment(string source) => source is SpeechSources.SilencePrompt or SpeechSources.SilenceGoodbye
        or SpeechSources.DurationWarning or SpeechSources.DurationGoodbye or SpeechSources.BudgetGoodbye;
}
