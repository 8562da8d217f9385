using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>
/// The order of items: session after session, and within one from what each item follows. An item whose predecessor is unknown
/// there, or that has none, stands where it was first heard of. Of two that follow the same item the later report stands nearer,
/// as an insertion into the model's list does.
/// </summary>
/// <remarks>
/// A link into another session says nothing about the order: what was restored into a session need not be all that was said, so the
/// first words spoken in it may claim to follow something in the middle of the session before.
/// </remarks>
internal static class TurnOrder
{
    public static ImmutableArray<ConversationTurn> Of(IEnumerable<ConversationTurn> items) =>
        [.. items.GroupBy(item => item.Session).OrderBy(session => session.Key).SelectMany(session => OfSession(session))];

    private static ImmutableArray<ConversationTurn> OfSession(IEnumerable<ConversationTurn> items)
    {
        ConversationTurn[] arrived = [.. items.OrderBy(item => item.Index)];
        HashSet<string> known = [.. arrived.Select(item => item.ItemId)];
        ILookup<string, ConversationTurn> followers = arrived
            .Where(item => item.PreviousItemId is not null)
            .ToLookup(item => item.PreviousItemId!);

        var walk = new Walk(arrived.Length, followers);
        foreach (ConversationTurn item in arrived)
        {
            if (item.PreviousItemId is null || !known.Contains(item.PreviousItemId)) walk.From(item);
        }

        // Items that name each other in a ring hang on no beginning; they must not be lost.
        foreach (ConversationTurn item in arrived) walk.From(item);
        return walk.Ordered.MoveToImmutable();
    }

    private sealed class Walk(int count, ILookup<string, ConversationTurn> followers)
    {
        private readonly HashSet<string> _seen = [];
        private readonly Stack<ConversationTurn> _next = [];

        public ImmutableArray<ConversationTurn>.Builder Ordered { get; } = ImmutableArray.CreateBuilder<ConversationTurn>(count);

        public void From(ConversationTurn item)
        {
            _next.Push(item);
            while (_next.TryPop(out ConversationTurn? turn))
            {
                if (!_seen.Add(turn.ItemId)) continue;
                Ordered.Add(turn);
                foreach (ConversationTurn follower in followers[turn.ItemId]) _next.Push(follower);
            }
        }
    }
}
