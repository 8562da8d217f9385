using System.Text.Json.Serialization.Metadata;

namespace AgenticAi.Conversations;

/// <summary>How one kind of event or command is stored: its stable name, the version of its shape, and its JSON.</summary>
internal sealed record StoredShape(string Name, int Version, JsonTypeInfo Json);
