using AgenticAi.Calls.Brain;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Tests.Brain;

/// <summary>The brain is told what was used in full.</summary>
public sealed class UsageTranslationTests
{
    public static TheoryData<TranscriptionUsage, TranscriptUsage> Transcripts => new()
    {
        { new TranscriptionUsage { Seconds = 1.5 }, new TranscriptUsage(1.5m, 0, 0, 0) },
        {
            new TranscriptionUsage { InputTokens = 13, InputTextTokens = 1, InputAudioTokens = 12, OutputTokens = 9 },
            new TranscriptUsage(null, 1, 12, 9)
        },
        { new TranscriptionUsage { InputTokens = 13, OutputTokens = 2 }, new TranscriptUsage(null, 0, 13, 2) },
        { new TranscriptionUsage { Seconds = double.MaxValue }, new TranscriptUsage(null, 0, 0, 0) },
    };

    [Fact]
    public void What_a_response_used()
    {
        var used = new RealtimeUsage
        {
            TotalTokens = 253,
            InputTokens = 132,
            InputTextTokens = 119,
            InputAudioTokens = 11,
            InputImageTokens = 2,
            CachedTokens = 64,
            CachedTextTokens = 60,
            CachedAudioTokens = 3,
            CachedImageTokens = 1,
            OutputTokens = 121,
            OutputTextTokens = 30,
            OutputAudioTokens = 91,
        };
        UsageTranslation.Of(new ResponseDone("resp_1", ResponseStatuses.Completed, null, null, used, [])).ShouldBe(
            new ReportUsage("resp_1", new TokenUsage(253, 132, 121, 119, 11, 30, 91, 64)
            {
                InputImage = 2,
                CachedText = 60,
                CachedAudio = 3,
                CachedImage = 1,
            }));
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public void What_a_transcript_used(TranscriptionUsage used, TranscriptUsage told)
    {
        var transcript = new InputTranscriptionCompleted("item_1", 0, "Yes.", used);
        UsageTranslation.Of(transcript).ShouldBe(new ReportTranscriptUsage("item_1", told));
    }

    [Fact]
    public void Nothing_is_told_where_nothing_was_used()
    {
        UsageTranslation.Of(new InputTranscriptionCompleted("item_1", 0, "Yes.", null)).ShouldBeNull();
        UsageTranslation.Of(new InputAudioCleared()).ShouldBeNull();
    }
}
