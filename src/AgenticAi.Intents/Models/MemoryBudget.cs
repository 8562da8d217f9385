namespace AgenticAi.Intents.Models;

/// <summary>Characters that memory may take, handed out to the newest first.</summary>
internal sealed class MemoryBudget(int characters)
{
    private int _left = characters;

    /// <summary>The newest of them that fit, without a gap, the oldest first as before.</summary>
    public IReadOnlyList<T> Newest<T>(IReadOnlyList<T> oldestFirst, Func<T, int> length)
    {
        int from = oldestFirst.Count;
        while (from > 0 && length(oldestFirst[from - 1]) <= _left) _left -= length(oldestFirst[--from]);
        return [.. oldestFirst.Skip(from)];
    }
}
