namespace AgenticAi.Calls.Turns;

/// <summary>Responses that are over: what is told of them once more, or comes late, is known by it.</summary>
internal sealed class RecentIds
{
    /// <summary>A server that doubles or delays an event does so by seconds, in which no more responses are made.</summary>
    private const int Remembered = 32;

    private readonly Queue<string> _ids = new();

    public void Add(string id)
    {
        _ids.Enqueue(id);
        if (_ids.Count > Remembered) _ids.Dequeue();
    }

    public bool Contains(string id) => _ids.Contains(id);

    public void Clear() => _ids.Clear();
}
