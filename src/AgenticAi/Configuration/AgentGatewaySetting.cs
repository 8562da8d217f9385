namespace AgenticAi.Configuration;

/// <summary>The way to the agent that gets things done.</summary>
public enum AgentGatewaySetting
{
    /// <summary><c>none</c>: nothing is done for callers but talking.</summary>
    None,

    /// <summary><c>http</c>: a web service.</summary>
    Http,

    /// <summary><c>process</c>: a program on this machine.</summary>
    Process,

    /// <summary><c>openclaw</c>: the gateway of an OpenClaw installation.</summary>
    OpenClaw,
}
