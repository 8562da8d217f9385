using System.Collections.Immutable;

namespace AgenticAi.Conversations.Rules;

/// <summary>What is remembered of a state: the newest that fits the budget, the oldest of it first.</summary>
internal static class RecentMemory
{
    /// <summary>
    /// Characters of the words and of the commands, each: at four to a token about five hundred tokens, which an analyser reads in no
    /// noticeable time.
    /// </summary>
    private const int MostCharacters = 2_000;

    /// <summary>An answer is known by its beginning; a whole page of it would crowd out everything else.</summary>
    private const int MostOfOne = 500;

    public static ConversationMemory Of(ConversationState state, string? before)
    {
        IEnumerable<RememberedWords> words =
            from turn in state.Turns.TakeWhile(turn => turn.ItemId != before)
            let text = turn.Interrupted ? turn.HeardText : turn.Text
            where !string.IsNullOrWhiteSpace(text)
            select new RememberedWords(turn.Role, Shortened(text));
        return new ConversationMemory(
            state.Work.Earlier.IsDefault ? [] : state.Work.Earlier,
            Newest(words, turn => turn.Text.Length),
            Newest(state.Work.InOrder.Select(Remembered), Length));
    }

    /// <summary>What later calls may know of the commands of this one.</summary>
    public static RememberedCommand Remembered(Job job) =>
        new(Shortened(job.Text), job.Entities, job.Status, job.Answer is { } answer ? Shortened(answer) : null);

    public static ImmutableArray<RememberedCommand> Newest(IEnumerable<RememberedCommand> commands) => Newest(commands, Length);

    private static int Length(RememberedCommand command) => command.Text.Length + (command.Answer?.Length ?? 0);

    private static ImmutableArray<T> Newest<T>(IEnumerable<T> all, Func<T, int> length)
    {
        T[] inOrder = [.. all];
        int room = MostCharacters;
        int first = inOrder.Length;
        while (first > 0 && length(inOrder[first - 1]) is var next && next <= room)
        {
            room -= next;
            first--;
        }

        return [.. inOrder[first..]];
    }

    private static string Shortened(string text)
    {
        if (text.Length <= MostOfOne) return text;
        int end = char.IsLowSurrogate(text[MostOfOne - 1]) ? MostOfOne - 2 : MostOfOne - 1;
        return $"{text[..end]}…";
    }
}
