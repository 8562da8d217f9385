using System.CommandLine;
using AgenticAi.Demo;
using AgenticAi.Hosting;
using AgenticAi.Simulation.Faults;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Commands;

/// <summary>
/// <c>simulate realtime</c> and <c>simulate call</c>: the demo's two simulators by hand, to point a real server at the one and a real
/// model at the other; <c>simulate openclaw</c>: an agent to point it at.
/// </summary>
internal static class SimulateCommand
{
    /// <summary>The model of every session has some trouble of those that a server can find.</summary>
    private static readonly FaultMix Trouble = FaultMix.Standard with { Quiet = 0, Both = 1 };

    public static Command Build() => new("simulate", "Play the model's server, the telephone or an agent by hand.")
    {
        BuildRealtime(),
        BuildCall(),
        SimulateOpenClaw.Build(),
    };

    private static Command BuildRealtime()
    {
        ScenarioOption scenario = new();
        var port = new Option<int>("--port") { Description = "Port to listen on; 0 for a free one.", DefaultValueFactory = _ => 8090 };
        var key = new Option<string?>("--api-key") { Description = "The key that clients must present; without it any is taken." };
        var faults = new Option<int?>("--faults")
        {
            Description = "Let something go wrong in each session, drawn from this seed and printed.",
            HelpName = "SEED",
        };
        var command = new Command("realtime", "Be a Realtime server (openai_realtime.url) until Ctrl-C.") { scenario, port, key, faults };
        command.SetAction(async (parsed, _) =>
        {
            using var signal = new ShutdownSignal();
            var output = CommandOutput.Of(parsed);
            var screen = new DemoScreen(output.Screen, TimeProvider.System);
            try
            {
                await using SimulatedRealtimeServer server = await SimulatedRealtimeServer.StartAsync(
                    new SimulatedRealtimeOptions
                    {
                        Port = parsed.GetValue(port),
                        ApiKey = parsed.GetValue(key),
                        Scenario = ScenarioOption.Load(parsed.GetRequiredValue(scenario)),
                        OnActivity = screen.OnModel,
                        Reception = parsed.GetValue(faults) is { } seed ? arrival => Receive(seed, arrival.Attempt, output) : null,
                    },
                    signal.Token);
                await output.Text.WriteLineAsync($"openai_realtime.url: {server.Url}");
                await signal.Finish;
                return ExitCode.Success;
            }
            catch (Exception error) when (error is IOException or ScenarioException)
            {
                await output.Errors.WriteLineAsync(error.Message);
                return ExitCode.Failure;
            }
        });
        return command;
    }

    private static Reception Receive(int seed, int attempt, CommandOutput output)
    {
        var schedule = FaultSchedule.Draw(seed, attempt, Trouble);
        (ModelTrouble trouble, CallPhase phase) = schedule.Model!.Value;
        output.Text.WriteLine($"seed {seed}, connection {attempt}: {trouble.Name} ({phase})");
        return schedule.Receive(attempt: 0);
    }

    private static Command BuildCall()
    {
        ScenarioOption scenario = new();
        var url = new UrlOption("--url", new Uri("http://127.0.0.1:8080" + TwilioPaths.Voice)) { Description = "The webhook to phone." };
        var token = new Option<string>("--auth-token")
        {
            Description = "Signs the requests; TWILIO_AUTH_TOKEN by default.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("TWILIO_AUTH_TOKEN") ?? "",
        };
        var recordingFile = new Option<FileInfo?>("--out")
        {
            Description = "Write the call as a stereo WAV: caller left, agent right.",
            HelpName = "FILE",
        };
        var command = new Command("call", "Be Twilio and phone a server.") { scenario, url, token, recordingFile };
        command.SetAction(async (parsed, _) =>
        {
            using var signal = new ShutdownSignal();
            var output = CommandOutput.Of(parsed);
            var screen = new DemoScreen(output.Screen, TimeProvider.System);
            try
            {
                var phone = new SimulatedTwilio(new SimulatedTwilioOptions
                {
                    WebhookUrl = parsed.GetRequiredValue(url),
                    AuthToken = parsed.GetRequiredValue(token),
                });
                CallPlan plan = CallPlan.ForScenario(ScenarioOption.Load(parsed.GetRequiredValue(scenario)));
                plan = plan with { OnEvent = screen.OnPhone };
                CallRecord record = await phone.CallAsync(plan, signal.Token);
                if (parsed.GetValue(recordingFile) is { } file)
                {
                    await using FileStream recording = file.Create();
                    record.WriteStereoWav(recording);
                }

                return record.Errors.Count == 0 && IsGood(record) ? ExitCode.Success : ExitCode.Failure;
            }
            catch (Exception error) when (error is IOException or ScenarioException or HttpRequestException or OperationCanceledException)
            {
                await output.Errors.WriteLineAsync(error.Message);
                return ExitCode.Failure;
            }
        });
        return command;
    }

    /// <summary>
    /// The call was carried, and ended by one of those who talked; one that hears words of Twilio's was refused or has failed.
    /// </summary>
    private static bool IsGood(CallRecord record) => record.End switch
    {
        CallEndReason.CallerHungUp or CallEndReason.HungUpByApi or CallEndReason.TwimlEnded => true,
        CallEndReason.TwimlHangup => record.Streams.Count > 0 && !record.Verbs.OfType<SayVerb>().Any(),
        _ => false,
    };
}
