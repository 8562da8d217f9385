namespace AgenticAi.Agents.OpenClaw;

/// <summary>How the gateway failed us.</summary>
internal enum ClawFailure
{
    /// <summary>There is no connection; nothing was asked.</summary>
    NotReached,

    /// <summary>It does not let us in. The same again would have the same answer.</summary>
    Refused,

    /// <summary>It answered a request with an error.</summary>
    Rejected,

    /// <summary>The connection ended before the response: nobody knows what became of the request.</summary>
    Lost,
}

/// <summary>The gateway failed us. The message holds no secret.</summary>
internal sealed class ClawException(ClawFailure failure, string message, Exception? cause = null) : Exception(message, cause)
{
    public ClawFailure Failure { get; } = failure;
}
