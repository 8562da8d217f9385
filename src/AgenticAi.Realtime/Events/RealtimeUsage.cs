namespace AgenticAi.Realtime.Events;

/// <summary>Tokens of one response. Input is the whole conversation so far, billed anew, its cached part at a lower price.</summary>
/// <remarks>Audio: one token for each 100 ms of the caller, one for each 50 ms of the assistant.</remarks>
public sealed record RealtimeUsage
{
    public int TotalTokens { get; init; }

    /// <summary>Text, audio and image together, cached or not.</summary>
    public int InputTokens { get; init; }

    public int InputTextTokens { get; init; }

    public int InputAudioTokens { get; init; }

    public int InputImageTokens { get; init; }

    /// <summary>The part of <see cref="InputTokens"/> that was cached.</summary>
    public int CachedTokens { get; init; }

    public int CachedTextTokens { get; init; }

    public int CachedAudioTokens { get; init; }

    public int CachedImageTokens { get; init; }

    public int OutputTokens { get; init; }

    public int OutputTextTokens { get; init; }

    public int OutputAudioTokens { get; init; }
}
