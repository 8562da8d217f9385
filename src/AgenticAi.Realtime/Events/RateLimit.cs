namespace AgenticAi.Realtime.Events;

/// <summary>One allowance of the account.</summary>
/// <param name="Name">requests or tokens.</param>
/// <param name="Limit">The whole allowance.</param>
/// <param name="Remaining">What is left of it.</param>
/// <param name="ResetSeconds">Seconds until it is whole again.</param>
public sealed record RateLimit(string Name, int Limit, int Remaining, double ResetSeconds);
