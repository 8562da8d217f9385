namespace AgenticAi.Calls.Turns.Playing;

/// <summary>
/// Names for marks, used in a circle so that none is made while a call runs. A name only has to be unique among the marks that are
/// out, and pacing keeps these to a handful.
/// </summary>
internal static class MarkNames
{
    public const int Count = 1024;

    private static readonly string[] Names = [.. Enumerable.Range(0, Count).Select(number => $"m{number}")];

    public static string Of(long number) => Names[number % Count];
}
