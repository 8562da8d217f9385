namespace AgenticAi.Realtime.Sessions;

/// <summary>A voice of the Realtime API.</summary>
/// <remarks>
/// fable, onyx and nova are voices of the text-to-speech API; a Realtime session refuses them. They are taken for the nearest
/// Realtime voice, with a warning. A name that is not known is passed on with a warning, for voices are added without notice.
/// </remarks>
public sealed record RealtimeVoice
{
    private static readonly Dictionary<string, string> Aliases =
        new(StringComparer.Ordinal) { ["fable"] = "ballad", ["onyx"] = "cedar", ["nova"] = "coral" };

    private RealtimeVoice(string name, string? warning)
    {
        Name = name;
        Warning = warning;
    }

    /// <summary>The voices of the API's description, August 2026.</summary>
    public static IReadOnlyList<string> Known { get; } =
        ["alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar"];

    public static RealtimeVoice Alloy { get; } = new("alloy", null);

    /// <summary>The name as the wire takes it.</summary>
    public string Name { get; }

    /// <summary>What the operator should be told, or null.</summary>
    public string? Warning { get; }

    /// <summary>Custom voices are named by an id such as voice_1234 and sent as an object.</summary>
    internal bool IsCustom => Name.StartsWith("voice_", StringComparison.Ordinal);

    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static RealtimeVoice Parse(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (Aliases.TryGetValue(name, out string? voice))
            return new RealtimeVoice(voice, $"{name} is a text-to-speech voice that Realtime sessions refuse; {voice} is used instead");
        var parsed = new RealtimeVoice(name, null);
        if (Known.Contains(name) || parsed.IsCustom) return parsed;
        return new RealtimeVoice(name, $"{name} is not a known Realtime voice and may be refused; known are {string.Join(", ", Known)}");
    }

    public override string ToString() => Name;
}
