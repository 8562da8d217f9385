using AgenticAi.Conversations;

namespace AgenticAi.Calls.Turns;

/// <summary>The brain's wish to end the call. A caller cannot call it off.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Goodbye">To be heard first; nothing when empty.</param>
/// <param name="Source">Who wants that said.</param>
public sealed record EndRequest(CallEndReason Reason, string Goodbye, string Source);
