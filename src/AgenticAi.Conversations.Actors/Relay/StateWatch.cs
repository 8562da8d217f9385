namespace AgenticAi.Conversations.Actors;

/// <summary>Those who wait for a state of the conversation.</summary>
internal sealed class StateWatch
{
    private readonly Lock _gate = new();
    private readonly List<(Func<ConversationState, bool> IsWanted, TaskCompletionSource Met)> _waiting = [];
    private ConversationState? _last;

    public Task WhenAsync(ConversationState known, Func<ConversationState, bool> isWanted)
    {
        lock (_gate)
        {
            if (isWanted(_last ?? known)) return Task.CompletedTask;
            var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((isWanted, met));
            return met.Task;
        }
    }

    public void OnState(ConversationState state)
    {
        lock (_gate)
        {
            _last = state;
            foreach (var waiting in _waiting.Where(waiting => waiting.IsWanted(state))) waiting.Met.SetResult();
            _waiting.RemoveAll(waiting => waiting.Met.Task.IsCompleted);
        }
    }
}
