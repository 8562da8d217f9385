namespace AgenticAi.Conversations;

/// <summary>Why a call ended: a closed list that names the party. Logs, journal, API, metrics and tests use the same.</summary>
public enum CallEndReason
{
    /// <summary>Twilio said that the stream stopped: the caller put the phone down.</summary>
    CallerHungUp,

    /// <summary>The caller's leg broke, or never came, without a word.</summary>
    CallerLineLost,

    /// <summary>The caller was not let in: no valid token for the stream.</summary>
    CallerRefused,

    /// <summary>The model's server will not serve us: key, quota, model or session refused.</summary>
    ModelRefused,

    /// <summary>The model's leg is gone for good.</summary>
    ModelLost,

    /// <summary>Nobody said anything for too long.</summary>
    SilenceLimit,

    /// <summary>The call lasted as long as a call may.</summary>
    DurationLimit,

    /// <summary>The call cost as much as a call may.</summary>
    Budget,

    /// <summary>The agent said goodbye.</summary>
    AgentHungUp,

    /// <summary>An operator ended it.</summary>
    Operator,

    /// <summary>The server is going down and could not wait longer.</summary>
    Draining,

    /// <summary>A fault of ours.</summary>
    OurFault,
}

/// <summary>The reasons as they are written in the journal, the API and metrics.</summary>
public static class CallEndReasonNames
{
    /// <summary>The reason in lower case with hyphens, such as <c>caller-hung-up</c>.</summary>
    public static string Name(this CallEndReason reason) => reason switch
    {
        CallEndReason.CallerHungUp => "caller-hung-up",
        CallEndReason.CallerLineLost => "caller-line-lost",
        CallEndReason.CallerRefused => "caller-refused",
        CallEndReason.ModelRefused => "model-refused",
        CallEndReason.ModelLost => "model-lost",
        CallEndReason.SilenceLimit => "silence-limit",
        CallEndReason.DurationLimit => "duration-limit",
        CallEndReason.Budget => "budget",
        CallEndReason.AgentHungUp => "agent-hung-up",
        CallEndReason.Operator => "operator",
        CallEndReason.Draining => "draining",
        CallEndReason.OurFault => "our-fault",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "This end reason has no name."),
    };

    /// <summary>The call ended against the caller's will and ours: an apology is due.</summary>
    public static bool IsFailure(this CallEndReason reason) =>
        reason is CallEndReason.ModelLost or CallEndReason.ModelRefused or CallEndReason.OurFault;

    /// <summary>The reason of a name; null when there is none.</summary>
    internal static CallEndReason? Find(string name)
    {
        foreach (CallEndReason reason in Enum.GetValues<CallEndReason>())
            if (reason.Name() == name) return reason;
        return null;
    }
}
