using System.CommandLine;
using AgenticAi.Hosting;
using AgenticAi.Simulation.OpenClaw;

namespace AgenticAi.Commands;

/// <summary><c>simulate openclaw</c>: OpenClaw's gateway by hand, with an agent that always says the same.</summary>
internal static class SimulateOpenClaw
{
    /// <summary>Where OpenClaw itself listens.</summary>
    private const int OwnPort = 18789;

    public static Command Build()
    {
        var port = new Option<int>("--port") { Description = "Port to listen on; 0 for a free one.", DefaultValueFactory = _ => OwnPort };
        var token = new Option<string?>("--token") { Description = "The token that clients must present; without it any is taken." };
        var answer = new Option<string>("--answer")
        {
            Description = "What the agent says to everything.",
            DefaultValueFactory = _ => "It is done.",
        };
        var delay = new Option<int>("--delay") { Description = "How many milliseconds it takes for that." };
        var command = new Command("openclaw", "Be an OpenClaw gateway (agent.openclaw.url) until Ctrl-C.") { port, token, answer, delay };
        command.SetAction(async (parsed, _) =>
        {
            using var signal = new ShutdownSignal();
            var output = CommandOutput.Of(parsed);
            TimeSpan wait = TimeSpan.FromMilliseconds(parsed.GetValue(delay));
            ClawReply Reply() =>
                new(parsed.GetRequiredValue(answer)) { Before = Task.Delay(wait, TimeProvider.System, signal.Token) };
            try
            {
                await using SimulatedOpenClaw gateway = await SimulatedOpenClaw.StartAsync(
                    new SimulatedOpenClawOptions
                    {
                        Port = parsed.GetValue(port),
                        Token = parsed.GetValue(token),
                        Agent = _ => Reply(),
                        OnActivity = output.Text.WriteLine,
                    },
                    signal.Token);
                await output.Text.WriteLineAsync($"agent.openclaw.url: {gateway.Url}");
                await signal.Finish;
                return ExitCode.Success;
            }
            catch (IOException error)
            {
                await output.Errors.WriteLineAsync(error.Message);
                return ExitCode.Failure;
            }
        });
        return command;
    }
}
