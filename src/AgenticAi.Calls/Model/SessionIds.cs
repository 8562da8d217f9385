using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Model;

/// <summary>
/// Names of items and responses, unique in a call. A server may begin to count anew in each session; a name that an earlier session of the
/// call used then gets an ending on its way in, and loses it on its way out. Safe for any thread.
/// </summary>
internal sealed class SessionIds
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _earlier = [];
    private readonly HashSet<string> _current = [];
    private readonly Dictionary<string, string> _ours = [];
    private readonly Dictionary<string, string> _theirs = [];
    private string _ending = "";

    /// <summary>A session begins to be heard, after those that used the names so far.</summary>
    /// <param name="generation">Its number in the run.</param>
    /// <param name="known">Names that the conversation knows from before.</param>
    public void Begin(int generation, IEnumerable<string> known)
    {
        lock (_gate)
        {
            _earlier.UnionWith(_current);
            _earlier.UnionWith(known);
            _current.Clear();
            _ours.Clear();
            _theirs.Clear();
            _ending = $"~{generation}-{_earlier.Count}";
        }
    }

    /// <summary>The name in this call of something that the session names.</summary>
    public string Ours(string id)
    {
        lock (_gate)
        {
            if (!_earlier.Contains(id) || RestoredItems.Includes(id))
            {
                _current.Add(id);
                return id;
            }

            if (_ours.TryGetValue(id, out string? known)) return known;
            string ours = id + _ending;
            (_ours[id], _theirs[ours]) = (ours, id);
            _current.Add(ours);
            return ours;
        }
    }

    /// <summary>The session's own name for something.</summary>
    public string Theirs(string id)
    {
        lock (_gate) return _theirs.GetValueOrDefault(id, id);
    }

    /// <summary>An event of the session with the names of this call.</summary>
    public ServerEvent Ours(ServerEvent sent) => sent switch
    {
        SpeechStarted e => e with { ItemId = Ours(e.ItemId) },
        SpeechStopped e => e with { ItemId = Ours(e.ItemId) },
        InputAudioCommitted e => e with { ItemId = Ours(e.ItemId), PreviousItemId = OursOrNull(e.PreviousItemId) },
        IdleTimeoutTriggered e => e with { ItemId = Ours(e.ItemId) },
        InputTranscriptionDelta e => e with { ItemId = Ours(e.ItemId) },
        InputTranscriptionCompleted e => e with { ItemId = Ours(e.ItemId) },
        InputTranscriptionFailed e => e with { ItemId = Ours(e.ItemId) },
        ConversationItemAdded e => e with { Item = Ours(e.Item), PreviousItemId = OursOrNull(e.PreviousItemId) },
        ConversationItemDone e => e with { Item = Ours(e.Item), PreviousItemId = OursOrNull(e.PreviousItemId) },
        ConversationItemTruncated e => e with { ItemId = Ours(e.ItemId) },
        ConversationItemDeleted e => e with { ItemId = Ours(e.ItemId) },
        ConversationItemRetrieved e => e with { Item = Ours(e.Item) },
        ResponseCreated e => e with { ResponseId = Ours(e.ResponseId) },
        ResponseDone e => e with { ResponseId = Ours(e.ResponseId), Output = [.. e.Output.Select(Ours)] },
        OutputItemAdded e => e with { ResponseId = Ours(e.ResponseId), Item = Ours(e.Item) },
        OutputItemDone e => e with { ResponseId = Ours(e.ResponseId), Item = Ours(e.Item) },
        OutputAudioDone e => e with { ResponseId = Ours(e.ResponseId), ItemId = Ours(e.ItemId) },
        OutputTranscriptDelta e => e with { ResponseId = Ours(e.ResponseId), ItemId = Ours(e.ItemId) },
        OutputTranscriptDone e => e with { ResponseId = Ours(e.ResponseId), ItemId = Ours(e.ItemId) },
        OutputTextDone e => e with { ResponseId = Ours(e.ResponseId), ItemId = Ours(e.ItemId) },
        FunctionCallArgumentsDone e => e with { ResponseId = Ours(e.ResponseId), ItemId = Ours(e.ItemId), CallId = Ours(e.CallId) },
        _ => sent,
    };

    /// <summary>What is sent to the session, with its own names.</summary>
    public ClientEvent Theirs(ClientEvent asked) => asked switch
    {
        ItemTruncate e => e with { ItemId = Theirs(e.ItemId) },
        ItemDelete e => e with { ItemId = Theirs(e.ItemId) },
        ItemRetrieve e => e with { ItemId = Theirs(e.ItemId) },
        ResponseCancel { ResponseId: { } id } e => e with { ResponseId = Theirs(id) },
        ItemCreate { Item: FunctionCallOutputItem output } e => e with { Item = output with { CallId = Theirs(output.CallId) } },
        _ => asked,
    };

    private ConversationItem Ours(ConversationItem item) =>
        item with { Id = item.Id.Length == 0 ? "" : Ours(item.Id), CallId = OursOrNull(item.CallId) };

    private string? OursOrNull(string? id) => id is null ? null : Ours(id);
}
