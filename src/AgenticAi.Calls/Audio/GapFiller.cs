using AgenticAi.Audio.G711;

namespace AgenticAi.Calls.Audio;

/// <summary>
/// Puts silence where the caller's media is missing, so that the model's time stays that of the line and its voice activity
/// detection hears the end of a turn: before a frame whose timestamp shows a gap, and by the clock when no frame comes at all.
/// μ-law at 8 kHz in and out.
/// </summary>
/// <remarks>
/// What was put out is counted rather than taken from the last timestamp: timestamps that jitter by less than a frame make no
/// silence, and many gaps of less than a frame still add up to one. A frame without a timestamp follows what was put out.
/// </remarks>
public sealed class GapFiller(AudioBuffers buffers, TimeProvider time)
{
    private const int BytesPerMs = 8;

    /// <summary>20 ms, the length of Twilio's frames: less than that missing is jitter of the timestamps.</summary>
    private const int FrameBytes = 20 * BytesPerMs;

    /// <summary>200 ms in one frame of silence: a long gap takes few, and each is still a small piece of an append.</summary>
    private const int PieceBytes = 200 * BytesPerMs;

    /// <summary>10 s between two frames: any turn has ended by then, and after it the line is as good as lost.</summary>
    private const int MostSilence = 10_000 * BytesPerMs;

    /// <summary>
    /// A second without media: a retransmission on a telephone's leg is over by then. Where it is not, its audio comes after silence
    /// of the same length: a turn that never ends is worse than a second that is heard twice.
    /// </summary>
    private static readonly TimeSpan StopsAfter = TimeSpan.FromSeconds(1);

    /// <summary>A fraction of what a server waits for at the end of a turn (300 to 500 ms), so that it is hardly late.</summary>
    private static readonly TimeSpan StopStep = TimeSpan.FromMilliseconds(100);

    // Places in the stream are counted in bytes since its beginning.
    private long _end;
    private long _mediaEnd;
    private long _mediaAt;
    private bool _knowsItsPlace;

    /// <summary>
    /// The <see cref="TimeProvider.GetTimestamp"/> at which <see cref="OnDue"/> is wanted; <see cref="long.MaxValue"/> for never. It moves
    /// when it has come, not with every frame.
    /// </summary>
    public long DueAt { get; private set; } = long.MaxValue;

    /// <summary>Hands on a frame behind the silence that is missing before it.</summary>
    public void OnFrame(AudioFrame frame, Action<AudioFrame> output)
    {
        FollowTimestamp(frame, output);
        _mediaEnd = _end;
        // Not when it was read from the socket: frames that waited for a slow model have not been missing.
        _mediaAt = time.GetTimestamp();
        if (DueAt == long.MaxValue) DueAt = After(_mediaAt, StopsAfter);
        output(frame);
    }

    /// <summary>The time of <see cref="DueAt"/> has come, and nothing that came before it waits.</summary>
    public void OnDue(Action<AudioFrame> output)
    {
        long now = time.GetTimestamp();
        TimeSpan stopped = time.GetElapsedTime(_mediaAt, now);
        if (stopped < StopsAfter)
        {
            DueAt = After(_mediaAt, StopsAfter);
            return;
        }

        bool isFull = !FillTo(_mediaEnd + ((long)stopped.TotalMilliseconds * BytesPerMs), now, output);
        DueAt = isFull ? long.MaxValue : After(now, StopStep);
    }

    private void FollowTimestamp(AudioFrame frame, Action<AudioFrame> output)
    {
        int length = frame.Buffer.Length;
        long start = frame.StreamTimeMs < 0 ? _end : frame.StreamTimeMs * BytesPerMs;
        if (!_knowsItsPlace && frame.StreamTimeMs >= 0)
        {
            _knowsItsPlace = true;
            _end = start;
        }

        if (start - _end >= FrameBytes)
        {
            FillTo(start, frame.ReadAt, output);
            _end = start;
        }

        _end = start - _end > -FrameBytes ? _end + length : Math.Max(_end, start + length);
    }

    /// <summary>Puts out silence up to a place in the stream.</summary>
    /// <returns>False when no more silence may follow what the caller's side sent last.</returns>
    private bool FillTo(long place, long readAt, Action<AudioFrame> output)
    {
        long last = _mediaEnd + MostSilence;
        long end = Math.Min(place, last);
        while (_end < end)
        {
            AudioBuffer silence = buffers.Rent((int)Math.Min(end - _end, PieceBytes));
            silence.Span.Fill(MuLaw.Silence);
            output(new AudioFrame(silence, readAt, _end / BytesPerMs));
            _end += silence.Length;
        }

        return _end < last;
    }

    private long After(long timestamp, TimeSpan wait) => timestamp + (long)(wait.TotalSeconds * time.TimestampFrequency);
}
