using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgenticAi.Conversations;

/// <summary>
/// An end reason as a conversation keeps it: one of the closed list, or the name of one that this version does not know, since a newer
/// one wrote it. Such a name is kept and shown; what it means is left to those who know it.
/// </summary>
public sealed record EndReason
{
    private EndReason(string name, CallEndReason? known)
    {
        Name = name;
        Known = known;
    }

    /// <summary>As the journal has it, such as <c>caller-hung-up</c>.</summary>
    public string Name { get; }

    /// <summary>The reason; null when this version does not know the name.</summary>
    public CallEndReason? Known { get; }

    /// <summary>A known reason.</summary>
    public static EndReason Of(CallEndReason reason) => new(reason.Name(), reason);

    /// <summary>The reason that has been stored under a name.</summary>
    public static EndReason Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new EndReason(name, CallEndReasonNames.Find(name));
    }

    /// <summary>A known reason.</summary>
    public static implicit operator EndReason(CallEndReason reason) => Of(reason);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>An end reason as its name.</summary>
internal sealed class EndReasonConverter : JsonConverter<EndReason>
{
    public override EndReason Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String
            ? EndReason.Named(reader.GetString()!)
            : throw new JsonException("An end reason is a name.");

    public override void Write(Utf8JsonWriter writer, EndReason value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Name);
}
