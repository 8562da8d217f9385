using System.Diagnostics.Metrics;
using System.Text.Json;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Telemetry;
using AgenticAi.Testing;
using Microsoft.Data.Sqlite;

namespace AgenticAi.Tests.Calls;

/// <summary>The journal is away in mid-call: the call goes on; whoever looks at health or metrics sees it, and sees it come back.</summary>
public sealed class JournalAwayTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_locked_journal_shows_in_health_and_metrics_and_then_does_not_any_more()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        exchange.ExpectedErrors.Add("cannot be used");
        using var metrics = new Gauges("agenticai.journal.failing_time", "agenticai.brain.journal_failing_time", "agenticai.brain.waiting");
        await using PhoneCall call = await DialAsync(exchange);
        JsonElement healthy = await HealthAsync(exchange);
        healthy.GetProperty("journal").GetString().ShouldBe("ok");
        healthy.GetProperty("journal_details").GetProperty("failing_since").ValueKind.ShouldBe(JsonValueKind.Null);
        metrics.Read("agenticai.journal.failing_time").ShouldBe(0);

        await using (var file = new SqliteConnection($"Data Source={exchange.JournalPath};Pooling=False"))
        {
            await file.OpenAsync(Cancelled);
            await using SqliteCommand hold = file.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            await hold.ExecuteNonQueryAsync(Cancelled);
            call.Press("1");
            await exchange.Log.WhenAsync(line => line.Message.StartsWith("The journal is away"));
            await exchange.Log.WhenAsync(line => line.Message.EndsWith("cannot be used"));

            JsonElement away = await HealthAsync(exchange);
            away.GetProperty("status").GetString().ShouldBe("ok", "calls go on");
            away.GetProperty("journal").GetString()!.ShouldContain("locked");
            away.GetProperty("journal_details").GetProperty("failing_since").ValueKind.ShouldBe(JsonValueKind.String);
            away.GetProperty("journal_details").GetProperty("failures").GetInt64().ShouldBeGreaterThan(0);
            away.GetProperty("brains").GetProperty("journal_failing_since").ValueKind.ShouldBe(JsonValueKind.String);
            away.GetProperty("brains").GetProperty("journal_failures").GetInt64().ShouldBeGreaterThan(0);
            metrics.Read("agenticai.journal.failing_time").ShouldBeGreaterThan(0);
            metrics.Read("agenticai.brain.journal_failing_time").ShouldBeGreaterThan(0);

            call.Press("2");
            RealtimeSession session = exchange.Model.Sessions.Single();
            TimeSpan heard = session.ReceivedDuration;
            await session.WaitAsync(known => known.ReceivedDuration > heard, Cancelled).Within();
        }

        await exchange.Log.WhenAsync(line => line.Message.StartsWith("The journal is back"));
        JsonElement back = await HealthAsync(exchange);
        back.GetProperty("journal").GetString().ShouldBe("ok");
        back.GetProperty("journal_details").GetProperty("failing_since").ValueKind.ShouldBe(JsonValueKind.Null);
        back.GetProperty("brains").GetProperty("journal_failing_since").ValueKind.ShouldBe(JsonValueKind.Null);
        metrics.Read("agenticai.journal.failing_time").ShouldBe(0);
        metrics.Read("agenticai.brain.journal_failing_time").ShouldBe(0);

        call.HangUp();
        await call.Completion.Within();
        (await exchange.ReportAsync(call.CallSid)).Entries.Where(entry => entry.Kind == "digit-pressed").Select(entry => entry.Text)
            .ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task A_file_that_was_deleted_shows_in_health()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        exchange.ExpectedErrors.Add("was deleted or moved");
        await using PhoneCall call = await DialAsync(exchange);
        File.Delete(exchange.JournalPath);
        call.Press("1");
        await exchange.Log.WhenAsync(line => line.Message.Contains("was deleted or moved"));
        JsonElement details = (await HealthAsync(exchange)).GetProperty("journal_details");
        details.GetProperty("files_lost").GetInt64().ShouldBe(1);
        details.GetProperty("file_lost_at").ValueKind.ShouldBe(JsonValueKind.String);
        call.HangUp();
        await call.Completion.Within();
    }

    private static async Task<PhoneCall> DialAsync(Exchange exchange)
    {
        PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        await exchange.HeardAsync(0);
        return call;
    }

    private static async Task<JsonElement> HealthAsync(Exchange exchange)
    {
        string json = await exchange.Http.GetStringAsync(new Uri(exchange.Server.Url, "/health/live"), Cancelled);
        return JsonDocument.Parse(json).RootElement;
    }

    /// <summary>Reads gauges as an exporter does. Other servers of the same process report too: the largest value counts.</summary>
    private sealed class Gauges : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Dictionary<string, double> _values = [];

        public Gauges(params string[] names)
        {
            _listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name is CallMetrics.MeterName or JournalMetrics.MeterName && names.Contains(instrument.Name))
                    self.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Note(instrument, value));
            _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => Note(instrument, value));
            _listener.Start();
        }

        public double Read(string name)
        {
            _values.Clear();
            _listener.RecordObservableInstruments();
            return _values[name];
        }

        public void Dispose() => _listener.Dispose();

        private void Note(Instrument instrument, double value) =>
            _values[instrument.Name] = Math.Max(value, _values.GetValueOrDefault(instrument.Name));
    }
}
