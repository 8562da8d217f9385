using AgenticAi.Configuration;
using AgenticAi.Doctor;
using AgenticAi.Simulation.OpenClaw;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Commands;

/// <summary>What <c>doctor</c> says of the agent.</summary>
public sealed class AgentGatewayCheckTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_an_agent_there_is_nothing_to_say() => (await ExamineAsync(new AgentConfig())).ShouldBeNull();

    [Fact]
    public async Task A_program_is_there_or_not()
    {
        AgentConfig config = new() { Gateway = AgentGatewaySetting.Process, Process = new ProcessAgentConfig { Program = "dotnet" } };
        Finding good = (await ExamineAsync(config)).ShouldNotBeNull();
        good.Verdict.ShouldBe(Verdict.Good);
        good.Subject.ShouldBe("agent");
        good.Text.ShouldStartWith("process: ");
        Finding failed = (await ExamineAsync(config with { Process = new ProcessAgentConfig { Program = "no-such-program" } })).ShouldNotBeNull();
        failed.Verdict.ShouldBe(Verdict.Failed);
        failed.Text.ShouldBe("process: no-such-program is no program that can be executed here.");
    }

    [Fact]
    public async Task A_gateway_takes_the_token_or_not()
    {
        await using SimulatedOpenClaw claw = await SimulatedOpenClaw.StartAsync(new SimulatedOpenClawOptions { Token = "right-token" }, Cancelled);
        AgentConfig With(string token) => new()
        {
            Gateway = AgentGatewaySetting.OpenClaw,
            OpenClaw = new OpenClawAgentConfig { Url = claw.Url, Token = new Secret(token) },
        };
        (await ExamineAsync(With("right-token"))).ShouldNotBeNull().Verdict.ShouldBe(Verdict.Good);
        Finding failed = (await ExamineAsync(With("wrong-token"))).ShouldNotBeNull();
        failed.Verdict.ShouldBe(Verdict.Failed);
        failed.Text.ShouldContain("AUTH_TOKEN_MISMATCH");
        failed.Text.ShouldNotContain("wrong-token");
    }

    [Fact]
    public async Task An_address_answers_or_not()
    {
        AgentConfig config = new()
        {
            Gateway = AgentGatewaySetting.Http,
            Http = new HttpAgentConfig { Url = new Uri("http://127.0.0.1:1/?key=hidden-in-the-query"), Secret = new Secret("a-shared-secret-0123") },
        };
        Finding failed = (await ExamineAsync(config)).ShouldNotBeNull();
        failed.ToString().ShouldNotContain("hidden-in-the-query");
        failed.Text.ShouldBe("http: http://127.0.0.1:1/ cannot be reached: ConnectionError");
    }

    private static Task<Finding?> ExamineAsync(AgentConfig config) =>
        AgentGatewayCheck.ExamineAsync(config, TimeProvider.System, Cancelled).Within();
}
