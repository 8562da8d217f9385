namespace AgenticAi.Configuration;

/// <summary>Everything the program is told by <c>config.yaml</c>, checked and complete. Defaults are those of an absent key.</summary>
public sealed record AgenticAiConfig
{
    /// <summary>The voice model and how it listens and speaks.</summary>
    public required OpenAIRealtimeConfig OpenAIRealtime { get; init; }

    /// <summary>The telephone side.</summary>
    public TwilioConfig Twilio { get; init; } = new();

    /// <summary>Who may interrupt whom.</summary>
    public TurnTakingConfig TurnTaking { get; init; } = new();

    /// <summary>When a call ends by itself.</summary>
    public LimitsConfig Limits { get; init; } = new();

    /// <summary>How callers get things done.</summary>
    public CommandsConfig Commands { get; init; } = new();

    /// <summary>What calls cost and may cost.</summary>
    public CostsConfig Costs { get; init; } = new();

    /// <summary>Who understands what callers want.</summary>
    public IntentsConfig Intents { get; init; } = new();

    /// <summary>Who gets done what callers ask for.</summary>
    public AgentConfig Agent { get; init; } = new();

    /// <summary>The web server and its limits.</summary>
    public ServerConfig Server { get; init; } = new();

    /// <summary>Where conversations are kept.</summary>
    public JournalConfig Journal { get; init; } = new();

    /// <summary>What is written to the log, and how.</summary>
    public LoggingConfig Logging { get; init; } = new();

    /// <summary>Where metrics go.</summary>
    public TelemetryConfig Telemetry { get; init; } = new();
}
