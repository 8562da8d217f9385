using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgenticAi.Conversations;

/// <summary>An outcome as an object with one property, null when the text was spoken: <c>{"dropReason":null}</c>.</summary>
internal sealed class SpeechOutcomeConverter : JsonConverter<SpeechOutcome>
{
    private const string DropReason = "dropReason";

    public override SpeechOutcome Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartObject || !reader.Read()
            || reader.TokenType is not JsonTokenType.PropertyName || !reader.ValueTextEquals(DropReason) || !reader.Read()
            || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
            throw new JsonException("An outcome is an object with a dropReason.");
        string? reason = reader.GetString();
        if (!reader.Read() || reader.TokenType is not JsonTokenType.EndObject)
            throw new JsonException("An outcome has a dropReason and nothing else.");
        return reason is null ? SpeechOutcome.Spoken : SpeechOutcome.Dropped(reason);
    }

    public override void Write(Utf8JsonWriter writer, SpeechOutcome value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString(DropReason, value.DropReason);
        writer.WriteEndObject();
    }
}
