namespace AgenticAi.Simulation.OpenClaw;

/// <summary>How a simulated OpenClaw gateway behaves.</summary>
public sealed record SimulatedOpenClawOptions
{
    /// <summary>Address to listen on.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port to listen on; 0 for a free one. OpenClaw's own is 18789.</summary>
    public int Port { get; init; }

    /// <summary>The token that clients must present; null accepts any.</summary>
    public string? Token { get; init; }

    /// <summary>The one version of the protocol that it speaks.</summary>
    public int Protocol { get; init; } = 4;

    /// <summary>
    /// Treats clients as if they came from another machine: without a device of their own they are let in and may do nothing.
    /// </summary>
    public bool TreatsAsRemote { get; init; }

    /// <summary>How many connections are turned away as long as the gateway is starting.</summary>
    public int StartingFor { get; init; }

    /// <summary>Says nothing at all, not even the challenge.</summary>
    public bool IsMute { get; init; }

    /// <summary>How often it says that it is alive; told in the hello.</summary>
    public TimeSpan TickInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Keeps the ticks to itself.</summary>
    public bool KeepsTicks { get; init; }

    /// <summary>
    /// Whether its answers to <c>agent.wait</c> tell a task that it does not know from one that runs; older gateways do not.
    /// </summary>
    public bool TellsUnknownRuns { get; init; } = true;

    /// <summary>What its agent does with a message.</summary>
    public Func<ClawTask, ClawReply> Agent { get; init; } = _ => new ClawReply("It is done.");

    /// <summary>Told what happens; must be quick and must not throw. For live display.</summary>
    public Action<string>? OnActivity { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>A message to the simulated agent.</summary>
/// <param name="RunId">The idempotency key it came with.</param>
/// <param name="SessionKey">The session.</param>
/// <param name="Message">The words.</param>
/// <param name="Number">0 for the first run of the gateway.</param>
public sealed record ClawTask(string RunId, string SessionKey, string Message, int Number);

/// <summary>What the simulated agent does: its words, in pieces, and what goes wrong.</summary>
/// <param name="Text">Its whole answer; null for a final event without words.</param>
public sealed record ClawReply(string? Text)
{
    /// <summary>How many characters an event adds.</summary>
    public int PieceChars { get; init; } = 12;

    /// <summary>Waits for this before the first word.</summary>
    public Task Before { get; init; } = Task.CompletedTask;

    /// <summary>Waits for this after the last word, before it says that it is over.</summary>
    public Task After { get; init; } = Task.CompletedTask;

    /// <summary>Fails with this after its words.</summary>
    public string? Error { get; init; }

    /// <summary>Goes on when it is aborted, as a tool that cannot be stopped does: its events come all the same.</summary>
    public bool IgnoresAbort { get; init; }
}
