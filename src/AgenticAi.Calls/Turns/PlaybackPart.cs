using AgenticAi.Calls.Audio;

namespace AgenticAi.Calls.Turns;

/// <summary>One part of a reply while it waits, is sent and is heard. Positions are μ-law bytes, eight a millisecond.</summary>
internal sealed class PlaybackPart(SpeechPart part, long readAt) : IDisposable
{
    private readonly Queue<AudioBuffer> _pending = new();
    private int _offset;

    public SpeechPart Part { get; } = part;

    /// <summary>Timestamp at which its first audio came from the model.</summary>
    public long ReadAt { get; } = readAt;

    /// <summary>Audio that came from the model.</summary>
    public long Received { get; private set; }

    /// <summary>Audio that was sent to the caller, without the silence that fills the last frame.</summary>
    public long Sent { get; private set; }

    /// <summary>Where its first byte stands in all that was sent to the caller in this call.</summary>
    public long Start { get; private set; }

    /// <summary>Nothing more will come from the model.</summary>
    public bool IsComplete { get; set; }

    public long Waiting => Received - Sent;

    public void Add(AudioBuffer audio)
    {
        Received += audio.Length;
        if (audio.Length > 0) _pending.Enqueue(audio);
        else audio.Dispose();
    }

    /// <summary>How much of it lies before <paramref name="position"/> of all that was sent.</summary>
    public long HeardUntil(long position) => Math.Clamp(position - Start, 0, Sent);

    public bool IsHeard(long position) => IsComplete && Waiting == 0 && HeardUntil(position) == Sent;

    /// <summary>Moves audio that waits into <paramref name="destination"/>, which must not be longer than what waits.</summary>
    public void Take(Span<byte> destination, long position)
    {
        if (Sent == 0) Start = position;
        Sent += destination.Length;
        while (destination.Length > 0)
        {
            AudioBuffer first = _pending.Peek();
            ReadOnlySpan<byte> left = first.Span[_offset..];
            int count = Math.Min(left.Length, destination.Length);
            left[..count].CopyTo(destination);
            destination = destination[count..];
            _offset += count;
            if (_offset < first.Length) continue;
            _pending.Dequeue().Dispose();
            _offset = 0;
        }
    }

    public void Dispose()
    {
        while (_pending.TryDequeue(out AudioBuffer buffer)) buffer.Dispose();
    }
}
