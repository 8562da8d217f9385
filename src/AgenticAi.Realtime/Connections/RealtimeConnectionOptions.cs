namespace AgenticAi.Realtime.Connections;

/// <summary>Limits of one connection.</summary>
public sealed record RealtimeConnectionOptions
{
    /// <summary>From the first packet to session.updated.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Longest message taken, in bytes; longer ones are skipped and reported. The API bounds what it takes to 15 MiB and says nothing of
    /// what it sends; a little more than that lets anything it could mean pass, and only such a message costs the memory.
    /// </summary>
    public int MaxMessageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long a goodbye may take, each way, before the connection is dropped.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time between pings, so that a line that died silently is noticed. Zero for none.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a pong may take before the connection counts as lost.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
