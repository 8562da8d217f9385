namespace AgenticAi.Calls.Turns;

/// <summary>Whether something the caller asked for is being worked on.</summary>
public sealed record WorkProgress(bool IsUnderWay);
