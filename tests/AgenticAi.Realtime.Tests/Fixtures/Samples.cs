using System.Text.Json;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Realtime.Tests.Fixtures;

/// <summary>The hand-written server events, by their name on the wire.</summary>
internal static class Samples
{
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.GetFiles(Folder("Server"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
    ];

    public static byte[] Read(string name) => File.ReadAllBytes(Folder("Server", name + ".json"));

    /// <summary>A hand-written client event, as it must be written.</summary>
    public static byte[] ReadClient(string name) => File.ReadAllBytes(Folder("Client", name + ".json"));

    public static string Schema => Folder("openai-realtime.schema.json");

    /// <summary>An event with all it holds, to compare: records compare their lists by reference.</summary>
    public static string Print(ServerEvent? serverEvent) =>
        serverEvent?.GetType().Name + " " + JsonSerializer.Serialize<object?>(serverEvent);

    private static string Folder(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "Fixtures", .. parts]);
}
