namespace AgenticAi.Simulation.Twilio;

/// <summary>One instruction of a TwiML document, of those the simulator follows (twilio.com/docs/voice/twiml).</summary>
public abstract record TwimlVerb
{
    private protected TwimlVerb()
    {
    }
}

/// <summary><c>&lt;Connect&gt;&lt;Stream&gt;</c>: a bidirectional media stream; the next verb runs when its socket has closed.</summary>
/// <param name="Url">Where the stream goes.</param>
/// <param name="Parameters">The custom parameters that come back in <c>start</c>.</param>
public sealed record StreamVerb(Uri Url, IReadOnlyDictionary<string, string> Parameters) : TwimlVerb;

/// <summary><c>&lt;Say&gt;</c>.</summary>
/// <param name="Text">What is said.</param>
public sealed record SayVerb(string Text) : TwimlVerb;

/// <summary><c>&lt;Play&gt;</c>.</summary>
/// <param name="Url">A WAV file, absolute or relative to the document.</param>
public sealed record PlayVerb(string Url) : TwimlVerb;

/// <summary><c>&lt;Pause&gt;</c>.</summary>
/// <param name="Length">1 s unless told otherwise.</param>
public sealed record PauseVerb(TimeSpan Length) : TwimlVerb;

/// <summary><c>&lt;Redirect&gt;</c>: the call goes on with another document.</summary>
/// <param name="Url">Absolute or relative to the document; its fragment may hold <see cref="ConnectionOverrides"/>.</param>
public sealed record RedirectVerb(string Url) : TwimlVerb;

/// <summary><c>&lt;Reject&gt;</c>.</summary>
/// <param name="Reason"><c>rejected</c> or <c>busy</c>.</param>
public sealed record RejectVerb(string Reason) : TwimlVerb;

/// <summary><c>&lt;Hangup&gt;</c>.</summary>
public sealed record HangupVerb : TwimlVerb;
