namespace AgenticAi.Calls.Turns;

/// <summary>What happened between the two speakers of a call so far.</summary>
/// <param name="Interruptions">Times the caller cut in.</param>
/// <param name="FalseStarts">Times that was nothing, and speech went on.</param>
/// <param name="LateFrames">Audio that came after its response was cancelled, and was dropped.</param>
/// <param name="Overlong">Responses that were stopped because they went on for too long.</param>
/// <param name="Backchannels">Of the false starts, times the caller only said to be listening.</param>
public readonly record struct TurnCounts(long Interruptions, long FalseStarts, long LateFrames, long Overlong, long Backchannels);
