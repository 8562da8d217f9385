using System.Text.RegularExpressions;
using AgenticAi.Configuration.Reading;

namespace AgenticAi.Configuration.Sections;

/// <summary>Reads <c>agent</c>.</summary>
internal static partial class AgentBinder
{
    private static readonly ValueKind<AgentGatewaySetting> Gateway = Kinds.OneOf(
        ("none", AgentGatewaySetting.None),
        ("http", AgentGatewaySetting.Http),
        ("process", AgentGatewaySetting.Process),
        ("openclaw", AgentGatewaySetting.OpenClaw));

    private static readonly ValueKind<Secret> Shared = TextKinds.Hidden(
        "at least 16 characters without white space, or empty",
        text => text.Length == 0 || (text.Length >= 16 && TextKinds.IsOneWord(text)));

    private static readonly ValueKind<Secret> Token = TextKinds.Hidden(
        "a token without white space, or empty", text => text.Length == 0 || TextKinds.IsOneWord(text));

    private static readonly ValueKind<string> VariableName = new(
        "the name of a variable", text => Name().IsMatch(text) ? text : Parsed<string>.No(), text => text);

    private static readonly ValueKind<string> PathOrEmpty = TextKinds.Prose(0, 4_096);

    public static AgentConfig Bind(Section section)
    {
        var defaults = new AgentConfig();
        AgentGatewaySetting gateway = section.Read("gateway", defaults.Gateway, Gateway,
            "Who gets done what callers ask for: nobody, a web service, a program, or an OpenClaw installation.");
        return new AgentConfig
        {
            Gateway = gateway,
            Http = section.Child("http", child => BindHttp(child, gateway == AgentGatewaySetting.Http)),
            Process = section.Child("process", child => BindProcess(child, gateway == AgentGatewaySetting.Process)),
            OpenClaw = section.Child("openclaw", BindOpenClaw),
            TimeLimit = section.Read("time_limit_s", defaults.TimeLimit, Kinds.Seconds(1, 3_600),
                "How long an agent may take; then it is stopped."),
            WorkingAfter = section.Read("working_after_ms", defaults.WorkingAfter, Kinds.Milliseconds(500, 60_000),
                "After how long the voice says that it is still working."),
            SessionSecret = section.Read("session_secret", defaults.SessionSecret, Shared,
                "Makes the keys of the agent's sessions. Empty: a fixed one, so that who sees a key can find the caller's number by "
                + "trying all."),
        };
    }

    private static HttpAgentConfig BindHttp(Section section, bool isUsed)
    {
        var config = new HttpAgentConfig
        {
            Url = section.Read("url", null, AddressKinds.UrlOrEmpty("https", "http"), "Where tasks are posted."),
            Secret = section.Read("secret", Secret.None, Shared, "Shared with the agent; signs tasks and callbacks."),
            CallbackUrl = section.Read("callback_url", null, AddressKinds.UrlOrEmpty("https", "http", hostOnly: true),
                "The address under which the agent reaches this server, for answers that come later. Empty: it must answer in the "
                + "response."),
        };
        Require(section, isUsed && config.Url is null, "url", "agent.gateway is http");
        Require(section, isUsed && config.Secret.IsEmpty, "secret", "agent.gateway is http");
        return config;
    }

    private static ProcessAgentConfig BindProcess(Section section, bool isUsed)
    {
        var config = new ProcessAgentConfig
        {
            Program = section.Read("program", "", PathOrEmpty, "A path, or a name that is looked up in PATH. There is no shell."),
            Arguments = section.ReadList("arguments", 100, TextKinds.Prose(0, 4_096), "Handed over one by one, as they are."),
            Environment = section.ReadList("environment", 100, VariableName,
                "The variables of this server that the program gets; it gets no others."),
            Directory = section.Read("directory", "", PathOrEmpty, "Where it runs. Empty: where this server was started."),
        };
        Require(section, isUsed && config.Program.Length == 0, "program", "agent.gateway is process");
        return config;
    }

    private static OpenClawAgentConfig BindOpenClaw(Section section)
    {
        var defaults = new OpenClawAgentConfig();
        return new OpenClawAgentConfig
        {
            Url = section.Read("url", defaults.Url, AddressKinds.Url("wss", "ws"), "The gateway, on this machine or through a tunnel."),
            Token = section.Read("token", defaults.Token, Token, "The gateway's token (`gateway.auth.token` there)."),
        };
    }

    private static void Require(Section section, bool isMissing, string key, string why)
    {
        if (isMissing && !section.HasError(key)) section.Error(key, $"is missing: {why}");
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
