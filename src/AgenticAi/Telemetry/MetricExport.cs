using AgenticAi.Calls.Telemetry;
using AgenticAi.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace AgenticAi.Telemetry;

/// <summary>Sends the metrics to a collector over OTLP/HTTP, where one is configured.</summary>
internal static class MetricExport
{
    /// <summary>The running export, or null when none is configured. Disposing it sends what is left.</summary>
    public static MeterProvider? Start(TelemetryConfig config)
    {
        if (config.OtlpEndpoint is not { } endpoint) return null;
        return Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService(config.ServiceName))
            .AddMeter(CallMetrics.MeterName, JournalMetrics.MeterName, ActorSystemMetrics.MeterName, "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel")
            .AddOtlpExporter(options =>
            {
                options.Protocol = OtlpExportProtocol.HttpProtobuf;
                options.Endpoint = endpoint.AbsolutePath == "/" ? new Uri(endpoint, "/v1/metrics") : endpoint;
            })
            .Build();
    }
}
