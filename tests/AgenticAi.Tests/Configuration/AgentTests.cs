using AgenticAi.Agents.Http;
using AgenticAi.Agents.OpenClaw;
using AgenticAi.Agents.Programs;
using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Tests.Configuration;

/// <summary>What <c>agent</c> makes of its values.</summary>
public class AgentTests
{
    [Fact]
    public void Every_key_of_the_agent_arrives()
    {
        AgentConfig agent = Sample.Valid(Sample.Minimal + """
            agent:
              gateway: process
              http:
                url: "https://agent.example.org/tasks?v=1"
                secret: a-secret-of-16-or-more
                callback_url: "https://voice.example.org"
              process: { program: node, arguments: [agent.js, "--fast", ""], environment: [PATH, HOME], directory: /srv/agent }
              openclaw: { url: "wss://claw.example.org/ws", token: claw-token }
              time_limit_s: 60
              working_after_ms: 2500
              session_secret: another-secret-of-16
            """).Agent;
        agent.Gateway.ShouldBe(AgentGatewaySetting.Process);
        agent.Http.Url.ShouldBe(new Uri("https://agent.example.org/tasks?v=1"));
        agent.Http.Secret.Reveal().ShouldBe("a-secret-of-16-or-more");
        agent.Http.CallbackUrl.ShouldBe(new Uri("https://voice.example.org"));
        agent.Process.Program.ShouldBe("node");
        agent.Process.Arguments.ShouldBe(["agent.js", "--fast", ""]);
        agent.Process.Environment.ShouldBe(["PATH", "HOME"]);
        agent.Process.Directory.ShouldBe("/srv/agent");
        agent.OpenClaw.Url.ShouldBe(new Uri("wss://claw.example.org/ws"));
        agent.OpenClaw.Token.Reveal().ShouldBe("claw-token");
        agent.TimeLimit.ShouldBe(TimeSpan.FromMinutes(1));
        agent.WorkingAfter.ShouldBe(TimeSpan.FromSeconds(2.5));
        agent.SessionSecret.Reveal().ShouldBe("another-secret-of-16");
    }

    [Fact]
    public void The_chosen_gateway_needs_its_keys_and_the_others_do_not()
    {
        Sample.Errors(Sample.With("agent.gateway", "http")).ShouldBe(
        [
            "config.yaml: agent.http.url: is missing: agent.gateway is http",
            "config.yaml: agent.http.secret: is missing: agent.gateway is http",
        ]);
        Sample.Errors(Sample.With("agent.gateway", "process"))
            .ShouldBe(["config.yaml: agent.process.program: is missing: agent.gateway is process"]);
        Sample.Errors(Sample.With("agent.gateway", "openclaw")).ShouldBeEmpty();
        Sample.Errors(Sample.With("agent.gateway", "none")).ShouldBeEmpty();
    }

    [Fact]
    public void The_lists_of_the_program_are_bounded()
    {
        Sample.Errors(Sample.With("agent.process.environment", "[\"A=1\"]")).ShouldHaveSingleItem()
            .ShouldEndWith("agent.process.environment: \"A=1\" is not allowed: the name of a variable");
        foreach (string key in new[] { "agent.process.environment", "agent.process.arguments" })
        {
            string many = "[" + string.Join(", ", Enumerable.Repeat("a", 101)) + "]";
            Sample.Errors(Sample.With(key, many)).ShouldHaveSingleItem()
                .ShouldContain("a list of 101 is not allowed: a list of at most 100");
        }

        Sample.Errors(Sample.With("agent.process.arguments", "node")).ShouldHaveSingleItem().ShouldContain("a single value is not allowed");
    }

    [Fact]
    public void A_callback_address_is_that_of_a_server() =>
        Sample.Errors(Sample.With("agent.http.callback_url", "https://voice.example.org/agents")).ShouldHaveSingleItem()
            .ShouldEndWith("a URL that begins with https:// or http://, without path and query, or empty");

    [Theory]
    [InlineData(AgentGatewaySetting.None, null)]
    [InlineData(AgentGatewaySetting.Http, typeof(HttpAgentGateway))]
    [InlineData(AgentGatewaySetting.Process, typeof(ProgramAgentGateway))]
    [InlineData(AgentGatewaySetting.OpenClaw, typeof(OpenClawGateway))]
    public void Each_word_is_a_gateway(AgentGatewaySetting setting, Type? type)
    {
        var config = new AgentConfig
        {
            Gateway = setting,
            Http = new HttpAgentConfig { Url = new Uri("http://localhost/"), Secret = new Secret("a-secret-of-16-or-more") },
            Process = new ProcessAgentConfig { Program = "true" },
        };
        IAgentGateway? gateway = AgentGateways.Of(config, TimeProvider.System, NullLoggerFactory.Instance);
        gateway?.GetType().ShouldBe(type);
        gateway?.Name.ShouldBe(setting.ToString().ToLowerInvariant());
        (gateway is null).ShouldBe(type is null);
    }
}
