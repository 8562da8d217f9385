using AgenticAi.Agents.Wire;

namespace AgenticAi.Agents.OpenClaw;

/// <summary>
/// The gateway of an OpenClaw installation. Its times are those of OpenClaw's own client
/// (<see href="https://docs.openclaw.ai/gateway/protocol"/>, "Client constants"; see docs/protocols/openclaw.md).
/// </summary>
/// <remarks>The times are no options: they are internal, and not constants, for tests that see what follows when they are over.</remarks>
/// <param name="Url">ws or wss; OpenClaw's own is <c>ws://127.0.0.1:18789</c>.</param>
/// <param name="Token">The gateway's shared token (<c>gateway.auth.token</c>); empty for a gateway that wants none.</param>
public sealed record OpenClawOptions(Uri Url, string Token)
{
    /// <summary>How long a task waits for a gateway that cannot be reached before it is given up unasked.</summary>
    internal TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the first packet to the gateway's hello.</summary>
    internal TimeSpan HandshakeWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Before the first attempt to connect again; doubled before each further one.</summary>
    internal TimeSpan FirstBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Between attempts at most.</summary>
    internal TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(30);

    public override string ToString() => $"{nameof(OpenClawOptions)} {{ {Reason.Address(Url)} }}";
}
