using System.Collections.Frozen;
using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Supervision;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Model.Memory;

/// <summary>What one session has been told of what was said before it, or in another.</summary>
internal sealed class SessionMemory(RealtimeConnection connection, ModelWatch watch, IBrain brain, int tokens)
{
    private readonly HashSet<string> _told = [];
    private int _items;

    /// <summary>It was told that the caller said something last which nobody has answered.</summary>
    public bool OwesAnswer { get; private set; }

    /// <summary>Items of which it was told what the caller had heard.</summary>
    public IReadOnlySet<string> Heard { get; private set; } = FrozenSet<string>.Empty;

    /// <summary>The last item that was created in it; null when none was.</summary>
    public string? LastItem { get; private set; }

    /// <summary>Tells it what the brain knows by now and it was not told yet.</summary>
    /// <returns>False when the session is gone.</returns>
    public async Task<bool> TryTellAsync(CancellationToken cancellationToken)
    {
        ConversationState state = brain.State;
        RestoredConversation past = RestoredMemory.Of(state, FrozenSet<string>.Empty, tokens, _told);
        try
        {
            foreach (NewItem item in past.Items)
            {
                NewItem named = KeptItems.Named(item, $"{_items++}");
                LastItem = named.Id;
                watch.OnSent();
                await connection.SendAsync(new ItemCreate(named), cancellationToken);
            }
        }
        catch (Exception error) when (ModelSession.IsGone(error, cancellationToken))
        {
            return false;
        }

        _told.UnionWith(past.Turns);
        OwesAnswer = past.OwesAnswer;
        Heard = state.Items.Values.Where(item => item.HeardMs is not null).Select(item => item.ItemId).ToFrozenSet();
        return true;
    }
}
