using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Model;

/// <summary>
/// Knows which of the caller's words are still being transcribed, so that a call does not end before its last sentence is known.
/// Safe for use from any thread.
/// </summary>
public sealed class LastWords
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _open = [];
    private TaskCompletionSource? _settled;

    /// <summary>A new session hears what the one before has not written down; what that owed will not come.</summary>
    public void Reset()
    {
        lock (_gate) _open.Clear();
    }

    public void OnModelEvent(ServerEvent serverEvent)
    {
        lock (_gate)
        {
            switch (serverEvent)
            {
                case SpeechStarted started:
                    _open.Add(started.ItemId);
                    break;
                case InputTranscriptionCompleted completed:
                    _open.Remove(completed.ItemId);
                    break;
                case InputTranscriptionFailed failed:
                    _open.Remove(failed.ItemId);
                    break;
            }

            if (_open.Count == 0) _settled?.TrySetResult();
        }
    }

    /// <summary>Completes when nothing is being transcribed any more.</summary>
    public Task WhenKnownAsync()
    {
        lock (_gate)
        {
            if (_open.Count == 0) return Task.CompletedTask;
            _settled ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _settled.Task;
        }
    }
}
