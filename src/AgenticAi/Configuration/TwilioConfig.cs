namespace AgenticAi.Configuration;

/// <summary>Section <c>twilio</c>: who we are to Twilio, and how we know that it is Twilio who calls.</summary>
public sealed record TwilioConfig
{
    /// <summary>
    /// AC and 32 hexadecimal digits, or empty: then doctor does not check the account, and a call is hung up by closing its stream.
    /// </summary>
    public string AccountSid { get; init; } = "";

    /// <summary>Signs what Twilio sends and opens its REST interface. May be empty only when signatures are not checked.</summary>
    public Secret AuthToken { get; init; } = Secret.None;

    /// <summary>Our own number as E.164 (a plus and up to 15 digits), or empty.</summary>
    public string FromNumber { get; init; } = "";

    /// <summary>
    /// Whether webhooks and media streams without Twilio's signature are turned away. Default true: the address is public,
    /// and each call that anyone starts is paid for.
    /// </summary>
    public bool ValidateSignatures { get; init; } = true;

    /// <summary>
    /// Whether a call whose stream broke comes back on another and goes on. Default false: it takes something in front of the server
    /// that answers Twilio while the server restarts, and the caller's wait is silent.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>Base of the REST interface, http or https. Default: Twilio's own.</summary>
    public Uri ApiUrl { get; init; } = new("https://api.twilio.com");
}
