using AgenticAi.Configuration.Reading;

namespace AgenticAi.Configuration.Sections;

/// <summary>Reads <c>server</c>.</summary>
internal static class ServerBinder
{
    private static readonly ValueKind<Secret> ApiToken = TextKinds.Hidden(
        "at least 16 characters without white space, or empty",
        text => text.Length == 0 || (text.Length >= 16 && TextKinds.IsOneWord(text)));

    public static ServerConfig Bind(Section section)
    {
        var defaults = new ServerConfig();
        return new ServerConfig
        {
            Host = section.Read("host", defaults.Host, AddressKinds.ListenAddress, "Where to listen: an address of this machine."),
            Port = section.Read("port", defaults.Port, Kinds.WholeNumber(0, 65_535), "The port; `0` takes any that is free."),
            PublicUrl = section.Read("public_url", defaults.PublicUrl, AddressKinds.UrlOrEmpty("https", "http", hostOnly: true),
                "The address under which Twilio reaches this server. Empty: taken from each request."),
            MaxCalls = section.Read("max_calls", defaults.MaxCalls, Kinds.WholeNumber(1, 100_000),
                "Calls at once; one more hears `busy_message`."),
            StartTimeout = section.Read("start_timeout_ms", defaults.StartTimeout, Kinds.Milliseconds(100, 60_000),
                "How long a media stream may take to say which call it belongs to."),
            DrainTimeout = section.Read("drain_timeout_ms", defaults.DrainTimeout, Kinds.Milliseconds(0, 3_600_000),
                "How long a shutdown waits for running calls."),
            WebhookBodyLimitBytes = section.Read("webhook_body_limit_bytes", defaults.WebhookBodyLimitBytes,
                Kinds.WholeNumber(1_024, 1_048_576, " of bytes"), "The largest webhook that is read."),
            MediaMessageLimitBytes = section.Read("media_message_limit_bytes", defaults.MediaMessageLimitBytes,
                Kinds.WholeNumber(4_096, 1_048_576, " of bytes"), "The largest message of a media stream that is read."),
            RealtimeMessageLimitBytes = section.Read("realtime_message_limit_bytes", defaults.RealtimeMessageLimitBytes,
                Kinds.WholeNumber(65_536, 67_108_864, " of bytes"), "The largest message of the model that is read."),
            ApiToken = section.Read("api_token", defaults.ApiToken, ApiToken,
                "Bearer token for `/api`. Empty: only direct requests from this machine are answered."),
            BusyMessage = section.Read("busy_message", defaults.BusyMessage, TextKinds.Prose(1, 1_000),
                "Spoken to a caller when `max_calls` or `costs.day_hard_limit` is reached."),
            FailureMessage = section.Read("failure_message", defaults.FailureMessage, TextKinds.Prose(1, 1_000),
                "Spoken to a caller whose call cannot go on because the model is lost or refuses."),
        };
    }
}
