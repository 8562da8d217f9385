using System.Text.Json;

namespace AgenticAi.Realtime.Events.Reading;

/// <summary>The error object of the error event, of a failed response and of a failed transcription.</summary>
internal static class ErrorJson
{
    public static ErrorReceived? Read(ref Utf8JsonReader reader)
    {
        if (!reader.IsObject()) return null;
        var error = new ErrorReceived("", null, "", null, null);
        while (reader.NextValue() is { } name)
        {
            switch (name)
            {
                case "type": error = error with { Type = reader.Text() ?? "" }; break;
                case "code": error = error with { Code = reader.Text() }; break;
                case "message": error = error with { Message = reader.Text() ?? "" }; break;
                case "param": error = error with { Param = reader.Text() }; break;
                case "event_id": error = error with { EventId = reader.Text() }; break;
                default: reader.Skip(); break;
            }
        }

        return error;
    }
}
