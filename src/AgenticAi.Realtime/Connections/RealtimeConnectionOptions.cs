namespace AgenticAi.Realtime.Connections;

/// <summary>Limits of one connection.</summary>
/// <remarks>The internal ones are no options: they are not constants for tests that see what follows when they are over.</remarks>
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
    internal TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Time without a word of the server before a ping, so that a line that died silently is noticed while the caller still waits: two
    /// bytes each way. Zero for none.
    /// </summary>
    internal TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a pong may take before the connection counts as lost. A packet that is lost twice is sent again within 3 s
    /// (RFC 6298: 1 s, doubled); less would take such a line for dead.
    /// </summary>
    internal TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(4);
}
