namespace AgenticAi.Simulation.Twilio;

/// <summary>
/// Twilio's buffer of audio for the caller: what arrives is played in order at 8 kHz, as soon as what came before has been played.
/// Pure: the clock is an argument, in samples at 8 kHz, and never goes back.
/// </summary>
public sealed class PlayoutBuffer
{
    private readonly Queue<Entry> _entries = new();
    private readonly IPlayoutListener _listener;
    private long _offset;
    private int _taken;
    private bool _mayGap;

    /// <param name="listener">Hears what comes out.</param>
    public PlayoutBuffer(IPlayoutListener listener) => _listener = listener;

    /// <summary>The clock: everything due before this position has been played.</summary>
    public long Position { get; private set; }

    /// <summary>End of the audio that was played last.</summary>
    public long PlayedUntil { get; private set; }

    /// <summary>Samples that wait.</summary>
    public long Buffered { get; private set; }

    /// <summary>Samples that were ever put in.</summary>
    public long Received { get; private set; }

    /// <summary>Samples that were played.</summary>
    public long Played { get; private set; }

    /// <summary>Samples that were thrown away by <see cref="Clear"/>.</summary>
    public long Cleared { get; private set; }

    /// <summary>Puts audio behind what is there.</summary>
    public void Enqueue(long now, ReadOnlySpan<byte> mulaw)
    {
        AdvanceTo(now);
        if (mulaw.IsEmpty) return;
        if (Buffered == 0)
        {
            if (_mayGap && Position > PlayedUntil) _listener.Gap(PlayedUntil, Position);
            PlayedUntil = Position;
        }

        _entries.Enqueue(new Entry(mulaw.ToArray(), null));
        Buffered += mulaw.Length;
        Received += mulaw.Length;
    }

    /// <summary>Puts a mark behind what is there. With nothing there, it is reached at once.</summary>
    public void Mark(long now, string name)
    {
        AdvanceTo(now);
        if (Buffered == 0) _listener.MarkReached(name, Position, cleared: false);
        else _entries.Enqueue(new Entry([], name));
    }

    /// <summary>Throws away what waits; its marks are told.</summary>
    /// <returns>Samples thrown away.</returns>
    public long Clear(long now)
    {
        AdvanceTo(now);
        long cleared = Buffered;
        Cleared += cleared;
        _offset += cleared;
        Buffered = 0;
        _taken = 0;
        _mayGap = false;
        while (_entries.TryDequeue(out Entry entry))
        {
            if (entry.Mark is { } name) _listener.MarkReached(name, Position, cleared: true);
        }

        return cleared;
    }

    /// <summary>Moves the clock: what is due is played.</summary>
    public void AdvanceTo(long now)
    {
        while (_entries.TryPeek(out Entry entry))
        {
            if (entry.Mark is { } name) _listener.MarkReached(name, PlayedUntil, cleared: false);
            else if (!Play(entry.Audio, now)) break;
            _entries.Dequeue();
            _taken = 0;
        }

        Position = Math.Max(Position, now);
    }

    // True when the piece has been played to its end.
    private bool Play(byte[] audio, long now)
    {
        int due = (int)Math.Clamp(now - PlayedUntil, 0, audio.Length - _taken);
        if (due > 0)
        {
            _listener.Played(PlayedUntil, _offset, audio.AsSpan(_taken, due));
            _taken += due;
            _offset += due;
            PlayedUntil += due;
            Played += due;
            Buffered -= due;
            _mayGap = true;
        }

        return _taken == audio.Length;
    }

    private readonly record struct Entry(byte[] Audio, string? Mark);
}
