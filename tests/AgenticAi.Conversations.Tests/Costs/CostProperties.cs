using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Conversations.Tests;

public class CostProperties
{
    private static readonly Gen<long> Tokens = Gen.Choose(0, 200_000).Select(count => (long)count);

    /// <summary>Up to 100 with six decimals.</summary>
    private static readonly Gen<decimal> Amount = Gen.Choose(0, 100_000_000).Select(millionths => millionths / 1_000_000m);

    private static readonly Gen<decimal?> Known = Amount.Select(amount => (decimal?)amount);

    /// <summary>A complete table by tokens, in which the cache is never dearer.</summary>
    private static readonly Gen<ModelPrice> Price =
        from prices in Gen.ArrayOf(Known, 6)
        select new ModelPrice("m")
        {
            TextIn = Larger(prices[0], prices[1]),
            TextCached = Smaller(prices[0], prices[1]),
            TextOut = prices[2],
            AudioIn = Larger(prices[3], prices[4]),
            AudioCached = Smaller(prices[3], prices[4]),
            AudioOut = prices[5],
        };

    /// <summary>Any table: what it leaves out and where it goes by the minute.</summary>
    private static readonly Gen<ModelPrice> AnyPrice =
        from prices in Gen.ArrayOf(Gen.OneOf(Known, Gen.Constant<decimal?>(null)), 8)
        select new ModelPrice("m")
        {
            TextIn = prices[0],
            TextCached = prices[1],
            TextOut = prices[2],
            AudioIn = prices[3],
            AudioCached = prices[4],
            AudioOut = prices[5],
            AudioInPerMinute = prices[6],
            AudioOutPerMinute = prices[7],
        };

    private static readonly Gen<TokenUsage> Usage =
        from text in Tokens
        from audio in Tokens
        from cachedText in Tokens
        from cachedAudio in Tokens
        from textOut in Tokens
        from audioOut in Tokens
        select Of(text, audio, Math.Min(cachedText, text), Math.Min(cachedAudio, audio), textOut, audioOut);

    [Fact]
    public void Tokens_cost_together_what_they_cost_apart() => Prop.ForAll(
        Price.ToArbitrary(),
        Usage.ToArbitrary(),
        Usage.ToArbitrary(),
        (price, one, other) => Cost(price, one.Plus(other)) == Cost(price, one) + Cost(price, other)).QuickCheckThrowOnFailure();

    [Fact]
    public void More_never_costs_less() => Prop.ForAll(
        AnyPrice.ToArbitrary(),
        Usage.ToArbitrary(),
        Usage.ToArbitrary(),
        (price, one, more) => Cost(price, one.Plus(more)) >= Cost(price, one)).QuickCheckThrowOnFailure();

    [Fact]
    public void What_comes_from_the_cache_is_never_dearer_when_the_table_says_so() => Prop.ForAll(
        Price.ToArbitrary(),
        Usage.ToArbitrary(),
        (price, usage) => Cost(price, usage) <= Cost(price, usage with { CachedText = 0, CachedAudio = 0 })).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_a_price_for_the_cache_it_makes_no_difference() => Prop.ForAll(
        Price.ToArbitrary(),
        Usage.ToArbitrary(),
        (price, usage) => Cost(price with { TextCached = null, AudioCached = null }, usage)
            == Cost(price, usage with { CachedText = 0, CachedAudio = 0 })).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_is_reported_has_a_cost_that_is_not_negative() => Prop.ForAll(
        AnyPrice.ToArbitrary(),
        ArbMap.Default.ArbFor<long[]>().Filter(numbers => numbers.Length >= 12),
        (price, n) => CostCalculator.Of(price, new TokenUsage(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7])
        {
            InputImage = n[8],
            CachedText = n[9],
            CachedAudio = n[10],
            CachedImage = n[11],
        }).Amount >= 0).QuickCheckThrowOnFailure();

    [Fact]
    public void Transcriptions_by_the_minute_cost_together_what_they_cost_apart_up_to_the_rounding() => Prop.ForAll(
        Amount.ToArbitrary(),
        Amount.ToArbitrary(),
        Amount.ToArbitrary(),
        (minute, one, other) =>
        {
            var price = new ModelPrice("m") { AudioInPerMinute = minute };
            return Math.Abs(Seconds(price, one + other) - Seconds(price, one) - Seconds(price, other)) <= 0.0000000000015m;
        }).QuickCheckThrowOnFailure();

    private static decimal Seconds(ModelPrice price, decimal seconds) =>
        CostCalculator.Of(price, new TranscriptUsage(seconds, 0, 0, 0)).Amount;

    private static decimal Cost(ModelPrice price, TokenUsage usage) => CostCalculator.Of(price, usage).Amount;

    private static decimal? Larger(decimal? one, decimal? other) => one > other ? one : other;

    private static decimal? Smaller(decimal? one, decimal? other) => one > other ? other : one;

    private static TokenUsage Of(long text, long audio, long cachedText, long cachedAudio, long textOut, long audioOut) => new(
        text + audio + textOut + audioOut, text + audio, textOut + audioOut, text, audio, textOut, audioOut, cachedText + cachedAudio)
    {
        CachedText = cachedText,
        CachedAudio = cachedAudio,
    };
}
