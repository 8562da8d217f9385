using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Model;

/// <summary>What of the caller's speech one session has heard and not written down.</summary>
internal sealed class OpenSpeech
{
    private readonly Dictionary<string, int> _startedMs = [];
    private readonly Dictionary<string, int> _stoppedMs = [];

    /// <summary>The earliest place of it in the session's audio, in ms; null when there is none.</summary>
    public int? SinceMs => _startedMs.Count == 0 ? null : _startedMs.Values.Min();

    /// <summary>Up to where everything is written down, in ms.</summary>
    public int WrittenMs { get; private set; }

    /// <returns>True when <see cref="SinceMs"/> or <see cref="WrittenMs"/> may have changed.</returns>
    public bool OnEvent(ServerEvent serverEvent)
    {
        switch (serverEvent)
        {
            case SpeechStarted started: return _startedMs.TryAdd(started.ItemId, started.AudioStartMs);
            case SpeechStopped stopped: return _stoppedMs.TryAdd(stopped.ItemId, stopped.AudioEndMs);
            case InputTranscriptionCompleted completed: return Settle(completed.ItemId);
            case InputTranscriptionFailed failed: return Settle(failed.ItemId);
            default: return false;
        }
    }

    private bool Settle(string item)
    {
        if (_stoppedMs.Remove(item, out int stopped)) WrittenMs = Math.Max(WrittenMs, Math.Min(stopped, SinceMsBut(item) ?? stopped));
        return _startedMs.Remove(item);
    }

    private int? SinceMsBut(string item) =>
        _startedMs.Where(open => open.Key != item).Select(open => (int?)open.Value).Min();
}
