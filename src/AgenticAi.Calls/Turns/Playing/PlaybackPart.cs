using AgenticAi.Calls.Audio;

namespace AgenticAi.Calls.Turns.Playing;

/// <summary>
/// One part of a reply while it waits, is sent and is heard. What was sent is kept until it was heard, so that speech can go on from
/// where it was stopped. Positions are μ-law bytes, eight a millisecond.
/// </summary>
internal sealed class PlaybackPart(SpeechPart part, long readAt) : IDisposable
{
    // Buffers that were sent whole and not proven to be heard; buffers of which something waits; how much of the first was sent.
    private readonly Queue<AudioBuffer> _unheard = new();
    private readonly Queue<AudioBuffer> _waiting = new();
    private int _offset;
    private long _keptFrom;
    private long _start;
    private long _heardBefore;
    private bool _isOnItsWay;

    public SpeechPart Part { get; } = part;

    /// <summary>Timestamp at which its first audio came from the model.</summary>
    public long ReadAt { get; } = readAt;

    /// <summary>Audio that came from the model.</summary>
    public long Received { get; private set; }

    /// <summary>Audio that was sent to the caller, without the silence that fills the last frame.</summary>
    public long Sent { get; private set; }

    /// <summary>Nothing more will come from the model.</summary>
    public bool IsComplete { get; set; }

    /// <summary>The server ended it before its end.</summary>
    public bool IsCut { get; set; }

    /// <summary>How much of it the model remembers, when it was told to forget the rest; null while it remembers all.</summary>
    public long? Remembered { get; set; }

    public long Waiting => Received - Sent;

    public void Add(AudioBuffer audio)
    {
        Received += audio.Length;
        if (audio.Length > 0) _waiting.Enqueue(audio);
        else audio.Dispose();
    }

    /// <summary>How much of it lies before <paramref name="position"/> of all that was sent.</summary>
    public long HeardUntil(long position) => _isOnItsWay ? Math.Clamp(position - _start, _heardBefore, Sent) : Sent;

    public bool IsHeard(long position) => IsComplete && Waiting == 0 && HeardUntil(position) == Sent;

    /// <summary>Moves audio that waits into <paramref name="destination"/>, which must not be longer than what waits.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="position">Where its first byte will stand in all that was sent to the caller in this call.</param>
    public void Take(Span<byte> destination, long position)
    {
        if (!_isOnItsWay)
        {
            _isOnItsWay = true;
            _start = position - Sent;
            _heardBefore = Sent;
        }

        Sent += destination.Length;
        while (destination.Length > 0)
        {
            ReadOnlySpan<byte> left = _waiting.Peek().Span[_offset..];
            int count = Math.Min(left.Length, destination.Length);
            left[..count].CopyTo(destination);
            destination = destination[count..];
            _offset += count;
            if (count < left.Length) return;
            _unheard.Enqueue(_waiting.Dequeue());
            _offset = 0;
        }
    }

    /// <summary>Gives back what lies before <paramref name="position"/> of all that was sent, and is proven to be heard.</summary>
    public void ReleaseHeard(long position)
    {
        long heard = HeardUntil(position);
        while (_unheard.TryPeek(out AudioBuffer first) && _keptFrom + first.Length <= heard)
        {
            _keptFrom += first.Length;
            _unheard.Dequeue().Dispose();
        }
    }

    /// <summary>What was sent and lies behind <paramref name="position"/> waits again.</summary>
    public void Rewind(long position)
    {
        Sent = HeardUntil(position);
        _isOnItsWay = false;
        for (int behind = _waiting.Count; behind > 0; behind--) _unheard.Enqueue(_waiting.Dequeue());
        while (_unheard.TryDequeue(out AudioBuffer buffer)) _waiting.Enqueue(buffer);
        while (_waiting.TryPeek(out AudioBuffer first) && _keptFrom + first.Length <= Sent)
        {
            _keptFrom += first.Length;
            _waiting.Dequeue().Dispose();
        }

        _offset = (int)(Sent - _keptFrom);
    }

    public void Dispose()
    {
        while (_unheard.TryDequeue(out AudioBuffer buffer)) buffer.Dispose();
        while (_waiting.TryDequeue(out AudioBuffer buffer)) buffer.Dispose();
    }
}
