namespace AgenticAi.Conversations;

/// <summary>What some usage costs.</summary>
/// <param name="Amount">In the currency of the prices; never negative.</param>
/// <param name="IsComplete">False when a part of the usage has no price: it costs more than <paramref name="Amount"/>.</param>
public readonly record struct Cost(decimal Amount, bool IsComplete);
