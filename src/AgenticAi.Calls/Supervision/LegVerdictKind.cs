namespace AgenticAi.Calls.Supervision;

/// <summary>What is to be done about something that befell the model's leg.</summary>
public enum LegVerdictKind
{
    /// <summary>Go on: the session lives, or its end was our own doing.</summary>
    Benign,

    /// <summary>The session is gone and the call is not: open a new one.</summary>
    Retry,

    /// <summary>A new session would end the same way: do not try, tell the caller, end the call.</summary>
    Fatal,
}
