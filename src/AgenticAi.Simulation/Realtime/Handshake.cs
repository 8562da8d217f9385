namespace AgenticAi.Simulation.Realtime;

/// <summary>What happens when a client connects.</summary>
public sealed record Handshake
{
    /// <summary>It is let in at once.</summary>
    public static Handshake Accept { get; } = new();

    /// <summary>Time before anything is answered.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>It is refused with this HTTP status instead of 101; 0 lets it in.</summary>
    public int Status { get; init; }

    /// <summary>The TCP connection is taken down instead of an answer.</summary>
    public bool Reset { get; init; }

    /// <summary>It is refused with an HTTP status: 429, 500, 503 …</summary>
    public static Handshake Refuse(int status) => new() { Status = status };

    /// <summary>It is let in late.</summary>
    public static Handshake Slow(TimeSpan delay) => new() { Delay = delay };
}
