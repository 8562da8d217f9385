using System.Text.Json;

namespace AgenticAi.Realtime.Events.Reading;

/// <summary>Every field that some event here needs, as far as the message has it.</summary>
internal sealed class EventFields
{
    public string? ResponseId { get; private set; }

    public string? ItemId { get; private set; }

    public string? PreviousItemId { get; private set; }

    public string? CallId { get; private set; }

    public string? Name { get; private set; }

    public string? Arguments { get; private set; }

    public string? Delta { get; private set; }

    public string? Transcript { get; private set; }

    public string? Text { get; private set; }

    public int OutputIndex { get; private set; }

    public int ContentIndex { get; private set; }

    public int? AudioStartMs { get; private set; }

    public int? AudioEndMs { get; private set; }

    public ConversationItem? Item { get; private set; }

    public SessionInfo? Session { get; private set; }

    public ResponseFields? Response { get; private set; }

    public ErrorReceived? Error { get; private set; }

    public TranscriptionUsage? Usage { get; private set; }

    public IReadOnlyList<RateLimit> RateLimits { get; private set; } = [];

    public static EventFields Read(ReadOnlySpan<byte> message)
    {
        var fields = new EventFields();
        var reader = new Utf8JsonReader(message);
        reader.BeginObject();
        while (reader.NextValue() is { } name) fields.Take(name, ref reader);
        reader.End();
        return fields;
    }

    private void Take(string name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case "response_id": ResponseId = reader.Text(); break;
            case "item_id": ItemId = reader.Text(); break;
            case "previous_item_id": PreviousItemId = reader.Text(); break;
            case "call_id": CallId = reader.Text(); break;
            case "name": Name = reader.Text(); break;
            case "arguments": Arguments = reader.Text(); break;
            case "delta": Delta = reader.Text(); break;
            case "transcript": Transcript = reader.Text(); break;
            case "text": Text = reader.Text(); break;
            case "output_index": OutputIndex = reader.Integer() ?? 0; break;
            case "content_index": ContentIndex = reader.Integer() ?? 0; break;
            case "audio_start_ms": AudioStartMs = reader.Integer(); break;
            case "audio_end_ms": AudioEndMs = reader.Integer(); break;
            case "item": Item = ItemJson.Read(ref reader); break;
            case "session": Session = SessionInfoJson.Read(ref reader); break;
            case "response": Response = ResponseFields.Read(ref reader); break;
            case "error": Error = ErrorJson.Read(ref reader); break;
            case "usage": Usage = UsageJson.ReadTranscription(ref reader); break;
            case "rate_limits": RateLimits = RateLimitJson.Read(ref reader); break;
            default: reader.Skip(); break;
        }
    }
}
