using AgenticAi.Conversations;
using AgenticAi.Intents.Rules.Language;

namespace AgenticAi.Intents.Rules.Recalling;

/// <summary>"the second one" in the last answer that has a list.</summary>
internal static class Position
{
    /// <param name="position">1 for the first, -1 for the last.</param>
    /// <param name="recall">Where the answers are.</param>
    public static Word[]? ItemAt(int position, Recall recall)
    {
        foreach (RememberedCommand command in recall.NewestFirst)
        {
            string[] items = command.Answer is null ? [] : AnswerItems.Of(command.Answer);
            if (items.Length == 0) continue;
            int index = position < 0 ? items.Length + position : position - 1;
            return index < items.Length ? Spoken.Words(items[index]) : null;
        }

        return null;
    }
}
