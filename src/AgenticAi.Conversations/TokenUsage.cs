using System.Text.Json.Serialization;

namespace AgenticAi.Conversations;

/// <summary>
/// Tokens of one response, or of several added up, as the model counts them (<c>response.done</c>, <c>usage</c>):
/// input is text, audio and images, of which <paramref name="Cached"/> were read from its cache; output is text and audio.
/// </summary>
public sealed record TokenUsage(
    long Total,
    long Input,
    long Output,
    long InputText,
    long InputAudio,
    long OutputText,
    long OutputAudio,
    long Cached)
{
    /// <summary>Input that is images.</summary>
    [JsonRequired]
    public long InputImage { get; init; }

    /// <summary>The part of <see cref="InputText"/> that was read from the cache.</summary>
    [JsonRequired]
    public long CachedText { get; init; }

    /// <summary>The part of <see cref="InputAudio"/> that was read from the cache.</summary>
    [JsonRequired]
    public long CachedAudio { get; init; }

    /// <summary>The part of <see cref="InputImage"/> that was read from the cache.</summary>
    [JsonRequired]
    public long CachedImage { get; init; }

    /// <summary>No tokens.</summary>
    public static TokenUsage None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>The sum of two usages, part by part.</summary>
    public TokenUsage Plus(TokenUsage other) => new(
        Total + other.Total,
        Input + other.Input,
        Output + other.Output,
        InputText + other.InputText,
        InputAudio + other.InputAudio,
        OutputText + other.OutputText,
        OutputAudio + other.OutputAudio,
        Cached + other.Cached)
    {
        InputImage = InputImage + other.InputImage,
        CachedText = CachedText + other.CachedText,
        CachedAudio = CachedAudio + other.CachedAudio,
        CachedImage = CachedImage + other.CachedImage,
    };
}
