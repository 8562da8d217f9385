namespace AgenticAi.Calls;

/// <summary>Why a call was not admitted.</summary>
public enum AdmissionRefusal
{
    /// <summary>As many calls run as may.</summary>
    Full,

    /// <summary>The server is going down.</summary>
    Draining,

    /// <summary>The day has cost as much as a day may.</summary>
    Budget,
}
