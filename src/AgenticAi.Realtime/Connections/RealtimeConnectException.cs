namespace AgenticAi.Realtime.Connections;

/// <summary>There is no session.</summary>
public sealed class RealtimeConnectException : Exception
{
    internal RealtimeConnectException(
        RealtimeConnectFailure kind, string message, string? code = null, bool isFatal = false, Exception? cause = null)
        : base(message, cause)
    {
        Kind = kind;
        Code = code;
        IsFatal = isFatal || RealtimeErrors.Classify(code) == RealtimeErrorKind.Fatal;
    }

    public RealtimeConnectFailure Kind { get; }

    /// <summary>
    /// The server's error code, or the one its HTTP status stands for; null when there is none. See <see cref="RealtimeErrors"/>.
    /// </summary>
    public string? Code { get; }

    /// <summary>Whether trying again is of no use: the key, the account, the model or the settings are refused.</summary>
    public bool IsFatal { get; }
}
