namespace AgenticAi.Realtime.Connections;

/// <summary>How a connection ended.</summary>
public enum RealtimeEndKind
{
    /// <summary>One side said goodbye, see <see cref="RealtimeEnd.ByUs"/>.</summary>
    Closed,

    /// <summary>The line broke.</summary>
    Lost,

    /// <summary>The reader was told to stop.</summary>
    Cancelled,
}
