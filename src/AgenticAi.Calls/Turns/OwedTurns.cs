namespace AgenticAi.Calls.Turns;

/// <summary>
/// Turns of the caller that nobody has begun to answer. The model answers by itself; where that does not come it is asked: at once when
/// there were words, and after some seconds when nobody tells whether there were.
/// </summary>
internal sealed class OwedTurns
{
    /// <summary>Transcripts come within a second or two; what has none by then is taken for words, as in an interruption.</summary>
    private static readonly TimeSpan UnderstoodWithin = TimeSpan.FromSeconds(6);

    private readonly Dictionary<string, TimeSpan> _dueAt = [];

    /// <summary>When <see cref="IsDue"/> becomes true; null when nothing is owed.</summary>
    public TimeSpan? DueAt => _dueAt.Count == 0 ? null : _dueAt.Values.Min();

    public void Open(string item, TimeSpan now) => _dueAt[item] = now + UnderstoodWithin;

    public void OnUnderstood(string item, bool isNothing, TimeSpan now)
    {
        if (isNothing) _dueAt.Remove(item);
        else if (_dueAt.ContainsKey(item)) _dueAt[item] = now;
    }

    /// <summary>True, once, when an answer has to be asked for.</summary>
    public bool IsDue(TimeSpan now)
    {
        if (DueAt is not { } due || now < due) return false;
        Clear();
        return true;
    }

    /// <summary>Something answers it, or it needs no answer.</summary>
    public void Clear() => _dueAt.Clear();
}
