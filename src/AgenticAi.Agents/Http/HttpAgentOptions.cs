namespace AgenticAi.Agents.Http;

/// <summary>An agent that is asked over HTTP.</summary>
/// <param name="Url">Where tasks are posted, http or https.</param>
/// <param name="Secret">Shared with the agent; signs both ways.</param>
public sealed record HttpAgentOptions(Uri Url, string Secret)
{
    /// <summary>The address under which the agent reaches this server, for answers that come later; null when they may not.</summary>
    public Uri? CallbackUrl { get; init; }

    public override string ToString() => $"{nameof(HttpAgentOptions)} {{ {Wire.Reason.Address(Url)} }}";
}
