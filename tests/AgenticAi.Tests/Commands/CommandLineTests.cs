using System.Text.Json;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Testing;
using AgenticAi.Tests.Calls;

namespace AgenticAi.Tests.Commands;

/// <summary>The commands, from the words of the command line to exit code and output.</summary>
public sealed class CommandLineTests : IDisposable
{
    private static readonly Uri Nobody = new("ws://127.0.0.1:1/v1/realtime");

    private readonly string _folder = Directory.CreateTempSubdirectory("agenticai-command-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_wrong_configuration_is_explained_as_a_whole_and_nothing_starts()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "config.yaml"), "openai_realtime:\n  voise: alloy\nserver: { port: 99999 }\n", Cancelled);
        (int exitCode, string output) = await RunAsync("serve");
        exitCode.ShouldBe(1);
        output.ShouldContain("voise: unknown key (did you mean voice?)");
        output.ShouldContain("server.port: 99999");
        output.ShouldContain("openai_realtime.api_key");
    }

    [Fact]
    public async Task Settings_that_contradict_the_model_are_said_before_the_first_call()
    {
        TestConfiguration.Complete(Nobody, _folder)
            .With("openai_realtime.transcription_model", "gpt-realtime-whisper")
            .With("openai_realtime.transcription_keywords", "[Kulkarni]")
            .WriteTo(_folder);
        (int exitCode, string output) = await RunAsync("serve");
        exitCode.ShouldBe(1);
        output.ShouldContain("transcription keywords are set, and gpt-realtime-whisper takes none");
        (int doctor, string finding) = await RunAsync("doctor");
        doctor.ShouldBe(1);
        finding.ShouldContain("FAIL realtime session: openai_realtime: transcription keywords");
    }

    [Fact]
    public async Task Doctor_looks_at_everything_and_shows_no_secret()
    {
        await using SimulatedRealtimeServer model = await StartModelAsync();
        TestConfiguration.Complete(model.Url, _folder).WriteTo(_folder);
        (int exitCode, string output) = await RunAsync("doctor");
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
        TestConfiguration config = TestConfiguration.Complete(model.Url, _folder).With("openai_realtime.model", "gpt-realtime");
        config.WriteTo(_folder);
        (int ok, string retiring) = await RunAsync("doctor");
        ok.ShouldBe(0, retiring);
        retiring.ShouldContain("warn model: gpt-realtime will be shut down on 2027-01-20");

        config.With("openai_realtime.api_key", "sk-wrong").WriteTo(_folder);
        (int failed, string refused) = await RunAsync("doctor");
        failed.ShouldBe(1);
        refused.ShouldContain("FAIL realtime session: ");
        refused.ShouldContain("invalid_api_key");
    }

    [Fact]
    public async Task The_understanding_of_callers_is_measured_without_any_configuration()
    {
        (int exitCode, string output) = await CommandRun.ToEndAsync("intents", "evaluate", "--json");
        exitCode.ShouldBe(0, output);
        JsonElement report = JsonDocument.Parse(output).RootElement;
        report.GetProperty("analyzer").GetString().ShouldBe("rules");
        report.GetProperty("all").GetProperty("total").GetInt32().ShouldBeGreaterThan(400);
        report.GetProperty("heldOut").GetProperty("accuracy").GetDouble().ShouldBeGreaterThan(0.9);
        report.GetProperty("categories").GetArrayLength().ShouldBeGreaterThan(10);
        (_, string table) = await CommandRun.ToEndAsync("intents", "evaluate");
        table.ShouldContain("false commands");
        table.ShouldContain("held out");
    }

    [Fact]
    public async Task The_rates_of_backchannels_are_printed_by_language()
    {
        (int exitCode, string table) = await CommandRun.ToEndAsync("backchannels", "evaluate");
        exitCode.ShouldBe(0);
        table.ShouldContain("recognised");
        table.ShouldContain("ja");
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
        TestConfiguration.Complete(Nobody, _folder).WriteTo(_folder);
        (int exitCode, string output) = await RunAsync(arguments);
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
    [InlineData("backchannels", "evaluate")]
    [InlineData("simulate", "realtime")]
    [InlineData("simulate", "call")]
    public async Task Every_command_explains_itself(params string[] command)
    {
        (int exitCode, string output) = await CommandRun.ToEndAsync([.. command, "--help"]);
        exitCode.ShouldBe(0);
        output.ShouldContain("Usage:");
    }

    private Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) =>
        CommandRun.ToEndAsync([.. arguments, "--config", Path.Combine(_folder, "config.yaml")]);

    private static Task<SimulatedRealtimeServer> StartModelAsync() => SimulatedRealtimeServer.StartAsync(
        new SimulatedRealtimeOptions { ApiKey = Exchange.ApiKey, Scenario = Scenario.Embedded("short") }, Cancelled).Within();
}
