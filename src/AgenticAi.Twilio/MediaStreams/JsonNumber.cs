using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace AgenticAi.Twilio.MediaStreams;

/// <summary>Whole numbers from 0, which Twilio writes as strings and others as numbers.</summary>
internal static class JsonNumber
{
    public const long Absent = -1;

    // Longer than the 19 digits of the largest number, and long enough for the escapes nobody writes.
    private const int MaxBytes = 32;

    /// <summary>Reads the value of the property the reader stands on.</summary>
    public static long Read(ref Utf8JsonReader reader, string eventName, string field)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetInt64(out long number) && number >= 0:
                return number;
            case JsonTokenType.String when reader.ValueSpan.Length <= MaxBytes:
                Span<byte> text = stackalloc byte[MaxBytes];
                text = text[..reader.CopyString(text)];
                if (Utf8Parser.TryParse(text, out long parsed, out int used) && used == text.Length && parsed >= 0) return parsed;
                break;
        }

        throw new TwilioProtocolException(eventName, field, Shown(ref reader), "it must be a whole number from 0, as string or number");
    }

    private static string Shown(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String or JsonTokenType.Number
            ? Encoding.UTF8.GetString(reader.ValueSpan)
            : reader.TokenType.ToString();
}
