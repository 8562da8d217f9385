using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Hosting;

namespace AgenticAi.Tests.Configuration;

/// <summary>What <c>costs</c> makes of its values, and what it refuses.</summary>
public class CostsTests
{
    private const string Voice = "gpt-realtime-2.1: { text_in: 4, text_out: 24, audio_in: 32, audio_out: 64 }";
    private const string Transcription = "gpt-transcribe: { audio_in_per_minute: 0.0045 }";
    private const string Table = $"prices_as_of: 2026-11-22, prices: {{ {Voice}, {Transcription} }}";

    [Fact]
    public void Every_key_of_the_costs_arrives()
    {
        CostsConfig costs = Sample.Valid(Sample.Minimal + """
            costs:
              prices_as_of: 2026-11-22
              currency: EUR
              prices:
                gpt-realtime-2.1:
                  text_in: 4
                  text_cached: 0.4
                  text_out: 24
                  audio_in: 32
                  audio_cached: 0.41
                  audio_out: 64.000001
                gpt-transcribe: { audio_in_per_minute: 0.0045, audio_out_per_minute: "0" }
              call_soft_limit: 0.5
              call_hard_limit: 0.75
              day_soft_limit: 20
              day_hard_limit: 25
              warning: We have to come to an end.
              goodbye: Bye.
            """).Costs;

        costs.PricesAsOf.ShouldBe(new DateOnly(2026, 11, 22));
        costs.Currency.ShouldBe("EUR");
        costs.Prices.ShouldBe(
        [
            new ModelPrice("gpt-realtime-2.1")
            {
                TextIn = 4,
                TextCached = 0.4m,
                TextOut = 24,
                AudioIn = 32,
                AudioCached = 0.41m,
                AudioOut = 64.000001m,
            },
            new ModelPrice("gpt-transcribe") { AudioInPerMinute = 0.0045m, AudioOutPerMinute = 0 },
        ]);
        (costs.CallSoftLimit, costs.CallHardLimit, costs.DaySoftLimit, costs.DayHardLimit).ShouldBe((0.5m, 0.75m, 20m, 25m));
        (costs.Warning, costs.Goodbye).ShouldBe(("We have to come to an end.", "Bye."));
    }

    [Fact]
    public void They_are_the_policy_of_the_conversations()
    {
        AgenticAiConfig config = Sample.Valid(Sample.Minimal
            + $"costs: {{ {Table}, call_soft_limit: 1, call_hard_limit: 2, day_soft_limit: 3, day_hard_limit: 4, "
            + "warning: Soon., goodbye: Bye. }");

        CallSettings.Of(config).Budget.ShouldBe(new BudgetPolicy
        {
            Currency = "USD",
            PricesAsOf = new DateOnly(2026, 11, 22),
            Voice = new ModelPrice("gpt-realtime-2.1") { TextIn = 4, TextOut = 24, AudioIn = 32, AudioOut = 64 },
            Transcription = new ModelPrice("gpt-transcribe") { AudioInPerMinute = 0.0045m },
            Call = new BudgetLimits(1, 2),
            Day = new BudgetLimits(3, 4),
            Warning = "Soon.",
            Goodbye = "Bye.",
        });
    }

    [Fact]
    public void Without_a_table_nothing_is_priced() => CallSettings.Of(Sample.Valid(Sample.Minimal)).Budget.ShouldBe(BudgetPolicy.None);

    [Fact]
    public void A_model_that_is_not_in_the_table_is_not_priced_and_the_other_is()
    {
        BudgetPolicy budget = CallSettings.Of(
            Sample.Valid($"{Sample.Minimal}costs: {{ prices_as_of: 2026-11-22, prices: {{ {Transcription} }} }}")).Budget;

        budget.Voice.ShouldBeNull();
        budget.Transcription.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("call_soft_limit")]
    [InlineData("call_hard_limit")]
    [InlineData("day_soft_limit")]
    [InlineData("day_hard_limit")]
    public void A_limit_stays_in_its_range_and_needs_prices(string key)
    {
        const string Rule = "an amount from 0 to 1000000 with at most 6 decimals, or empty";
        foreach (string none in new[] { "0", "0.000", "\"\"", "" }) ErrorsOf($"{key}: {none}").ShouldBeEmpty();
        foreach (string some in new[] { "0.000001", "1000000" }) ErrorsOf($"{Table}, {key}: {some}").ShouldBeEmpty();
        foreach (string wrong in new[] { "-1", "1000000.000001", "0.0000001", "99999999999999999999999999999999" })
        {
            ErrorsOf($"{Table}, {key}: {wrong}").ShouldHaveSingleItem()
                .ShouldBe($"config.yaml:4: costs.{key}: {wrong} is not allowed: {Rule}");
        }

        foreach (string word in new[] { "1 USD", "1,5", "1e3", "NaN", "none" })
        {
            ErrorsOf($"{Table}, {key}: \"{word}\"").ShouldHaveSingleItem()
                .ShouldBe($"config.yaml:4: costs.{key}: \"{word}\" is not allowed: {Rule}");
        }

        ErrorsOf($"{key}: 1").ShouldBe(
        [
            $"config.yaml:4: costs.prices: {key} needs the prices of gpt-realtime-2.1 (openai_realtime.model): "
            + "text_in, text_out, audio_in and audio_out",
            $"config.yaml:4: costs.prices: {key} needs the prices of gpt-transcribe (openai_realtime.transcription_model): "
            + "audio_in_per_minute, or audio_in, text_in and text_out",
        ]);
    }

    [Theory]
    [InlineData("text_in: 4, text_out: 24, audio_in: 32")]
    [InlineData("text_in: 4, text_out: 24, audio_out: 32")]
    [InlineData("text_in: 4, audio_in: 32, audio_out: 64")]
    [InlineData("text_out: 24, audio_in: 32, audio_out: 64")]
    public void A_limit_needs_every_price_of_the_voice_model(string prices) =>
        ErrorsOf($"prices_as_of: 2026-11-22, prices: {{ gpt-realtime-2.1: {{ {prices} }}, {Transcription} }}, call_hard_limit: 1")
            .ShouldHaveSingleItem().ShouldContain("call_hard_limit needs the prices of gpt-realtime-2.1");

    [Theory]
    [InlineData("gpt-realtime-2.1: { text_in: 5, text_out: 20, audio_in_per_minute: 0.06, audio_out_per_minute: 0.24 }", Transcription)]
    [InlineData(Voice, "gpt-transcribe: { audio_in: 2.5, text_in: 2.5, text_out: 10 }")]
    public void Both_forms_of_price_will_do(string voice, string transcription) =>
        ErrorsOf($"prices_as_of: 2026-11-22, prices: {{ {voice}, {transcription} }}, day_hard_limit: 1").ShouldBeEmpty();

    [Theory]
    [InlineData("call_soft_limit", "call_hard_limit")]
    [InlineData("day_soft_limit", "day_hard_limit")]
    public void A_soft_limit_is_less_than_the_hard_one(string soft, string hard)
    {
        ErrorsOf($"{Table}, {soft}: 1, {hard}: 1.5").ShouldBeEmpty();
        ErrorsOf($"{Table}, {soft}: 1.5, {hard}: 1.5").ShouldHaveSingleItem()
            .ShouldBe($"config.yaml:4: costs.{soft}: 1.5 is not allowed: it must be less than {hard}, which is 1.5");
        ErrorsOf($"{Table}, {soft}: 2, {hard}: 0").ShouldBeEmpty("there is no hard limit");
    }

    [Theory]
    [InlineData("text_in")]
    [InlineData("text_cached")]
    [InlineData("text_out")]
    [InlineData("audio_in")]
    [InlineData("audio_cached")]
    [InlineData("audio_out")]
    [InlineData("audio_in_per_minute")]
    [InlineData("audio_out_per_minute")]
    public void A_price_stays_in_its_range(string key)
    {
        string[] Of(string value) => ErrorsOf($"prices_as_of: 2026-11-22, prices: {{ m-1.5: {{ {key}: {value} }} }}");
        foreach (string inside in new[] { "0", "0.000001", "100000", "\"\"" }) Of(inside).ShouldBeEmpty();
        foreach (string outside in new[] { "-1", "100000.1", "0.0000001" })
        {
            Of(outside).ShouldHaveSingleItem().ShouldBe(
                $"config.yaml:4: costs.prices.m-1.5.{key}: {outside} is not allowed: "
                + "an amount from 0 to 100000 with at most 6 decimals, or empty");
        }
    }

    [Theory]
    [InlineData("audio_in")]
    [InlineData("audio_out")]
    public void The_same_audio_has_one_price(string key) =>
        ErrorsOf($"prices_as_of: 2026-11-22, prices: {{ m: {{ {key}: 1, {key}_per_minute: 1 }} }}").ShouldHaveSingleItem()
            .ShouldBe($"config.yaml:4: costs.prices.m.{key}_per_minute: does not go with {key}: the same audio has one price");

    [Theory]
    [InlineData("prices: [1]", "costs.prices: a list of 1 is not allowed: at most 100 names, each with keys and values")]
    [InlineData("prices: 4", "costs.prices: a single value is not allowed: at most 100 names, each with keys and values")]
    [InlineData("prices: { m: 4 }", "costs.prices.m: a single value is not allowed: keys and values, indented below it")]
    [InlineData("prices: { m: { text_inn: 4 } }", "costs.prices.m.text_inn: unknown key (did you mean text_in?)")]
    [InlineData("prices: { m: { text_in: 4 }, m: { text_in: 5 } }", "costs.prices.m: is set twice, first on line 4")]
    public void A_table_that_is_none_is_refused(string prices, string error) =>
        ErrorsOf($"prices_as_of: 2026-11-22, {prices}, call_hard_limit: 1").ShouldHaveSingleItem().ShouldBe("config.yaml:4: " + error);

    [Fact]
    public void A_table_has_at_most_a_hundred_models()
    {
        string Models(int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"m{i}: {{ text_in: 1 }}"));
        ErrorsOf($"prices_as_of: 2026-11-22, prices: {{ {Models(100)} }}").ShouldBeEmpty();
        ErrorsOf($"prices_as_of: 2026-11-22, prices: {{ {Models(101)} }}").ShouldHaveSingleItem()
            .ShouldBe("config.yaml:4: costs.prices: a mapping is not allowed: at most 100 names, each with keys and values");
    }

    [Fact]
    public void Prices_have_a_day()
    {
        ErrorsOf($"prices: {{ {Voice} }}").ShouldHaveSingleItem()
            .ShouldBe("config.yaml:4: costs.prices_as_of: is missing: the day on which the prices were read");
        foreach (string wrong in new[] { "22.11.2026", "2026-02-29", "today" })
        {
            ErrorsOf($"prices_as_of: \"{wrong}\", prices: {{ {Voice} }}").ShouldHaveSingleItem()
                .ShouldEndWith("is not allowed: a day as YYYY-MM-DD, or empty");
        }
    }

    [Theory]
    [InlineData("usd")]
    [InlineData("US")]
    [InlineData("EURO")]
    [InlineData("")]
    public void A_currency_has_three_capital_letters(string currency) =>
        ErrorsOf($"currency: \"{currency}\"").ShouldHaveSingleItem().ShouldBe(
            $"config.yaml:4: costs.currency: \"{currency}\" is not allowed: three capital letters (ISO 4217), such as USD");

    [Fact]
    public void The_prices_in_force_are_listed_as_far_as_they_are_written()
    {
        ConfigurationResult result = Sample.Parse($"{Sample.Minimal}costs: {{ {Table}, day_hard_limit: 2.50 }}");
        string[] lines = ConfigurationDescription.Effective(result).Split('\n');

        lines.Where(line => line.StartsWith("costs.prices.", StringComparison.Ordinal))
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ShouldBe(
            [
                "costs.prices.gpt-realtime-2.1.text_in 4", "costs.prices.gpt-realtime-2.1.text_out 24",
                "costs.prices.gpt-realtime-2.1.audio_in 32", "costs.prices.gpt-realtime-2.1.audio_out 64",
                "costs.prices.gpt-transcribe.audio_in_per_minute 0.0045",
            ]);
        lines.ShouldContain(line => line.StartsWith("costs.day_hard_limit ", StringComparison.Ordinal) && line.EndsWith(" 2.5"));
        lines.ShouldContain(line => line.StartsWith("costs.prices_as_of ", StringComparison.Ordinal) && line.EndsWith(" 2026-11-22"));
    }

    private static string[] ErrorsOf(string keys) => Sample.Errors($"{Sample.Minimal}costs: {{ {keys} }}");
}
