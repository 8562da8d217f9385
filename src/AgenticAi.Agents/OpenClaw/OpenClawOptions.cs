using AgenticAi.Agents.Wire;

namespace AgenticAi.Agents.OpenClaw;

/// <summary>
/// The gateway of an OpenClaw installation. Its defaults are those of OpenClaw's own client
/// (<see href="https://docs.openclaw.ai/gateway/protocol"/>, "Client constants"; see docs/protocols/openclaw.md).
/// </summary>
/// <param name="Url">ws or wss; OpenClaw's own is <c>ws://127.0.0.1:18789</c>.</param>
/// <param name="Token">The gateway's shared token (<c>gateway.auth.token</c>); empty for a gateway that wants none.</param>
public sealed record OpenClawOptions(Uri Url, string Token)
{
    /// <summary>How long a task waits for a gateway that cannot be reached before it is given up unasked.</summary>
    public TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the first packet to the gateway's hello.</summary>
    public TimeSpan HandshakeWithin { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>From a request to its response.</summary>
    public TimeSpan RespondWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Before the first attempt to connect again; doubled before each further one.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Between attempts at most.</summary>
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the gateway may wait for a run, after a lost connection, before it is asked anew.</summary>
    public TimeSpan FollowFor { get; init; } = TimeSpan.FromSeconds(20);

    public override string ToString() => $"{nameof(OpenClawOptions)} {{ {Reason.Address(Url)} }}";
}
