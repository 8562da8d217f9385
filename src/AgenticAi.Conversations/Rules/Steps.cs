using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>
/// A decision in the making: each event is applied as soon as it is decided, so that the next one is judged on the state it will meet.
/// </summary>
internal sealed class Steps(ConversationState state, DateTimeOffset at)
{
    private readonly ImmutableArray<ConversationEvent>.Builder _events = ImmutableArray.CreateBuilder<ConversationEvent>();

    /// <summary>The state after what was decided so far.</summary>
    public ConversationState State { get; private set; } = state;

    public WorkState Work => State.Work;

    public ImmutableArray<ConversationEvent> Events => _events.ToImmutable();

    public void Add(ConversationEvent happened)
    {
        _events.Add(happened);
        State = Applying.Event(State, happened, at);
    }

    public void Add(IEnumerable<ConversationEvent> happened)
    {
        foreach (ConversationEvent one in happened) Add(one);
    }

    /// <summary>Has words said, once for an id; not when there are none, and not to a caller who has gone.</summary>
    public void Say(string id, string text, string source)
    {
        if (text.Length == 0 || State.Ended is not null || State.PendingSpeech.ContainsKey(id) || State.SettledSpeech.Contains(id)) return;
        Add(new SpeechRequested(id, text, source));
    }
}
