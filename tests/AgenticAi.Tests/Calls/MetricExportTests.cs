using System.Diagnostics.Metrics;
using System.Net;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Configuration;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Calls;

/// <summary>What the server measures, and that it is sent where the configuration says.</summary>
public sealed class MetricExportTests
{
    [Fact]
    public async Task A_call_is_counted_measured_and_its_end_named()
    {
        var seen = new List<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == CallMetrics.MeterName) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();

        await using (Exchange exchange = await Exchange.OpenAsync())
        {
            await exchange.CallAsync(CallPlan.ForScenario(Scenario.Embedded("short")));
            listener.RecordObservableInstruments();
        }

        lock (seen)
        {
            seen.ShouldContain(m => m.Name == "agenticai.calls.active" && m.Value == 1);
            seen.ShouldContain(m => m.Name == "agenticai.calls.active" && m.Value == -1);
            seen.ShouldContain(m => m.Name == "agenticai.calls.ended" && m.Tags == "reason=caller-hung-up");
            seen.Where(m => m.Name == "agenticai.audio.added_latency").Select(m => m.Tags).Distinct()
                .ShouldBe(["direction=caller-to-model", "direction=model-to-caller"], ignoreOrder: true);
            seen.Count(m => m.Name == "agenticai.audio.frames" && m.Tags == "direction=caller-to-model").ShouldBeGreaterThan(50);
        }

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string text = string.Join(",", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            lock (seen) seen.Add((instrument.Name, value, text));
        }
    }

    [Fact]
    public async Task Metrics_are_sent_to_the_configured_collector()
    {
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        using var collector = new Collector();
        await using (Exchange exchange = await Exchange.OpenAsync(config: config => config with
        {
            Telemetry = new TelemetryConfig { OtlpEndpoint = collector.Url },
        }))
        {
            await exchange.CallAsync(CallPlan.ForScenario(Scenario.Embedded("short")));
        }

        (string path, byte[] body) = await collector.NextAsync(cancelled).Within();
        path.ShouldBe("/v1/metrics");
        System.Text.Encoding.UTF8.GetString(body).ShouldContain("agenticai.calls.ended");
    }

    /// <summary>An HTTP server that takes one export.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _http = new();
        private readonly Task<HttpListenerContext> _next;

        public Collector()
        {
            using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Url = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
            }

            _http.Prefixes.Add(Url.ToString());
            _http.Start();
            _next = _http.GetContextAsync();
        }

        public Uri Url { get; }

        public async Task<(string Path, byte[] Body)> NextAsync(CancellationToken cancellationToken)
        {
            HttpListenerContext context = await _next.WaitAsync(cancellationToken);
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body, cancellationToken);
            context.Response.Close();
            return (context.Request.Url!.AbsolutePath, body.ToArray());
        }

        public void Dispose() => _http.Close();
    }
}
