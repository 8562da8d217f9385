using AgenticAi.Agents;
using AgenticAi.Agents.Http;
using AgenticAi.Agents.OpenClaw;
using AgenticAi.Agents.Programs;
using AgenticAi.Configuration;
using AgenticAi.Conversations;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Hosting;

/// <summary>The configured way to an agent.</summary>
internal static class AgentGateways
{
    /// <summary>
    /// The gateway, or null when there is none to be. One for all calls; to be disposed at the end, which closes its connection.
    /// </summary>
    public static IAgentGateway? Of(AgentConfig config, TimeProvider time, ILoggerFactory loggers) => Checked(config, time, loggers);

    /// <summary>The same, for a look at it.</summary>
    public static ICheckedAgentGateway? Checked(AgentConfig config, TimeProvider time, ILoggerFactory loggers)
    {
        ILogger logger = loggers.CreateLogger("AgenticAi.Agents");
        return config.Gateway switch
        {
            AgentGatewaySetting.None => null,
            AgentGatewaySetting.Http => new HttpAgentGateway(HttpOf(config.Http), time, logger),
            AgentGatewaySetting.Process => new ProgramAgentGateway(ProgramOf(config.Process), time, logger),
            AgentGatewaySetting.OpenClaw => new OpenClawGateway(
                new OpenClawOptions(config.OpenClaw.Url, config.OpenClaw.Token.Reveal()), time, logger),
            _ => throw new ArgumentOutOfRangeException(nameof(config), config.Gateway, "There is no such gateway."),
        };
    }

    private static HttpAgentOptions HttpOf(HttpAgentConfig config) =>
        new(config.Url!, config.Secret.Reveal()) { CallbackUrl = config.CallbackUrl };

    private static ProgramAgentOptions ProgramOf(ProcessAgentConfig config) => new(config.Program)
    {
        Arguments = [.. config.Arguments],
        Environment = [.. config.Environment],
        Directory = config.Directory.Length == 0 ? null : config.Directory,
    };
}
