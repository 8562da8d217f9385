namespace AgenticAi.Calls.Model.Memory;

/// <summary>What is newest goes first: of a list in the order of time, as much of its end as there is room for, without a gap.</summary>
internal static class Newest
{
    public static int ThatFit(ReadOnlySpan<int> sizes, int room)
    {
        int count = 0;
        while (count < sizes.Length && sizes[^(count + 1)] <= room) room -= sizes[^++count];
        return count;
    }
}
