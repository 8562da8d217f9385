namespace AgenticAi.Simulation.Twilio;

/// <summary>Which form of the stream's URL is signed at the WebSocket upgrade. All three have been seen in the wild.</summary>
public enum SignedUrlForm
{
    /// <summary>The URL as the TwiML says it: <c>wss://host/path</c>.</summary>
    AsWritten,

    /// <summary>With the HTTP scheme: <c>https://host/path</c>.</summary>
    Http,

    /// <summary>As written, with a slash at the end.</summary>
    TrailingSlash,
}
