namespace AgenticAi.Calls.Turns;

/// <summary>Of two times that may not be there the earlier.</summary>
internal static class Earlier
{
    public static TimeSpan? Of(TimeSpan? one, TimeSpan? other) => one < other || other is null ? one : other;
}
