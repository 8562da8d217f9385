namespace AgenticAi.Realtime.Handling;

/// <summary>What the user of the handler wants to hear of. Immutable, so that it can be replaced while the dispatcher reads it.</summary>
internal sealed record HandlerCallbacks
{
    public Func<byte[], Task>? OnAudio { get; init; }

    public Func<string, bool, Task>? OnTranscript { get; init; }

    public Func<string, Task>? OnUserTranscript { get; init; }

    public Func<Task>? OnTurnComplete { get; init; }

    public Func<Task>? OnUserTurnComplete { get; init; }

    /// <summary>These, and the others where these are not set.</summary>
    public HandlerCallbacks Over(HandlerCallbacks others) => new()
    {
        OnAudio = OnAudio ?? others.OnAudio,
        OnTranscript = OnTranscript ?? others.OnTranscript,
        OnUserTranscript = OnUserTranscript ?? others.OnUserTranscript,
        OnTurnComplete = OnTurnComplete ?? others.OnTurnComplete,
        OnUserTurnComplete = OnUserTurnComplete ?? others.OnUserTurnComplete,
    };
}
