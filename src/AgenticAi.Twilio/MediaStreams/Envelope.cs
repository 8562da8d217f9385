using System.Text.Json;

namespace AgenticAi.Twilio.MediaStreams;

/// <summary>
/// The outermost object of a message: which event it is, its number, and where its "media" or "mark" lies. That is found first and read
/// afterwards, because the event may be named after it.
/// </summary>
internal readonly ref struct Envelope
{
    /// <summary>What errors call the event when they come before its name is known.</summary>
    public const string UnknownEvent = "(unknown)";

    private readonly string? _event;

    private Envelope(bool isMedia, string? eventName, long sequenceNumber, ReadOnlySpan<byte> media, ReadOnlySpan<byte> mark)
    {
        IsMedia = isMedia;
        _event = eventName;
        SequenceNumber = sequenceNumber;
        Media = media;
        Mark = mark;
    }

    public bool IsMedia { get; }

    /// <summary>The name of an event that is not media: for that none is made.</summary>
    public string Event => _event ?? throw new TwilioProtocolException(UnknownEvent, "event", null, "is missing");

    public long SequenceNumber { get; }

    /// <summary>The JSON of "media", empty without one.</summary>
    public ReadOnlySpan<byte> Media { get; }

    /// <summary>The JSON of "mark", empty without one.</summary>
    public ReadOnlySpan<byte> Mark { get; }

    public static Envelope Read(ReadOnlySpan<byte> utf8)
    {
        var isMedia = false;
        string? eventName = null;
        long sequenceNumber = JsonNumber.Absent;
        ReadOnlySpan<byte> media = default;
        ReadOnlySpan<byte> mark = default;

        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new TwilioProtocolException(UnknownEvent, "the message", null, "must be a JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("event"u8))
                isMedia = ReadEvent(ref reader, out eventName);
            else if (reader.ValueTextEquals("sequenceNumber"u8))
                sequenceNumber = JsonNumber.Read(ref reader, UnknownEvent, "sequenceNumber");
            else if (reader.ValueTextEquals("media"u8))
                media = Slice(ref reader, utf8);
            else if (reader.ValueTextEquals("mark"u8))
                mark = Slice(ref reader, utf8);
            else
                reader.Skip();
        }

        // What follows the object is an error as well, and the reader finds it only when asked to go on.
        reader.Read();
        return new Envelope(isMedia, eventName, sequenceNumber, media, mark);
    }

    private static bool ReadEvent(ref Utf8JsonReader reader, out string? name)
    {
        name = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
            throw new TwilioProtocolException(UnknownEvent, "event", null, "must be a string");
        if (reader.ValueTextEquals("media"u8)) return true;
        name = reader.ValueTextEquals("mark"u8) ? ControlMessages.Mark : reader.GetString();
        return false;
    }

    private static ReadOnlySpan<byte> Slice(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return utf8[start..(int)reader.BytesConsumed];
    }
}
