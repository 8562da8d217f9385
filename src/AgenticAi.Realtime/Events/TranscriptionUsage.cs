namespace AgenticAi.Realtime.Events;

/// <summary>What one transcription costs: tokens or, for models billed by time, seconds.</summary>
public sealed record TranscriptionUsage
{
    /// <summary>Length of the audio in seconds, for models billed by time; otherwise null.</summary>
    public double? Seconds { get; init; }

    public int TotalTokens { get; init; }

    public int InputTokens { get; init; }

    public int InputTextTokens { get; init; }

    public int InputAudioTokens { get; init; }

    public int OutputTokens { get; init; }
}
