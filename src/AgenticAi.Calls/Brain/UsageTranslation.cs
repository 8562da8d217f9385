using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Brain;

/// <summary>What the model's leg reports of its use, in the brain's words.</summary>
internal static class UsageTranslation
{
    /// <summary>Nobody speaks for longer without a pause; whatever is more is no length of audio.</summary>
    private const double LongestSeconds = 86_400;

    /// <summary>The command for a message of the model, or null when nothing was used.</summary>
    public static ConversationCommand? Of(ServerEvent sent) => sent switch
    {
        ResponseDone { Usage: { } usage } done => new ReportUsage(done.ResponseId, TokensOf(usage)),
        InputTranscriptionCompleted { Usage: { } usage } completed => new ReportTranscriptUsage(completed.ItemId, UsageOf(usage)),
        _ => null,
    };

    private static TokenUsage TokensOf(RealtimeUsage usage) => new(
        usage.TotalTokens, usage.InputTokens, usage.OutputTokens, usage.InputTextTokens, usage.InputAudioTokens,
        usage.OutputTextTokens, usage.OutputAudioTokens, usage.CachedTokens)
    {
        InputImage = usage.InputImageTokens,
        CachedText = usage.CachedTextTokens,
        CachedAudio = usage.CachedAudioTokens,
        CachedImage = usage.CachedImageTokens,
    };

    /// <summary>Tokens of no kind are audio: that is what is transcribed.</summary>
    private static TranscriptUsage UsageOf(TranscriptionUsage usage) => new(
        usage.Seconds is >= 0 and <= LongestSeconds ? (decimal)usage.Seconds.Value : null,
        usage.InputTextTokens,
        Math.Max(usage.InputAudioTokens, usage.InputTokens - (long)usage.InputTextTokens),
        usage.OutputTokens);
}
