namespace AgenticAi.Simulation;

/// <summary>Something that goes wrong on the model's side of a session.</summary>
public abstract record RealtimeFault
{
    private protected RealtimeFault()
    {
    }
}

/// <summary>The server closes the connection with a close frame.</summary>
/// <param name="CloseCode">Code of the close frame (RFC 6455 §7.4), for instance 1000, 1001, 1011, 4000.</param>
/// <param name="Reason">Text of the close frame, at most 123 bytes.</param>
public sealed record DropFault(int CloseCode = 1000, string Reason = "") : RealtimeFault;

/// <summary>The TCP connection goes away without a close frame.</summary>
public sealed record ResetFault : RealtimeFault;

/// <summary>The server says nothing any more. It goes on reading, unless it is deaf: then even pings stay unanswered.</summary>
/// <param name="Deaf">Stops reading as well, as a half-open connection does.</param>
public sealed record SilenceFault(bool Deaf = false) : RealtimeFault;

/// <summary>The server sends an error event.</summary>
/// <param name="Code">For instance <c>rate_limit_exceeded</c>, <c>insufficient_quota</c>.</param>
/// <param name="Message">Text for people.</param>
/// <param name="Type"><c>invalid_request_error</c>, <c>server_error</c> …</param>
public sealed record ErrorEventFault(string Code, string Message = "Injected error.", string Type = "server_error") : RealtimeFault;

/// <summary>The response on its way fails, if there is one: <c>response.done</c> with status <c>failed</c>.</summary>
/// <param name="Code">For instance <c>rate_limit_exceeded</c>, <c>insufficient_quota</c>, <c>server_error</c>.</param>
/// <param name="Message">Text for people.</param>
public sealed record FailResponseFault(string Code, string Message = "Injected failure.") : RealtimeFault;

/// <summary>The server sends a text message as it is: for instance one that is not JSON.</summary>
/// <param name="Text">The message.</param>
public sealed record RawTextFault(string Text = "{\"type\": nonsense") : RealtimeFault;

/// <summary>The server sends the beginning of a message and then loses the connection.</summary>
public sealed record HalfMessageFault : RealtimeFault;

/// <summary>The server sends a binary message, which the protocol does not know.</summary>
public sealed record BinaryFault : RealtimeFault;

/// <summary>The server sends a well-formed event of a type nobody has heard of.</summary>
public sealed record UnknownEventFault : RealtimeFault;

/// <summary>The server sends a well-formed event of a given size.</summary>
/// <param name="Bytes">Length of the message.</param>
public sealed record OversizedFault(int Bytes = 32 * 1024 * 1024) : RealtimeFault;

/// <summary>The next messages of the server come twice.</summary>
/// <param name="Messages">How many of them, at least 1.</param>
public sealed record RepeatFault(int Messages = 20) : RealtimeFault;

/// <summary>The server says nothing for a while, then everything at once.</summary>
/// <param name="Time">How long, greater than zero.</param>
public sealed record StallFault(TimeSpan Time) : RealtimeFault;

/// <summary>The session ends as it does after its longest time: error <c>session_expired</c>, then close 1001.</summary>
public sealed record ExpireFault : RealtimeFault;

/// <summary>From now on each message comes in many WebSocket frames.</summary>
/// <param name="Bytes">Bytes in a frame, at least 1.</param>
public sealed record FragmentFault(int Bytes = 7) : RealtimeFault;
