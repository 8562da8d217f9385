using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Supervision;

/// <summary>
/// Watches over what one session owes: a line can be open, and its pings answered, while nobody at its other end works. Whatever comes
/// is a sign of life and settles what was owed before. It is told by the reader and the writers of the session, and asked in regular
/// intervals by somebody else. Allocates nothing until it has something to say.
/// </summary>
public sealed class ModelWatch
{
    private const int LooksInLimit = 5;
    private const long Nothing = long.MaxValue;

    private readonly SupervisionOptions _options;
    private readonly TimeProvider _time;
    private long _heardAt;
    private long _owesSince = Nothing;
    private long _wroteAt;
    private long _excusedAt;
    private long _lookedAt;
    private int _writing;
    private volatile bool _makesResponse;
    private volatile bool _isInSentence;

    /// <param name="options">How long silence may last.</param>
    /// <param name="time">The clock.</param>
    public ModelWatch(SupervisionOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        _options = options;
        _time = time;
        _lookedAt = _excusedAt = time.GetTimestamp();
    }

    /// <summary>How often to <see cref="Look"/>.</summary>
    public TimeSpan Interval => _options.AnswerWithin / LooksInLimit;

    /// <summary>Something was sent that the server acknowledges, as it does with everything but audio.</summary>
    public void OnSent() => Interlocked.CompareExchange(ref _owesSince, _time.GetTimestamp(), Nothing);

    /// <summary>A write begins. Any number may be under way; the socket takes them one after the other.</summary>
    public void OnWriteBegun()
    {
        if (Interlocked.Increment(ref _writing) == 1) Volatile.Write(ref _wroteAt, _time.GetTimestamp());
    }

    /// <summary>A write has ended, well or badly.</summary>
    public void OnWriteEnded()
    {
        Volatile.Write(ref _wroteAt, _time.GetTimestamp());
        Interlocked.Decrement(ref _writing);
    }

    /// <summary>Audio of the model came.</summary>
    public void OnAudio()
    {
        Heard();
        _isInSentence = _makesResponse;
    }

    /// <summary>Anything else came.</summary>
    public void OnEvent(ServerEvent serverEvent)
    {
        Heard();
        switch (serverEvent)
        {
            // That it heard the end of speech, an item has to be made of it.
            case SpeechStopped: OnSent(); break;
            case ResponseCreated: (_makesResponse, _isInSentence) = (true, false); break;
            case ResponseDone: (_makesResponse, _isInSentence) = (false, false); break;
            case OutputAudioDone or OutputItemDone: _isInSentence = false; break;
        }
    }

    /// <summary>To be asked every <see cref="Interval"/>.</summary>
    /// <returns>What the session failed to do; null while all is well.</returns>
    public TimeoutException? Look()
    {
        long now = _time.GetTimestamp();
        // Whoever slept cannot say that the other was silent: a machine that stalled finds what has come only after this.
        if (_time.GetElapsedTime(_lookedAt, now) > 2 * Interval) _excusedAt = now;
        _lookedAt = now;
        if (Volatile.Read(ref _writing) > 0 && Since(Volatile.Read(ref _wroteAt), now) > _options.AnswerWithin)
            return new TimeoutException("what was sent did not get through");
        long owesSince = Volatile.Read(ref _owesSince);
        TimeSpan silent = Since(Volatile.Read(ref _heardAt), now);
        if (owesSince != Nothing && silent > _options.AnswerWithin && Since(owesSince, now) > _options.AnswerWithin)
            return new TimeoutException("it said nothing to what it was sent");
        if (_isInSentence && silent > _options.AnswerWithin) return new TimeoutException("it fell silent in the middle of a sentence");
        return _makesResponse && silent > _options.ThinkWithin ? new TimeoutException("a response was begun and nothing of it came") : null;
    }

    private void Heard()
    {
        Volatile.Write(ref _heardAt, _time.GetTimestamp());
        Volatile.Write(ref _owesSince, Nothing);
    }

    private TimeSpan Since(long moment, long now) => _time.GetElapsedTime(Math.Max(moment, _excusedAt), now);
}
