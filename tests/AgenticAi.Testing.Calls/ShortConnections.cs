namespace AgenticAi.Tests.Calls;

/// <summary>HTTP clients that soon close a connection that nobody uses: a count of what is open comes to rest in seconds.</summary>
internal static class ShortConnections
{
    /// <summary>The client looks each second at what it has open; after two more looks it forgets a server that it was not asked for again.</summary>
    public static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(1);

    public static HttpClient Client() => new(new SocketsHttpHandler { PooledConnectionIdleTimeout = IdleTimeout });
}
