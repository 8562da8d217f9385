namespace AgenticAi.Calls.Turns;

/// <summary>What the caller said and nobody has written down yet. What has no transcript after a minute gets none.</summary>
internal sealed class UnwrittenItems
{
    /// <summary>The longest speech anybody waits for, and the time of a transcript many times over.</summary>
    private static readonly TimeSpan WrittenWithin = TimeSpan.FromSeconds(60);

    private readonly Dictionary<string, TimeSpan> _until = [];

    public int Count => _until.Count;

    /// <summary>When <see cref="OnDue"/> is wanted; null when everything is written down.</summary>
    public TimeSpan? DueAt => _until.Count == 0 ? null : _until.Values.Min();

    public void Add(string item, TimeSpan now) => _until[item] = now + WrittenWithin;

    public void Remove(string item) => _until.Remove(item);

    public void Clear() => _until.Clear();

    public void OnDue(TimeSpan now)
    {
        if (now < DueAt || DueAt is null) return;
        foreach (string item in _until.Where(open => now >= open.Value).Select(open => open.Key).ToArray()) _until.Remove(item);
    }
}
