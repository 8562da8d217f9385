namespace AgenticAi.Configuration;

/// <summary>Section <c>agent</c>: who gets done what callers ask for.</summary>
public sealed record AgentConfig
{
    /// <summary>Which of the agents below is asked. Default: none.</summary>
    public AgentGatewaySetting Gateway { get; init; }

    /// <summary>The agent as a web service.</summary>
    public HttpAgentConfig Http { get; init; } = new();

    /// <summary>The agent as a program.</summary>
    public ProcessAgentConfig Process { get; init; } = new();

    /// <summary>The agent of an OpenClaw installation.</summary>
    public OpenClawAgentConfig OpenClaw { get; init; } = new();

    /// <summary>
    /// How long an agent may take, 1 to 3,600 s. Default 120 s: longer than callers wait with something else to talk about. An hour is
    /// the longest session the model allows.
    /// </summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// After how long the voice says that it is still working, 500 to 60,000 ms. Default 4,000 ms: about as long as people wait on the
    /// telephone before they ask whether anyone is there. Half a second is no wait; after a minute nobody is there.
    /// </summary>
    public TimeSpan WorkingAfter { get; init; } = TimeSpan.FromMilliseconds(4_000);

    /// <summary>Keeps the callers' numbers from those who see session keys; none: a fixed one that anybody can know.</summary>
    public Secret SessionSecret { get; init; } = Secret.None;
}

/// <summary>Section <c>agent.http</c>.</summary>
public sealed record HttpAgentConfig
{
    /// <summary>Where tasks are posted; null when it is not set.</summary>
    public Uri? Url { get; init; }

    /// <summary>Shared with the agent; signs both ways.</summary>
    public Secret Secret { get; init; } = Secret.None;

    /// <summary>The address of this server as the agent reaches it; null: answers come in the response only.</summary>
    public Uri? CallbackUrl { get; init; }
}

/// <summary>Section <c>agent.process</c>.</summary>
public sealed record ProcessAgentConfig
{
    /// <summary>A path, or a name that is looked up in PATH; empty when it is not set.</summary>
    public string Program { get; init; } = "";

    /// <summary>Handed over one by one, without a shell.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The variables that it gets; it gets no others.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>Where it runs; empty for our own directory.</summary>
    public string Directory { get; init; } = "";
}

/// <summary>Section <c>agent.openclaw</c>.</summary>
public sealed record OpenClawAgentConfig
{
    /// <summary>The gateway's WebSocket. Default: where OpenClaw listens on its own machine.</summary>
    public Uri Url { get; init; } = new("ws://127.0.0.1:18789");

    /// <summary>Its token (<c>gateway.auth.token</c>); none for a gateway that wants none.</summary>
    public Secret Token { get; init; } = Secret.None;
}
