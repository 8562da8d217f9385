using System.Text.Json;

namespace AgenticAi.Realtime.Events.Reading;

/// <summary>The response object of response.created and response.done.</summary>
internal sealed class ResponseFields
{
    public string? Id { get; private set; }

    public string? Status { get; private set; }

    public string? StatusReason { get; private set; }

    public string? ErrorCode { get; private set; }

    public string? ErrorMessage { get; private set; }

    public string? ConversationId { get; private set; }

    public RealtimeUsage? Usage { get; private set; }

    public IReadOnlyList<ConversationItem> Output { get; private set; } = [];

    public IReadOnlyDictionary<string, string>? Metadata { get; private set; }

    public static ResponseFields? Read(ref Utf8JsonReader reader)
    {
        if (!reader.IsObject()) return null;
        var fields = new ResponseFields();
        while (reader.NextValue() is { } name)
        {
            switch (name)
            {
                case "id": fields.Id = reader.Text(); break;
                case "status": fields.Status = reader.Text(); break;
                case "status_details": fields.ReadDetails(ref reader); break;
                case "conversation_id": fields.ConversationId = reader.Text(); break;
                case "usage": fields.Usage = UsageJson.ReadResponse(ref reader); break;
                case "output": fields.Output = ItemJson.ReadAll(ref reader); break;
                case "metadata": fields.Metadata = ReadMetadata(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return fields;
    }

    private void ReadDetails(ref Utf8JsonReader reader)
    {
        if (!reader.IsObject()) return;
        while (reader.NextValue() is { } name)
        {
            if (name == "reason") StatusReason = reader.Text();
            else if (name == "error") Take(ErrorJson.Read(ref reader));
            else reader.Skip();
        }
    }

    private void Take(ErrorReceived? error) => (ErrorCode, ErrorMessage) = (error?.Code ?? error?.Type, error?.Message);

    private static Dictionary<string, string>? ReadMetadata(ref Utf8JsonReader reader)
    {
        if (!reader.IsObject()) return null;
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.NextValue() is { } name)
        {
            if (reader.Text() is { } value) metadata[name] = value;
        }

        return metadata;
    }
}
