namespace AgenticAi.Calls;

/// <summary>What becomes of a call whose stream was closed and that asks what next.</summary>
public enum Comeback
{
    /// <summary>The journal knows its conversation, and it goes on.</summary>
    GoesOn,

    /// <summary>
    /// The journal knows nothing of it, so nothing of it was said: it broke before its first stream had begun. It begins like any other.
    /// </summary>
    Begins,

    /// <summary>The conversation is over: we ended it, it came back too late, or calls do not come back.</summary>
    Over,

    /// <summary>The conversation is over because the model was lost or refused it, or by a fault of ours.</summary>
    Failed,

    /// <summary>The journal could not be read in time, or not be understood.</summary>
    Forgotten,

    /// <summary>Its streams break again and again.</summary>
    BrokenTooOften,

    /// <summary>As many calls run as may.</summary>
    Full,

    /// <summary>The server is going down: another one, or the next run of this one, has to answer.</summary>
    Draining,
}

/// <summary>The outcomes as they are written in the log and in metrics.</summary>
public static class ComebackNames
{
    /// <summary>The outcome in lower case with hyphens, such as <c>goes-on</c>.</summary>
    public static string Name(this Comeback comeback) => comeback switch
    {
        Comeback.GoesOn => "goes-on",
        Comeback.Begins => "begins",
        Comeback.Over => "over",
        Comeback.Failed => "failed",
        Comeback.Forgotten => "forgotten",
        Comeback.BrokenTooOften => "broken-too-often",
        Comeback.Full => "full",
        Comeback.Draining => "draining",
        _ => throw new ArgumentOutOfRangeException(nameof(comeback), comeback, "This outcome has no name."),
    };
}
