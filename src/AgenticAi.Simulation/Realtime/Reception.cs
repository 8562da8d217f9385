namespace AgenticAi.Simulation.Realtime;

/// <summary>A client that asks to be let in.</summary>
/// <param name="Attempt">0 for the first attempt to connect to this server.</param>
/// <param name="TraceId">
/// The trace that its request belongs to, 32 hexadecimal digits (www.w3.org/TR/trace-context/#trace-id); null when it tells none.
/// </param>
public sealed record RealtimeArrival(int Attempt, string? TraceId)
{
    // traceparent: version, trace, parent and flags, with a hyphen between
    internal static string? TraceOf(string traceparent) => traceparent.Split('-') is [_, { Length: 32 } trace, ..] ? trace : null;
}

/// <summary>How one client is received.</summary>
/// <param name="Handshake">Whether it is let in, and when.</param>
/// <param name="Faults">What goes wrong in its session by itself; <see cref="FaultPlan.Session"/> does not matter here.</param>
public sealed record Reception(Handshake Handshake, IReadOnlyList<FaultPlan> Faults)
{
    /// <summary>It is let in, and nothing goes wrong.</summary>
    public static Reception Usual { get; } = new(Handshake.Accept, []);

    /// <summary>Told when a fault happens in the session, under its lock: it must be quick and must not throw.</summary>
    public Action<RealtimeFault>? OnFault { get; init; }
}
