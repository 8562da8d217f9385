using System.Text.Json;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;
using AgenticAi.Tests.Calls;

namespace AgenticAi.Tests.Commands;

/// <summary>The program gets SIGTERM with many calls on it.</summary>
public sealed class ShutdownTests : IDisposable
{
    private const int Calls = 50;

    private readonly string _folder = Directory.CreateTempSubdirectory("agenticai-shutdown-").FullName;
    private readonly Dictionary<string, string> _environment = new()
    {
        ["OPENAI_API_KEY"] = Exchange.ApiKey,
        ["TWILIO_AUTH_TOKEN"] = Exchange.AuthToken,
        ["PORT"] = "0",
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Fifty_calls_are_ended_and_written_down_before_the_program_is()
    {
        await using SimulatedRealtimeServer model = await SimulatedRealtimeServer.StartAsync(
            new SimulatedRealtimeOptions { ApiKey = Exchange.ApiKey, Scenario = Scenario.Embedded("short") }, Cancelled).Within();
        TestConfiguration.Shipped(model.Url, _folder).With("server.drain_timeout_ms", "500").WriteTo(_folder);
        using var server = new ProgramRun(_folder, _environment, "serve");
        string line = await server.LineAsync("Listening on");
        string url = line[line.IndexOf("http://", StringComparison.Ordinal)..].Split(';', ' ')[0].Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);
        var phone = new SimulatedTwilio(new SimulatedTwilioOptions { WebhookUrl = new Uri(url + "/twilio/voice"), AuthToken = Exchange.AuthToken });
        PhoneCall[] calls = await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => phone.DialAsync(CallerPlans.Listening(), Cancelled))).Within();
        for (int number = 0; number < Calls; number++)
        {
            RealtimeSession session = await model.SessionAsync(number, Cancelled).Within();
            await session.WaitAsync(known => known.ReceivedDuration > TimeSpan.Zero, Cancelled).Within();
        }

        server.Terminate();
        (await server.EndAsync()).ShouldBe(0, server.Output);
        CallRecord[] records = await Task.WhenAll(calls.Select(call => call.Completion)).Within();
        records.ShouldAllBe(record => record.Stream.CloseCode == 1000, "each stream was closed, none was cut");
        await Task.WhenAll(calls.Select(call => call.DisposeAsync().AsTask()));

        string config = TestConfiguration.Complete(model.Url, _folder).WriteTo(_folder);
        (_, string list) = await CommandRun.ToEndAsync("conversations", "--limit", "100", "--json", "--config", config);
        JsonElement[] rows = [.. JsonDocument.Parse(list).RootElement.EnumerateArray()];
        rows.Select(row => row.GetProperty("id").GetString()).ShouldBe(records.Select(record => record.CallSid), ignoreOrder: true);
        rows.Select(row => row.GetProperty("endReason").GetString()).Distinct().ShouldBe(["draining"]);
    }
}
