namespace AgenticAi.Simulation.Faults;

/// <summary>How a call ends for a server that blames the right party.</summary>
public enum CallOutcome
{
    /// <summary>The caller hung up, as Twilio tells with <c>stop</c> or with its status callback.</summary>
    CallerHungUp,

    /// <summary>The caller's line broke without a word.</summary>
    LineLost,

    /// <summary>The agent ended the conversation.</summary>
    AgentHungUp,

    /// <summary>An operator ended the call from outside.</summary>
    Operator,

    /// <summary>The model's server will not serve this account.</summary>
    ModelRefused,

    /// <summary>The model's server is gone for good.</summary>
    ModelLost,
}
