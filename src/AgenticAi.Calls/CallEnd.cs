using AgenticAi.Conversations;

namespace AgenticAi.Calls;

/// <summary>How a call ended.</summary>
/// <param name="Reason">Who or what ended it.</param>
/// <param name="Detail">What the log and the journal say beyond the reason; never shown to the caller.</param>
public sealed record CallEnd(CallEndReason Reason, string? Detail = null);
