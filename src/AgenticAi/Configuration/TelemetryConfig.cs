namespace AgenticAi.Configuration;

/// <summary>Section <c>telemetry</c>: where metrics go.</summary>
public sealed record TelemetryConfig
{
    /// <summary>The http or https address of an OpenTelemetry collector, or null: nothing is exported.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary>The resource attribute service.name, 1 to 255 characters (the usual bound of an attribute).</summary>
    public string ServiceName { get; init; } = "agenticai";
}
