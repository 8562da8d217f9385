using System.Collections.Concurrent;

namespace AgenticAi.Conversations.Actors.Tests;

internal sealed class RecordingEffects : IConversationEffects
{
    private readonly ConcurrentQueue<ConversationEffect> _performed = new();

    public Action<ConversationEffect> OnPerform { get; init; } = static _ => { };

    public IReadOnlyCollection<ConversationEffect> Performed => _performed;

    public void Perform(ConversationEffect effect)
    {
        OnPerform(effect);
        _performed.Enqueue(effect);
    }
}
