using AgenticAi.Conversations;

namespace AgenticAi.Calls.Supervision;

/// <summary>What <see cref="LegPolicy"/> says about something that befell the model's leg.</summary>
public sealed record LegVerdict
{
    private LegVerdict(LegVerdictKind kind, string why, CallEndReason? reason)
    {
        Kind = kind;
        Why = why;
        End = reason is { } named ? new CallEnd(named, why) : null;
    }

    public LegVerdictKind Kind { get; }

    /// <summary>The error's code, or words for it: one line for log and journal, never for the caller.</summary>
    public string Why { get; }

    /// <summary>
    /// How the call ends on it: at once when <see cref="LegVerdictKind.Fatal"/>; when <see cref="LegVerdictKind.Retry"/>, only after the
    /// session could not be restored in time; null when <see cref="LegVerdictKind.Benign"/>.
    /// </summary>
    public CallEnd? End { get; }

    internal static LegVerdict Benign(string why) => new(LegVerdictKind.Benign, why, reason: null);

    internal static LegVerdict Retry(string why) => new(LegVerdictKind.Retry, why, CallEndReason.ModelLost);

    internal static LegVerdict Refused(string why) => new(LegVerdictKind.Fatal, why, CallEndReason.ModelRefused);

    internal static LegVerdict OurFault(string why) => new(LegVerdictKind.Fatal, why, CallEndReason.OurFault);
}
