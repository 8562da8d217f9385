namespace AgenticAi.Hosting;

/// <summary>How this process reaches Twilio's REST API and models over HTTP: one pool of connections for all clients.</summary>
internal static class OutboundHttp
{
    /// <summary>
    /// Longest life of a connection. Only a new connection asks DNS, so this is how long a service may have moved before its new address
    /// is used. Five minutes are well above the 60 s that such records commonly live, and make handshakes rare.
    /// </summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Longest idle time of a connection: less than the 60 s and more after which load balancers close theirs, for a request that is
    /// sent into a connection that the other side closes in this moment fails, and none is sent twice.
    /// </summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Made once in a process; whoever makes it disposes it, after all clients.</summary>
    public static SocketsHttpHandler NewHandler() => new()
    {
        PooledConnectionLifetime = ConnectionLifetime,
        PooledConnectionIdleTimeout = IdleTimeout,
    };

    /// <summary>A client that sends through the handler and leaves it to its owner.</summary>
    public static HttpClient ClientOf(SocketsHttpHandler handler) => new(handler, disposeHandler: false);
}
