namespace AgenticAi.Twilio.Rest;

/// <summary>What became of a request to Twilio.</summary>
public enum TwilioOutcome
{
    /// <summary>Twilio did it.</summary>
    Done,

    /// <summary>The call is already over, or was never there.</summary>
    CallOver,

    /// <summary>Account SID or auth token are wrong (error 20003).</summary>
    Unauthorised,

    /// <summary>Twilio understood and would not: the account is suspended, the TwiML is wrong, too many requests.</summary>
    Refused,

    /// <summary>No answer, or none that came from Twilio's API: network, name, TLS, time, 5xx.</summary>
    Unreachable,
}

/// <summary>What became of a request to Twilio, as a result: each of these is to be expected.</summary>
/// <param name="Succeeded">Whether the state that was asked for is reached.</param>
/// <param name="Outcome">Why.</param>
/// <param name="Text">The same in words, fit for logs and terminals: it never holds the auth token.</param>
public sealed record TwilioResult(bool Succeeded, TwilioOutcome Outcome, string Text);
