namespace AgenticAi.Conversations;

/// <summary>Version 1 of <c>usage-reported</c>: which kind of tokens came from the cache was not kept.</summary>
internal sealed record UsageReportedV1(string ResponseId, TokenUsageV1 Tokens) : IFormer<ConversationEvent>
{
    public ConversationEvent Today => new UsageReported(
        ResponseId,
        new TokenUsage(
            Tokens.Total, Tokens.Input, Tokens.Output, Tokens.InputText, Tokens.InputAudio, Tokens.OutputText, Tokens.OutputAudio,
            Tokens.Cached));
}

/// <summary>The tokens of <see cref="UsageReportedV1"/>.</summary>
internal sealed record TokenUsageV1(
    long Total, long Input, long Output, long InputText, long InputAudio, long OutputText, long OutputAudio, long Cached);
