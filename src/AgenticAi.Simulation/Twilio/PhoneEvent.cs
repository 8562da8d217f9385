namespace AgenticAi.Simulation.Twilio;

/// <summary>Something that happened in a call, for live display.</summary>
/// <param name="At">Time since the call was dialled.</param>
public abstract record PhoneEvent(TimeSpan At);

/// <summary>The webhook answered.</summary>
public sealed record WebhookAnswered(TimeSpan At, int Status, string Body) : PhoneEvent(At);

/// <summary>A TwiML verb begins.</summary>
public sealed record VerbStarted(TimeSpan At, TwimlVerb Verb) : PhoneEvent(At);

/// <summary>The media stream is open and <c>start</c> was sent.</summary>
public sealed record StreamStarted(TimeSpan At, string StreamSid) : PhoneEvent(At);

/// <summary>The media stream is over.</summary>
public sealed record StreamEnded(TimeSpan At, StreamEndKind Kind) : PhoneEvent(At);

/// <summary>The caller begins to say something.</summary>
/// <param name="At">Time since the call was dialled.</param>
/// <param name="Text">The words; empty for a noise.</param>
public sealed record CallerSpoke(TimeSpan At, string Text) : PhoneEvent(At);

/// <summary>The caller pressed a key.</summary>
public sealed record DigitPressed(TimeSpan At, char Digit) : PhoneEvent(At);

/// <summary>The agent begins to be heard.</summary>
public sealed record AgentBegan(TimeSpan At) : PhoneEvent(At);

/// <summary>The agent has fallen silent: nothing was heard for 300 ms.</summary>
public sealed record AgentStopped(TimeSpan At) : PhoneEvent(At);

/// <summary>The server emptied the buffer of audio for the caller.</summary>
/// <param name="At">Time since the call was dialled.</param>
/// <param name="Unheard">How much audio the caller did not hear.</param>
public sealed record AudioCleared(TimeSpan At, TimeSpan Unheard) : PhoneEvent(At);

/// <summary>Twilio reported an error or a warning.</summary>
public sealed record ErrorReported(TimeSpan At, TwilioError Error) : PhoneEvent(At);

/// <summary>The call is over.</summary>
public sealed record CallOver(TimeSpan At, CallEndReason Reason) : PhoneEvent(At);
