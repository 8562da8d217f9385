using AgenticAi.Simulation.Twilio.Rest;

namespace AgenticAi.Simulation.Twilio;

/// <summary>How a simulated Twilio reaches a server.</summary>
public sealed record SimulatedTwilioOptions
{
    internal const string DefaultAccountSid = "AC00000000000000000000000000000000";

    /// <summary>The webhook that answers calls, for instance <c>http://127.0.0.1:8080/twilio/voice</c>.</summary>
    public required Uri WebhookUrl { get; init; }

    /// <summary>The webhook as Twilio knows it, when a proxy stands before the server: this one is signed.</summary>
    public Uri? SignedWebhookUrl { get; init; }

    /// <summary>Where the end of each call is reported, or null.</summary>
    public Uri? StatusCallbackUrl { get; init; }

    public string AccountSid { get; init; } = DefaultAccountSid;

    /// <summary>The secret that requests are signed with.</summary>
    public string AuthToken { get; init; } = "";

    /// <summary>The form of the stream's URL that is signed.</summary>
    public SignedUrlForm StreamSignature { get; init; }

    /// <summary>
    /// Turns a URL as Twilio knows it (webhook, redirect, stream) into the one to connect to, as a proxy before the server would.
    /// Signed is the former.
    /// </summary>
    public Func<Uri, Uri>? ConnectTo { get; init; }

    /// <summary>More headers of every request, for instance <c>X-Forwarded-Proto</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// How long a webhook may take, all attempts together: 15 s (twilio.com/docs/usage/webhooks/webhooks-connection-overrides, tt).
    /// </summary>
    public TimeSpan WebhookLimit { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// What passes before a webhook that failed is asked again; told is the number of the attempt that failed, from 1. Nothing unless
    /// given: whether Twilio pauses is not published, so a server must not count on it.
    /// </summary>
    public Func<int, CancellationToken, Task>? BeforeRetry { get; init; }

    /// <summary>Whether the fragment of a webhook's URL is signed with the rest of it, which is not published either.</summary>
    public bool SignsFragment { get; init; }

    /// <summary>How requests and sockets reach the server; over the network unless given. It is not disposed.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>The REST API through which the server can end and redirect the calls, or null. It is not disposed.</summary>
    public SimulatedTwilioApi? Api { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Names calls and streams.</summary>
    public IdSource Ids { get; init; } = new();
}
