using AgenticAi.Calls.Audio;

namespace AgenticAi.Calls.Turns;

/// <summary>What a <see cref="CallerCommand"/> asks of the caller's side.</summary>
public enum CallerCommandKind
{
    Play,
    Mark,
    Clear,
}

/// <summary>One thing to send to the caller's side: audio, a mark behind it, or the order to forget what is buffered.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Audio">μ-law to play, a multiple of 160 bytes.</param>
/// <param name="Name">Name of the mark.</param>
/// <param name="ReadAt">
/// Timestamp at which the reason for it came from the model: the audio, where nothing had to be said before it, or the event that led
/// to the order. Otherwise 0.
/// </param>
public readonly record struct CallerCommand(CallerCommandKind Kind, AudioBuffer Audio, string? Name, long ReadAt = 0) : IDisposable
{
    public void Dispose() => Audio.Dispose();
}
