using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Testing;
using AgenticAi.Tests.Calls;

namespace AgenticAi.Tests.Commands;

/// <summary>The program as a process: its entry point, its environment, its signals.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly ProgramFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Serve_takes_a_call_logs_it_with_its_id_and_drains_on_sigterm()
    {
        await using SimulatedRealtimeServer model = await StartModelAsync();
        TestConfiguration.Shipped(model.Url, _folder.Path).With("logging.format", "json").WriteTo(_folder.Path);
        (ProgramRun server, Uri url) = await _folder.ServeAsync();
        using ProgramRun running = server;

        string recording = Path.Combine(_folder.Path, "call.wav");
        (int exitCode, string call) = await CommandRun.ToEndAsync(
            "simulate", "call", "--scenario", "short", "--url", new Uri(url, "/twilio/voice").ToString(),
            "--auth-token", Exchange.AuthToken, "--out", recording);
        exitCode.ShouldBe(0, call);
        new FileInfo(recording).Length.ShouldBeGreaterThan(10_000);

        await server.LineAsync("Call ended: caller-hung-up");
        foreach (string phrase in (string[])["Connected to Realtime API", "First audio chunk received", "OPENAI USER TRANSCRIPT", "audio chunks"])
            (await server.LineAsync(phrase)).ShouldContain("\"CallSid\"", Case.Sensitive, phrase);
        server.Output.ShouldNotContain("Hello, are you there?", Case.Insensitive, "what people say is not logged unless it is asked for");

        server.Terminate();
        (await server.EndAsync()).ShouldBe(0);

        string config = TestConfiguration.Complete(model.Url, _folder.Path).WriteTo(_folder.Path);
        Task<(int ExitCode, string Output)> ReadAsync(params string[] arguments) => CommandRun.ToEndAsync([.. arguments, "--config", config]);
        (int listed, string list) = await ReadAsync("conversations", "--json");
        listed.ShouldBe(0);
        JsonElement row = JsonDocument.Parse(list).RootElement.EnumerateArray().Single();
        row.GetProperty("endReason").GetString().ShouldBe("caller-hung-up");
        string id = row.GetProperty("id").GetString()!;
        (_, string table) = await ReadAsync("conversations");
        table.ShouldContain(id, Case.Sensitive, "in one piece, to be copied");

        (int replayed, string text) = await ReadAsync("replay", id);
        replayed.ShouldBe(0);
        text.ShouldContain("caller  Hello, are you there?");
        text.ShouldContain("agent   Yes, I am here.");
        (_, string json) = await ReadAsync("replay", id, "--json");
        JsonDocument.Parse(json).RootElement.GetProperty("entries").GetArrayLength().ShouldBeGreaterThan(1);
        (int verified, string verdict) = await ReadAsync("replay", id, "--verify");
        verified.ShouldBe(0, verdict);
        verdict.ShouldContain($"{id}: the same. ");
    }

    [Fact]
    public async Task An_address_in_use_is_said_in_plain_words_and_with_an_exit_code()
    {
        await using SimulatedRealtimeServer model = await StartModelAsync();
        _folder.Environment["PORT"] = model.Url.Port.ToString(CultureInfo.InvariantCulture);
        TestConfiguration.Shipped(model.Url, _folder.Path).With("server.host", "127.0.0.1").WriteTo(_folder.Path);
        (int exitCode, string output) = await ProgramRun.ToEndAsync(_folder.Path, _folder.Environment, "serve");
        exitCode.ShouldBe(1);
        output.ShouldContain("The server could not start: ");
        output.ShouldContain("address already in use");
    }

    [Fact]
    public async Task A_simulated_model_has_the_faults_of_a_seed_and_tells_them()
    {
        string[] told = await Task.WhenAll(TroubleAsync("7"), TroubleAsync("7"));
        told[0].ShouldStartWith("seed 7, connection 0: ");
        told[1].ShouldBe(told[0]);
    }

    private async Task<string> TroubleAsync(string seed)
    {
        using var model = new ProgramRun(_folder.Path, _folder.Environment, "simulate", "realtime", "--port", "0", "--faults", seed);
        var url = new Uri((await model.LineAsync("openai_realtime.url: ")).Split(' ')[1]);
        using var client = new ClientWebSocket();
        client.Options.SetRequestHeader("Authorization", "Bearer any");
        // Whether it is let in is part of the trouble.
        await client.ConnectAsync(new Uri(url, "?model=gpt-realtime-2.1"), Cancelled).Within().ContinueWith(_ => { }, TaskScheduler.Default);
        string told = await model.LineAsync("seed " + seed);
        model.Terminate();
        (await model.EndAsync()).ShouldBe(0);
        return told;
    }

    private static Task<SimulatedRealtimeServer> StartModelAsync() => SimulatedRealtimeServer.StartAsync(
        new SimulatedRealtimeOptions { ApiKey = Exchange.ApiKey, Scenario = Scenario.Embedded("short") }, Cancelled).Within();
}
