namespace AgenticAi.Tests.Calls;

/// <summary>Tests that listen in real time run one after the other when all others are done.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
