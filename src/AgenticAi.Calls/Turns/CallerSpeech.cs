using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>
/// Whether the caller is speaking, as the model's server hears it. An end that is not reported is found otherwise: the item is committed or
/// written down, or it lasts for longer than anybody speaks without a pause, which is music, a television or a lost event.
/// </summary>
internal sealed class CallerSpeech
{
    /// <summary>
    /// Nobody speaks for so long without the half second of silence that ends speech; whoever does is heard all the same, and only
    /// what waits for him does not wait any longer.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private string? _item;
    private string? _ended;
    private int _startedMs;
    private TimeSpan _since;

    public bool IsSpeaking => _item is not null;

    /// <summary>When <see cref="IsEndless"/> becomes true; null while nobody speaks.</summary>
    public TimeSpan? DueAt => IsSpeaking ? _since + Longest : null;

    /// <summary>Speech begins. What began before and has no end yet goes on.</summary>
    public void OnStarted(SpeechStarted started, TimeSpan now)
    {
        if (_item is null) _since = now;
        (_item, _startedMs) = (started.ItemId, started.AudioStartMs);
    }

    /// <summary>False for an end that was told before.</summary>
    public bool OnStopped(string item)
    {
        if (item == _ended) return false;
        (_item, _ended) = (null, item);
        return true;
    }

    /// <summary>An item that is complete has ended, though nobody said so: its end, as well as it is known.</summary>
    public SpeechStopped? EndOf(string item, TimeSpan now) =>
        item == _item ? new SpeechStopped(item, _startedMs + (int)(now - _since).TotalMilliseconds) : null;

    /// <summary>Nothing ends it. What is heard from now on is no turn that anybody waits for.</summary>
    public bool IsEndless(TimeSpan now) => now >= DueAt;

    public void Forget() => _item = null;
}
