using System.Text;
using System.Text.Json;

namespace AgenticAi.Twilio.MediaStreams;

/// <summary>Everything but media: a few messages a call, so that comfort comes before speed here.</summary>
internal static class ControlMessages
{
    /// <summary>Event of a mark, which comes as often as audio is sent and has a reader of its own.</summary>
    public const string Mark = "mark";

    public static TwilioMessage Read(string eventName, ReadOnlySpan<byte> utf8)
    {
        if (eventName is not ("connected" or "start" or "dtmf" or "stop"))
            return new UnknownMessage(eventName, Encoding.UTF8.GetString(utf8));

        using JsonDocument document = JsonDocument.Parse(utf8.ToArray());
        var root = new JsonFields(eventName, "", document.RootElement);
        return eventName switch
        {
            "connected" => new Connected(root.Text("protocol", ""), root.Text("version", "")),
            "start" => Start(root, root.Object("start")),
            "dtmf" => Key(root.Object("dtmf")),
            _ => Stop(root.Object("stop")),
        };
    }

    private static Dtmf Key(JsonFields dtmf) => new(dtmf.Text("digit"), dtmf.Text("track", "inbound_track"));

    private static Stopped Stop(JsonFields stop) => new(stop.Text("accountSid", ""), stop.Text("callSid", ""));

    private static StreamStarted Start(JsonFields root, JsonFields start) => new(
        start.Has("streamSid") ? start.Text("streamSid") : root.Text("streamSid"),
        start.Text("accountSid", ""),
        start.Text("callSid"),
        start.Texts("tracks"),
        start.Dictionary("customParameters"),
        Format(start));

    private static MediaFormat Format(JsonFields start)
    {
        if (!start.Has("mediaFormat")) return MediaFormat.Mulaw8000;
        JsonFields format = start.Object("mediaFormat");
        return new MediaFormat(format.Text("encoding"), format.Number("sampleRate"), format.Number("channels"));
    }
}
