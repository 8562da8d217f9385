using AgenticAi.Configuration.Reading;

namespace AgenticAi.Configuration.Sections;

/// <summary>Reads <c>telemetry</c>.</summary>
internal static class TelemetryBinder
{
    public static TelemetryConfig Bind(Section section)
    {
        var defaults = new TelemetryConfig();
        return new TelemetryConfig
        {
            OtlpEndpoint = section.Read("otlp_endpoint", defaults.OtlpEndpoint, AddressKinds.UrlOrEmpty("https", "http"),
                "An OpenTelemetry collector that receives metrics, such as `http://localhost:4318`, over HTTP. Empty: off."),
            ServiceName = section.Read("service_name", defaults.ServiceName, TextKinds.Prose(1, 255),
                "The name under which they appear."),
        };
    }
}
