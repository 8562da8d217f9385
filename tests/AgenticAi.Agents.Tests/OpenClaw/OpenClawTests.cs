using AgenticAi.Agents.OpenClaw;
using AgenticAi.Conversations;
using AgenticAi.Simulation.OpenClaw;
using AgenticAi.Testing;

namespace AgenticAi.Agents.Tests.OpenClaw;

/// <summary>A simulated gateway, a real connection, and a log that must hold neither a secret nor an unannounced error.</summary>
public abstract class OpenClawTests : IDisposable
{
    private const string Token = "a-gateway-token-0123";

    private protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private protected RecordingLoggerFactory Log { get; } = new();

    private protected List<string> Announced { get; } = [];

    public void Dispose()
    {
        foreach (LogLine line in Log.Lines) line.ToString().ShouldNotContain(Token);
        Log.ShouldHaveNoErrors([.. Announced]);
        Log.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static Task<SimulatedOpenClaw> StartAsync(
        Func<ClawTask, ClawReply> agent, Func<SimulatedOpenClawOptions, SimulatedOpenClawOptions>? change = null)
    {
        var options = new SimulatedOpenClawOptions { Token = Token, Agent = agent };
        return SimulatedOpenClaw.StartAsync(change?.Invoke(options) ?? options, Cancelled);
    }

    /// <summary>With short pauses, so that no test waits for one.</summary>
    private protected OpenClawGateway Gateway(
        SimulatedOpenClaw claw, Func<OpenClawOptions, OpenClawOptions>? change = null, string token = Token)
    {
        var options = new OpenClawOptions(claw.Url, token)
        {
            FirstBackoff = TimeSpan.FromMilliseconds(10),
            LongestBackoff = TimeSpan.FromMilliseconds(50),
            ConnectWithin = TestTimeout.Default,
        };
        return new OpenClawGateway(change?.Invoke(options) ?? options, TimeProvider.System, Log.CreateLogger("openclaw"));
    }

    private protected static async Task<string> FailsAsync(OpenClawGateway gateway)
    {
        AgentException error = await Should.ThrowAsync<AgentException>(gateway.RunAsync(Tasks.Full, Cancelled).Within());
        error.ToString().ShouldNotContain(Token);
        return error.Message;
    }
}
