namespace AgenticAi.Calls.Turns.Playing;

/// <summary>
/// What is known of the caller's side playing what was sent: when it will have run out, and how far it has come. Positions count all
/// μ-law bytes sent in the call.
/// </summary>
/// <remarks>
/// A mark that comes back proves that everything before it was played. Between two marks the clock tells how far it has gone on,
/// but never past the next mark that is still out. After the caller's side has run dry nothing is known until a mark of what came
/// after returns. The echo takes its time on the wire, so the position is a little low, never high.
/// </remarks>
internal sealed class PlayoutClock
{
    /// <summary>A mark comes back within a round trip of its audio; this is far beyond the worst of them.</summary>
    private static readonly TimeSpan MarkWithin = TimeSpan.FromSeconds(10);

    private readonly Queue<OpenMark> _marks = new();
    private TimeSpan _runsOutAt = TimeSpan.MinValue;
    private TimeSpan _playedAt;
    private long _played;
    private long _resumedFrom;
    private long _markNumber;

    /// <summary>Everything sent so far.</summary>
    public long Sent { get; private set; }

    /// <summary>Everything proven to be played.</summary>
    public long Played => _played;

    /// <summary>When the caller's side will have played all that was sent, at the earliest.</summary>
    public TimeSpan RunsOutAt => _runsOutAt;

    /// <summary>Notes that bytes were sent, and names the mark to send behind them.</summary>
    public string OnSent(int bytes, TimeSpan now)
    {
        if (_runsOutAt < now)
        {
            _runsOutAt = now;
            _resumedFrom = Sent;
        }

        Sent += bytes;
        _runsOutAt += TimeSpan.FromMilliseconds((double)bytes / PlaybackLimits.BytesPerMs);
        string name = MarkNames.Of(_markNumber++);
        _marks.Enqueue(new OpenMark(name, Sent, IsCleared: false));
        return name;
    }

    /// <summary>
    /// A mark came back. Marks come back in the order they were sent, so those before it are lost; one that a clear swept out proves
    /// nothing.
    /// </summary>
    /// <returns>False when it is not out.</returns>
    public bool OnMark(ReadOnlySpan<char> name, TimeSpan now)
    {
        if (!IsOut(name)) return false;
        OpenMark mark;
        do mark = _marks.Dequeue();
        while (!name.SequenceEqual(mark.Name));
        if (mark.IsCleared) return true;
        _played = mark.Position;
        _playedAt = now;
        return true;
    }

    /// <summary>
    /// When the marks that are out count as lost: the caller's side will have played everything long before. Null when none is out.
    /// </summary>
    public TimeSpan? MarksLostAt => _marks.Count > 0 && _played < Sent ? _runsOutAt + MarkWithin : null;

    /// <summary>Takes what was sent to be played when its marks do not come back.</summary>
    /// <returns>True when there were any.</returns>
    public bool OnDue(TimeSpan now)
    {
        if (MarksLostAt is not { } lost || now < lost) return false;
        _marks.Clear();
        (_played, _playedAt) = (Sent, now);
        return true;
    }

    /// <summary>The position the caller has heard, as far as it is known.</summary>
    public long HeardAt(TimeSpan now)
    {
        if (_played <= _resumedFrom || !_marks.TryPeek(out OpenMark next) || next.IsCleared) return _played;
        long since = (long)((now - _playedAt).TotalMilliseconds * PlaybackLimits.BytesPerMs);
        return Math.Min(_played + since, next.Position);
    }

    /// <summary>What was sent and not played is thrown away by the caller's side.</summary>
    public void OnClear(TimeSpan now)
    {
        for (int count = _marks.Count; count > 0; count--) _marks.Enqueue(_marks.Dequeue() with { IsCleared = true });
        _played = Sent;
        _resumedFrom = Sent;
        _runsOutAt = now;
    }

    private bool IsOut(ReadOnlySpan<char> name)
    {
        foreach (OpenMark mark in _marks)
            if (name.SequenceEqual(mark.Name)) return true;
        return false;
    }

    private readonly record struct OpenMark(string Name, long Position, bool IsCleared);
}
