using System.Collections.Immutable;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Model.Memory;

/// <summary>
/// What a new session of the model must be told so that it remembers the conversation: what was said and heard, as text (a session
/// takes the assistant's speech of before in no other form). Pure: any state gives a result, the same state the same one.
/// </summary>
/// <remarks>
/// The newest turns are told word for word, as many as fit. The older ones, if any, come first in one message that gives the first
/// words of each, in at most a quarter of the budget; the newest turn is only shortened itself when it exceeds the whole budget.
/// </remarks>
public static class RestoredMemory
{
    private const int ShareOfEarlierTurns = 4;

    /// <summary>What to tell the new session.</summary>
    /// <param name="state">The conversation so far.</param>
    /// <param name="stillSpoken">
    /// Ids of items the caller has not heard to their ends, but will, because their sound is here. Of others nobody reports how much
    /// was heard any more: they are left out.
    /// </param>
    /// <param name="tokenBudget">
    /// The most tokens the items may take, estimated: four characters of English a token, and four tokens more an item. Nothing is
    /// told when there is no budget.
    /// </param>
    /// <param name="told">Ids of turns that the session was told of before; null for none.</param>
    public static RestoredConversation Of(
        ConversationState state, IReadOnlySet<string> stillSpoken, int tokenBudget, IReadOnlySet<string>? told = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(stillSpoken);
        ImmutableArray<ConversationTurn> turns = state.Turns;
        List<string> ids = [];
        List<RememberedTurn> news = [];
        foreach ((string id, RememberedTurn? remembered) in RememberedTurn.Of(state, stillSpoken))
        {
            if (remembered is null || told?.Contains(id) is true) continue;
            ids.Add(id);
            news.Add(remembered);
        }

        bool owesAnswer = turns.LastOrDefault(turn => RememberedTurn.Counts(turn, stillSpoken)) is { Role: ItemRole.Caller };
        return new RestoredConversation(Within(Math.Max(0, tokenBudget), [.. news]), owesAnswer) { Turns = ids };
    }

    private static NewItem[] Within(int budget, RememberedTurn[] turns)
    {
        int[] sizes = [.. turns.Select(turn => TokenEstimate.OfItem(turn.Text))];
        if (Newest.ThatFit(sizes, budget) == turns.Length) return [.. turns.SelectMany(turn => turn.Items)];

        int share = budget / ShareOfEarlierTurns;
        int whole = Math.Max(Newest.ThatFit(sizes, budget - share), Math.Min(1, Newest.ThatFit(sizes, budget)));
        int room = Math.Min(share, budget - sizes[^whole..].Sum());
        IEnumerable<NewItem> newest = turns[^whole..].SelectMany(turn => turn.Items);
        return EarlierTurns.Shortened(turns.AsSpan(..^whole), room) is { } earlier
            ? [new SystemTextItem(earlier), .. newest]
            : [.. newest];
    }
}
