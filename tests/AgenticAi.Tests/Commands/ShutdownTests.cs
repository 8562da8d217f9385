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

    private readonly ProgramFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Fifty_calls_are_ended_and_written_down_before_the_program_is()
    {
        await using SimulatedRealtimeServer model = await SimulatedRealtimeServer.StartAsync(
            new SimulatedRealtimeOptions { ApiKey = Exchange.ApiKey, Scenario = Scenario.Embedded("short") }, Cancelled).Within();
        TestConfiguration.Shipped(model.Url, _folder.Path).With("server.drain_timeout_ms", "500").WriteTo(_folder.Path);
        (ProgramRun server, Uri url) = await _folder.ServeAsync();
        using ProgramRun running = server;
        var phone = new SimulatedTwilio(new SimulatedTwilioOptions { WebhookUrl = new Uri(url, "/twilio/voice"), AuthToken = Exchange.AuthToken });
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

        string config = TestConfiguration.Complete(model.Url, _folder.Path).WriteTo(_folder.Path);
        (_, string list) = await CommandRun.ToEndAsync("conversations", "--limit", "100", "--json", "--config", config);
        JsonElement[] rows = [.. JsonDocument.Parse(list).RootElement.EnumerateArray()];
        rows.Select(row => row.GetProperty("id").GetString()).ShouldBe(records.Select(record => record.CallSid), ignoreOrder: true);
        rows.Select(row => row.GetProperty("endReason").GetString()).Distinct().ShouldBe(["draining"]);
    }
}
