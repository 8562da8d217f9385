namespace AgenticAi.Conversations.Tests;

/// <summary>Costs that were worked out by hand.</summary>
public class CostCalculatorTests
{
    /// <summary>https://developers.openai.com/api/docs/models/gpt-realtime-2.1</summary>
    private static readonly ModelPrice Realtime21 = Price(4m, 0.40m, 24m, 32m, 0.40m, 64m);

    /// <summary>https://developers.openai.com/api/docs/models/gpt-realtime-2.1-mini</summary>
    private static readonly ModelPrice Mini = Price(0.60m, 0.06m, 2.40m, 10m, 0.30m, 20m);

    /// <summary>The table of the first version, which priced audio by the minute.</summary>
    private static readonly ModelPrice First = new("gpt-4o-realtime-preview-2024-12-17")
    {
        TextIn = 5,
        TextOut = 20,
        AudioInPerMinute = 0.06m,
        AudioOutPerMinute = 0.24m,
    };

    [Fact]
    public void Each_kind_of_token_has_its_price()
    {
        Cost(Realtime21, Usage(textIn: 1_000_000)).ShouldBe(4m);
        Cost(Realtime21, Usage(textIn: 1_000_000, textCached: 1_000_000)).ShouldBe(0.40m);
        Cost(Realtime21, Usage(textOut: 1_000_000)).ShouldBe(24m);
        Cost(Realtime21, Usage(audioIn: 1_000_000)).ShouldBe(32m);
        Cost(Mini, Usage(audioIn: 1_000_000, audioCached: 1_000_000)).ShouldBe(0.30m);
        Cost(Realtime21, Usage(audioOut: 1_000_000)).ShouldBe(64m);
    }

    [Fact]
    public void A_minute_of_the_caller_and_a_minute_of_the_agent_cost_what_the_vendor_s_rule_says()
    {
        // A token each 100 ms of the caller: 600 × 32 / 1,000,000. One each 50 ms of the assistant: 1,200 × 64 / 1,000,000.
        Cost(Realtime21, Usage(audioIn: 600)).ShouldBe(0.0192m);
        Cost(Realtime21, Usage(audioOut: 1_200)).ShouldBe(0.0768m);
    }

    [Fact]
    public void A_response_with_a_history_in_the_cache_is_added_up_part_by_part()
    {
        // The numbers of a real response (https://community.openai.com/t/help-me-understand-the-realtime-usage-block/1060242) at the prices
        // its model had then: 57 × 5 + 256 × 2.5 + 92 × 40 + 384 × 2.5 + 9 × 20 + 23 × 80 = 7,585 millionths.
        Cost(Price(5m, 2.5m, 20m, 40m, 2.5m, 80m), Usage(313, 256, 9, 476, 384, 23)).ShouldBe(0.007585m);

        // The same at today's: 57 × 4 + 256 × 0.4 + 92 × 32 + 384 × 0.4 + 9 × 24 + 23 × 64 = 5,116.
        Cost(Realtime21, Usage(313, 256, 9, 476, 384, 23)).ShouldBe(0.005116m);
    }

    [Theory]
    [InlineData(1, "0.06", "0.24", "0.30")]
    [InlineData(5, "0.30", "1.20", "1.50")]
    [InlineData(10, "0.60", "2.40", "3.00")]
    public void The_table_of_the_first_version_gives_its_own_examples(int minutes, string heard, string spoken, string together)
    {
        Cost(First, Usage(audioIn: 600 * minutes)).ShouldBe(Amount(heard));
        Cost(First, Usage(audioOut: 1_200 * minutes)).ShouldBe(Amount(spoken));
        Cost(First, Usage(audioIn: 600 * minutes, audioOut: 1_200 * minutes)).ShouldBe(Amount(together));
    }

    [Fact]
    public void The_table_of_the_first_version_prices_text_by_the_million()
    {
        Cost(First, Usage(textIn: 1_000_000)).ShouldBe(5m);
        Cost(First, Usage(textOut: 1_000_000)).ShouldBe(20m);
        Cost(First, Usage(textIn: 1_000_000, textCached: 400_000)).ShouldBe(5m, "a table without a price for the cache has none");
    }

    [Fact]
    public void Time_is_not_rounded_up_to_the_minute() =>
        // The vendor's own example: 90 s at 0.05 a minute (https://developers.openai.com/api/docs/guides/voice-latency-cost).
        CostCalculator.Of(new ModelPrice("m") { AudioInPerMinute = 0.05m }, new TranscriptUsage(90, 0, 0, 0)).Amount.ShouldBe(0.075m);

    [Fact]
    public void A_transcription_by_the_minute_costs_its_length_whatever_its_text()
    {
        var price = new ModelPrice("gpt-transcribe") { AudioInPerMinute = 0.0045m };
        CostCalculator.Of(price, new TranscriptUsage(20, 0, 0, 0)).ShouldBe(new Cost(0.0015m, true));
        CostCalculator.Of(price, new TranscriptUsage(null, 12, 200, 40)).ShouldBe(new Cost(0.0015m, true), "200 tokens are 20 s");
        CostCalculator.Of(price, new TranscriptUsage(0.1m, 0, 0, 0)).ShouldBe(new Cost(0.0000075m, true));
    }

    [Fact]
    public void A_transcription_by_tokens_costs_its_tokens()
    {
        // https://developers.openai.com/api/docs/models/gpt-4o-transcribe: 104 × 2.5 + 20 × 10 = 460 millionths.
        var price = new ModelPrice("gpt-4o-transcribe") { TextIn = 2.5m, TextOut = 10, AudioIn = 2.5m };
        CostCalculator.Of(price, new TranscriptUsage(null, 4, 100, 20)).ShouldBe(new Cost(0.00046m, true));
        CostCalculator.Of(price, new TranscriptUsage(10, 0, 0, 0)).ShouldBe(new Cost(0.00025m, true), "10 s are 100 tokens");
    }

    [Fact]
    public void Only_minutes_are_rounded_at_the_twelfth_decimal()
    {
        var price = new ModelPrice("m") { AudioInPerMinute = 0.017m };
        CostCalculator.Of(price, new TranscriptUsage(1, 0, 0, 0)).Amount.ShouldBe(0.000283333333m);
        CostCalculator.Of(price, new TranscriptUsage(2, 0, 0, 0)).Amount.ShouldBe(0.000566666667m);
        Cost(Price(0.000001m, 0, 0, 0, 0, 0), Usage(textIn: 1)).ShouldBe(0.000000000001m);
    }

    [Fact]
    public void What_has_no_price_is_said_to_be_missing()
    {
        CostCalculator.Of(new ModelPrice("m") { TextIn = 4 }, Usage(textIn: 1_000_000, audioIn: 5)).ShouldBe(new Cost(4m, false));
        CostCalculator.Of(Realtime21, Usage() with { Input = 3, InputImage = 3 }).ShouldBe(new Cost(0, false));
        CostCalculator.Of(new ModelPrice("m"), Usage()).ShouldBe(new Cost(0, true), "nothing was used");
        CostCalculator.Of(new ModelPrice("m") { AudioIn = 6 }, new TranscriptUsage(null, 0, 10, 3)).IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void Cached_tokens_of_no_kind_are_priced_as_if_they_were_not_cached() =>
        Cost(Realtime21, Usage(textIn: 1_000_000) with { Cached = 1_000_000 }).ShouldBe(4m);

    [Fact]
    public void Tokens_of_no_kind_are_priced_as_text()
    {
        Cost(Realtime21, new TokenUsage(0, 1_000_000, 0, 0, 0, 0, 0, 0)).ShouldBe(4m);
        Cost(Realtime21, new TokenUsage(0, 0, 1_000_000, 0, 0, 0, 0, 0)).ShouldBe(24m);
    }

    [Fact]
    public void Numbers_that_cannot_be_true_cost_no_less_than_nothing()
    {
        Cost(Realtime21, new TokenUsage(-1, -1, -1, -1, -1, -1, -1, -1) { CachedText = -1, CachedAudio = -1 }).ShouldBe(0);
        Cost(Realtime21, Usage(audioIn: 1_000_000, audioCached: 5_000_000)).ShouldBe(0.40m);
        CostCalculator.Of(new ModelPrice("m") { AudioInPerMinute = 1 }, new TranscriptUsage(-60, -1, -1, -1)).ShouldBe(new Cost(0, true));
        const long Most = long.MaxValue;
        Cost(Price(10_000, 10_000, 10_000, 10_000, 10_000, 10_000), new TokenUsage(Most, Most, Most, Most, Most, Most, Most, Most))
            .ShouldBeGreaterThan(0);
    }

    private static decimal Cost(ModelPrice price, TokenUsage usage)
    {
        Cost cost = CostCalculator.Of(price, usage);
        cost.IsComplete.ShouldBeTrue();
        return cost.Amount;
    }

    private static decimal Amount(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static ModelPrice Price(
        decimal textIn, decimal textCached, decimal textOut, decimal audioIn, decimal audioCached, decimal audioOut) => new("m")
        {
            TextIn = textIn,
            TextCached = textCached,
            TextOut = textOut,
            AudioIn = audioIn,
            AudioCached = audioCached,
            AudioOut = audioOut,
        };

    private static TokenUsage Usage(
        long textIn = 0, long textCached = 0, long textOut = 0, long audioIn = 0, long audioCached = 0, long audioOut = 0) =>
        new(
            textIn + audioIn + textOut + audioOut, textIn + audioIn, textOut + audioOut, textIn, audioIn, textOut, audioOut,
            textCached + audioCached)
        {
            CachedText = textCached,
            CachedAudio = audioCached,
        };
}
