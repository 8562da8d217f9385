namespace AgenticAi.Configuration;

/// <summary>Section <c>server</c>: where we listen, how much we take on, and how large a message may be.</summary>
public sealed record ServerConfig
{
    /// <summary>An IP address to listen on, or localhost. Default 0.0.0.0: all of this machine's IPv4 addresses.</summary>
    public string Host { get; init; } = "0.0.0.0";

    /// <summary>0 to 65,535; 0 takes any free port. Default 8080: needs no privileges.</summary>
    public int Port { get; init; } = 8080;

    /// <summary>
    /// The http or https address under which Twilio reaches us, without path or query. Null: taken from each request, which is
    /// right only where no proxy changes it.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>
    /// Calls at once, 1 to 100,000. Default 1,000: about three cores with resampling. The bound is above what one machine's ports and
    /// cores allow.
    /// </summary>
    public int MaxCalls { get; init; } = 1_000;

    /// <summary>
    /// From a media stream's connection to its start message, 100 ms to 60 s. Default 10 s: Twilio sends it at once,
    /// and a stream token lives no longer than 60 s.
    /// </summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a shutdown waits for calls to end, 0 to 60 minutes (the longest session the model allows).
    /// Default 25 s: orchestrators kill after 30.
    /// </summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Body of a webhook, 1 KiB to 1 MiB. Default 64 KiB: Twilio's forms have one or two.</summary>
    public int WebhookBodyLimitBytes { get; init; } = 64 * 1024;

    /// <summary>One message of a media stream, 4 KiB to 1 MiB. Default 64 KiB: a frame has half of one, a start message a few.</summary>
    public int MediaMessageLimitBytes { get; init; } = 64 * 1024;

    /// <summary>
    /// One message of the model, 64 KiB to 64 MiB. Default 4 MiB: messages that repeat the instructions or a whole response are the
    /// largest. Memory is taken as messages need it, not ahead.
    /// </summary>
    public int RealtimeMessageLimitBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>
    /// Bearer token that opens <c>/api</c>, 16 characters or more. Empty: the interface answers only direct requests from this machine.
    /// </summary>
    public Secret ApiToken { get; init; } = Secret.None;

    /// <summary>
    /// Spoken by Twilio to a caller whose call cannot go on for a reason of ours or the model's, 1 to 1,000 characters.
    /// </summary>
    public string FailureMessage { get; init; } =
        "I am sorry, something is wrong on our side. Please call again in a few minutes. Goodbye.";

    /// <summary>Spoken to a caller for whom there is no room, 1 to 1,000 characters (about a minute of speech).</summary>
    public string BusyMessage { get; init; } = "All our lines are busy at the moment. Please call again in a few minutes. Goodbye.";
}
