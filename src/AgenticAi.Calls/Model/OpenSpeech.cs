using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Model;

/// <summary>What of the caller's speech one session has heard and not written down.</summary>
internal sealed class OpenSpeech
{
    private readonly Dictionary<string, int> _startedMs = [];

    /// <summary>The earliest place of it in the session's audio, in ms; null when there is none.</summary>
    public int? SinceMs => _startedMs.Count == 0 ? null : _startedMs.Values.Min();

    /// <returns>True when <see cref="SinceMs"/> may have changed.</returns>
    public bool OnEvent(ServerEvent serverEvent) => serverEvent switch
    {
        SpeechStarted started => _startedMs.TryAdd(started.ItemId, started.AudioStartMs),
        InputTranscriptionCompleted completed => _startedMs.Remove(completed.ItemId),
        InputTranscriptionFailed failed => _startedMs.Remove(failed.ItemId),
        _ => false,
    };
}
