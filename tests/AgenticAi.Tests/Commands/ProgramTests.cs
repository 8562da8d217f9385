using System.Net.WebSockets;
using System.Text.Json;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Testing;
using AgenticAi.Tests.Architecture;
using AgenticAi.Tests.Calls;

namespace AgenticAi.Tests.Commands;

/// <summary>The program as a user starts it.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agenticai-program-").FullName;
    private readonly Dictionary<string, string> _environment = new()
    {
        ["OPENAI_API_KEY"] = Exchange.ApiKey,
        ["TWILIO_AUTH_TOKEN"] = Exchange.AuthToken,
        ["PORT"] = "0",
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Serve_takes_a_call_logs_it_with_its_id_and_drains_on_sigterm()
    {
        await using SimulatedRealtimeServer model = await StartModelAsync();
        WriteConfig(model.Url, ("format: text", "format: json"));
        using var server = new ProgramRun(_folder, _environment, "serve");
        using JsonDocument listening = JsonDocument.Parse(await server.LineAsync("Listening on"));
        string url = listening.RootElement.GetProperty("message").GetString()!.Split(' ')[2].TrimEnd(';').Replace("0.0.0.0", "127.0.0.1");

        (int exitCode, string call) = await ProgramRun.ToEndAsync(
            _folder, _environment, "simulate", "call", "--scenario", "short", "--url", url + "/twilio/voice", "--auth-token", Exchange.AuthToken, "--out", "call.wav");
        exitCode.ShouldBe(0, call);
        new FileInfo(Path.Combine(_folder, "call.wav")).Length.ShouldBeGreaterThan(10_000);

        await server.LineAsync("Call ended: caller-hung-up");
        foreach (string phrase in (string[])["Connected to Realtime API", "First audio chunk received", "OPENAI USER TRANSCRIPT", "audio chunks"])
            (await server.LineAsync(phrase)).ShouldContain("\"CallSid\"", Case.Sensitive, phrase);
        server.Output.ShouldNotContain("Hello, are you there?", Case.Insensitive, "what people say is not logged unless it is asked for");

        server.Terminate();
        (await server.EndAsync()).ShouldBe(0);

        (int listed, string list) = await ProgramRun.ToEndAsync(_folder, _environment, "conversations", "--json");
        listed.ShouldBe(0);
        JsonElement row = JsonDocument.Parse(list).RootElement.EnumerateArray().Single();
        row.GetProperty("endReason").GetString().ShouldBe("caller-hung-up");
        string id = row.GetProperty("id").GetString()!;
        (_, string table) = await ProgramRun.ToEndAsync(_folder, _environment, "conversations");
        table.ShouldContain(id, Case.Sensitive, "in one piece, to be copied");

        (int replayed, string text) = await ProgramRun.ToEndAsync(_folder, _environment, "replay", id);
        replayed.ShouldBe(0);
        text.ShouldContain("caller  Hello, are you there?");
        text.ShouldContain("agent   Yes, I am here.");
        (_, string json) = await ProgramRun.ToEndAsync(_folder, _environment, "replay", id, "--json");
        JsonDocument.Parse(json).RootElement.GetProperty("entries").GetArrayLength().ShouldBeGreaterThan(1);
        (int verified, string verdict) = await ProgramRun.ToEndAsync(_folder, _environment, "replay", id, "--verify");
        verified.ShouldBe(0, verdict);
        verdict.ShouldContain($"{id}: the same. ");
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
        using var model = new ProgramRun(_folder, _environment, "simulate", "realtime", "--port", "0", "--faults", seed);
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

    [Fact]
    public async Task A_wrong_configuration_is_explained_as_a_whole_and_nothing_starts()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "config.yaml"), "openai_realtime:\n  voise: alloy\nserver: { port: 99999 }\n", Cancelled);
        (int exitCode, string output) = await ProgramRun.ToEndAsync(_folder, _environment, "serve");
        exitCode.ShouldBe(1);
        output.ShouldContain("voise: unknown key (did you mean voice?)");
        output.ShouldContain("server.port: 99999");
        output.ShouldContain("openai_realtime.api_key");
    }

    [Fact]
    public async Task Settings_that_contradict_the_model_are_said_before_the_first_call()
    {
        WriteConfig(
            new Uri("ws://127.0.0.1:1/v1/realtime"),
            ("transcription_model: gpt-transcribe", "transcription_model: gpt-realtime-whisper"), ("transcription_keywords: [] ", "transcription_keywords: [Kulkarni] "));
        (int exitCode, string output) = await ProgramRun.ToEndAsync(_folder, _environment, "serve");
        exitCode.ShouldBe(1);
        output.ShouldContain("transcription keywords are set, and gpt-realtime-whisper takes none");
        (int doctor, string finding) = await ProgramRun.ToEndAsync(_folder, _environment, "doctor");
        doctor.ShouldBe(1);
        finding.ShouldContain("FAIL realtime session: openai_realtime: transcription keywords");
    }

    [Fact]
    public async Task An_address_in_use_is_said_in_plain_words()
    {
        await using SimulatedRealtimeServer model = await StartModelAsync();
        _environment["PORT"] = model.Url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        WriteConfig(model.Url, ("host: 0.0.0.0", "host: 127.0.0.1"));
        (int exitCode, string output) = await ProgramRun.ToEndAsync(_folder, _environment, "serve");
        exitCode.ShouldBe(1);
        output.ShouldContain("The server could not start: ");
        output.ShouldContain("address already in use");
    }

    [Fact]
    public async Task Doctor_looks_at_everything_and_shows_no_secret()
    {
        await using SimulatedRealtimeServer model = await StartModelAsync();
        WriteConfig(model.Url);
        (int exitCode, string output) = await ProgramRun.ToEndAsync(_folder, _environment, "doctor");
        exitCode.ShouldBe(0, output);
        foreach (string subject in (string[])["configuration", "key format", "public address", "model", "realtime session", "twilio", "journal"])
            output.ShouldContain($" {subject}: ", Case.Sensitive);
        output.ShouldNotContain(Exchange.ApiKey);
        output.ShouldNotContain(Exchange.AuthToken);
    }

    [Fact]
    public async Task Doctor_names_a_refused_key_and_a_model_that_will_be_shut_down()
    {
        await using SimulatedRealtimeServer model = await StartModelAsync();
        WriteConfig(model.Url, ("model: gpt-realtime-2.1 ", "model: gpt-realtime "));
        (int ok, string retiring) = await ProgramRun.ToEndAsync(_folder, _environment, "doctor");
        ok.ShouldBe(0, retiring);
        retiring.ShouldContain("warn model: gpt-realtime will be shut down on 2027-01-20");

        _environment["OPENAI_API_KEY"] = "sk-wrong";
        (int failed, string refused) = await ProgramRun.ToEndAsync(_folder, _environment, "doctor");
        failed.ShouldBe(1);
        refused.ShouldContain("FAIL realtime session: ");
        refused.ShouldContain("invalid_api_key");
    }

    [Fact]
    public async Task The_understanding_of_callers_is_measured_without_any_configuration()
    {
        (int exitCode, string output) = await ProgramRun.ToEndAsync(_folder, _environment, "intents", "evaluate", "--json");
        exitCode.ShouldBe(0, output);
        JsonElement report = JsonDocument.Parse(output).RootElement;
        report.GetProperty("analyzer").GetString().ShouldBe("rules");
        report.GetProperty("all").GetProperty("total").GetInt32().ShouldBeGreaterThan(400);
        report.GetProperty("heldOut").GetProperty("accuracy").GetDouble().ShouldBeGreaterThan(0.9);
        report.GetProperty("categories").GetArrayLength().ShouldBeGreaterThan(10);
        (_, string table) = await ProgramRun.ToEndAsync(_folder, _environment, "intents", "evaluate");
        table.ShouldContain("false commands");
        table.ShouldContain("held out");
    }

    [Theory]
    [InlineData("replay", "CAunknown")]
    [InlineData("conversations", "--limit", "0")]
    [InlineData("simulate", "call", "--url", "ftp://example.com")]
    [InlineData("intents", "evaluate", "--analyzer", "gemini")]
    [InlineData("intents", "evaluate", "--analyzer", "guesses")]
    [InlineData("dance")]
    public async Task What_cannot_be_done_ends_with_an_exit_code_of_its_own(params string[] arguments)
    {
        WriteConfig(new Uri("ws://127.0.0.1:1/v1/realtime"));
        (int exitCode, string output) = await ProgramRun.ToEndAsync(_folder, _environment, arguments);
        exitCode.ShouldBe(1);
        output.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("serve")]
    [InlineData("demo")]
    [InlineData("doctor")]
    [InlineData("conversations")]
    [InlineData("replay")]
    [InlineData("intents", "evaluate")]
    [InlineData("simulate", "realtime")]
    [InlineData("simulate", "call")]
    public async Task Every_command_explains_itself(params string[] command)
    {
        (int exitCode, string output) = await ProgramRun.ToEndAsync(_folder, _environment, [.. command, "--help"]);
        exitCode.ShouldBe(0);
        output.ShouldContain("Usage:");
    }

    private static Task<SimulatedRealtimeServer> StartModelAsync() => SimulatedRealtimeServer.StartAsync(
        new SimulatedRealtimeOptions { ApiKey = Exchange.ApiKey, Scenario = Scenario.Embedded("short") }, Cancelled).Within();

    /// <summary>The repository's own configuration file, pointed at a simulated model.</summary>
    private void WriteConfig(Uri model, params (string Old, string New)[] changes)
    {
        string yaml = File.ReadAllText(Repository.PathOf("config.yaml")).Replace("wss://api.openai.com/v1/realtime ", model + " ", StringComparison.Ordinal);
        foreach ((string old, string with) in changes)
        {
            yaml.ShouldContain(old);
            yaml = yaml.Replace(old, with, StringComparison.Ordinal);
        }

        File.WriteAllText(Path.Combine(_folder, "config.yaml"), yaml);
    }
}
