using System.Text.Json;

namespace AgenticAi.Twilio.MediaStreams;

/// <summary>The "mark" object of a mark message. Allocates nothing for a name that has come before.</summary>
internal static class MarkObject
{
    public static MarkReached Read(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty) throw Wrong("mark", "is missing");
        MarkReached? mark = null;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw Wrong("mark", "must be an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isName = reader.ValueTextEquals("name"u8);
            reader.Read();
            if (!isName) reader.Skip();
            else if (reader.TokenType != JsonTokenType.String) throw Wrong("mark.name", "must be a string");
            else if (reader.ValueSpan.IsEmpty) throw Wrong("mark.name", "must not be empty");
            else mark = KnownMarks.Of(ref reader);
        }

        return mark ?? throw Wrong("mark.name", "is missing");
    }

    private static TwilioProtocolException Wrong(string field, string rule) => new(ControlMessages.Mark, field, null, rule);
}
