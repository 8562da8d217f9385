namespace AgenticAi.Simulation.Twilio;

/// <summary>Why a simulated call ended.</summary>
public enum CallEndReason
{
    /// <summary>The script or the test hung up.</summary>
    CallerHungUp,

    /// <summary>The caller waited in vain and hung up.</summary>
    CallerGaveUp,

    /// <summary>The line was dropped on purpose, without a goodbye.</summary>
    LineLost,

    /// <summary>The server hung up through the REST API.</summary>
    HungUpByApi,

    /// <summary>The longest duration of the plan was reached.</summary>
    DurationLimit,

    /// <summary>The TwiML came to its end: the server closed the stream and nothing follows.</summary>
    TwimlEnded,

    /// <summary>The server answered <c>&lt;Hangup&gt;</c>.</summary>
    TwimlHangup,

    /// <summary>The server answered <c>&lt;Reject&gt;</c>.</summary>
    Rejected,

    /// <summary>The webhook failed or its answer could not be followed; the errors say how.</summary>
    ApplicationError,
}
