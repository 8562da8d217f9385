using System.Text.Json;

namespace AgenticAi.Realtime.Events.Reading;

/// <summary>Finds the discriminator, wherever in the message it stands.</summary>
internal static class EventType
{
    /// <returns>A reader standing on the type's text.</returns>
    public static Utf8JsonReader Find(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message);
        reader.BeginObject();
        while (reader.NextProperty())
        {
            bool isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String) return reader;
            reader.Skip();
        }

        throw new RealtimeProtocolException("no type");
    }

    /// <param name="type">A reader standing on the type's text.</param>
    /// <param name="message">The whole message.</param>
    public static UnknownEvent ReadUnknown(ref Utf8JsonReader type, ReadOnlySpan<byte> message)
    {
        string name = type.GetString()!;
        var reader = new Utf8JsonReader(message);
        reader.BeginObject();
        reader.Skip();
        reader.End();
        return new UnknownEvent(name, message.ToArray());
    }
}
