namespace AgenticAi.Simulation.Scenarios;

/// <summary>One answer of the agent: one output item for each part.</summary>
/// <param name="Parts">What is said or called, in order; at least one.</param>
/// <param name="Then">The answer to the output of a function that this reply called.</param>
public sealed record AgentReply(IReadOnlyList<AgentPart> Parts, AgentReply? Then = null)
{
    /// <summary>A reply of one spoken sentence.</summary>
    /// <param name="text">Its transcript.</param>
    /// <param name="speech">Name of the recording; without it a synthetic voice is heard.</param>
    public static AgentReply Say(string text, string? speech = null) => new([new SpokenPart(text, speech)]);
}

/// <summary>One output item of a reply.</summary>
public abstract record AgentPart
{
    private protected AgentPart()
    {
    }
}

/// <summary>Something the agent says.</summary>
/// <param name="Text">The transcript.</param>
/// <param name="Speech">Name of the recording, or null for a synthetic voice.</param>
public sealed record SpokenPart(string Text, string? Speech = null) : AgentPart;

/// <summary>A function the agent wants called.</summary>
/// <param name="Name">Name of the function.</param>
/// <param name="Arguments">Its arguments as JSON text.</param>
public sealed record FunctionCallPart(string Name, string Arguments) : AgentPart;
