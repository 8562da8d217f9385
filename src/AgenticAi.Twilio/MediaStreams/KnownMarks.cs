using System.Collections.Concurrent;
using System.Text.Json;

namespace AgenticAi.Twilio.MediaStreams;

/// <summary>
/// Marks by their name, so that those which come back again and again, several times a second in each call, are made once. Names are
/// ours: we sent them. What a stranger invents fills the table at most to its bound, and is made anew beyond it.
/// </summary>
internal static class KnownMarks
{
    private const int Most = 4096;
    private const int LongestName = 64;

    private static readonly ConcurrentDictionary<string, MarkReached> Marks = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, MarkReached>.AlternateLookup<ReadOnlySpan<char>> ByText =
        Marks.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The mark whose name the reader stands on.</summary>
    public static MarkReached Of(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > LongestName) return new MarkReached(reader.GetString()!);
        Span<char> room = stackalloc char[LongestName];
        ReadOnlySpan<char> name = room[..reader.CopyString(room)];
        if (ByText.TryGetValue(name, out MarkReached? known)) return known;
        var mark = new MarkReached(name.ToString());
        if (Marks.Count < Most) Marks.TryAdd(mark.Name, mark);
        return mark;
    }
}
