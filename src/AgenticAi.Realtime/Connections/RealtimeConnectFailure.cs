namespace AgenticAi.Realtime.Connections;

/// <summary>Why there is no connection.</summary>
public enum RealtimeConnectFailure
{
    /// <summary>The server answered, and said no.</summary>
    Refused,

    /// <summary>The server could not be reached, broke off, or is in trouble itself.</summary>
    Unreachable,

    /// <summary>It took longer than <see cref="RealtimeConnectionOptions.ConnectTimeout"/>.</summary>
    TimedOut,

    /// <summary>The other side does not speak this protocol.</summary>
    ProtocolError,
}
