namespace AgenticAi.Calls.Lifecycle;

/// <summary>What becomes of a call whose stream broke and that asks where to go on.</summary>
public enum Comeback
{
    /// <summary>The journal knows its conversation, and it goes on.</summary>
    GoesOn,

    /// <summary>
    /// The journal knows nothing of it, so nothing of it was said: it broke before its first stream had begun. It begins like any other.
    /// </summary>
    Begins,

    /// <summary>The conversation is over: we ended it, or it came back too late.</summary>
    Over,

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
        Comeback.Forgotten => "forgotten",
        Comeback.BrokenTooOften => "broken-too-often",
        Comeback.Full => "full",
        Comeback.Draining => "draining",
        _ => throw new ArgumentOutOfRangeException(nameof(comeback), comeback, "This outcome has no name."),
    };
}
