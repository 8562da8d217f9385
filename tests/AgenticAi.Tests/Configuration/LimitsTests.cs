using AgenticAi.Configuration;

namespace AgenticAi.Tests.Configuration;

/// <summary>The times of <c>limits</c>, which have a range each and an order between them.</summary>
public class LimitsTests
{
    private const string AfterPrompt = "it must be greater than silence_prompt_after_s, which is ";
    private const string BeforeGoodbye = "it must be less than silence_goodbye_after_s, which is ";
    private const string AboveWarning = "it must be greater than duration_warning_s, which is ";
    private const string BelowDuration = "it must be less than max_duration_s, which is ";

    [Fact]
    public void Every_key_of_the_limits_arrives() =>
        Sample.Valid(Sample.Minimal + """
            limits:
              silence_prompt_after_s: 4
              silence_prompt: Hello?
              silence_goodbye_after_s: 9
              silence_goodbye: I hear nothing.
              max_duration_s: 86400
              duration_warning_s: 120
              duration_warning: Two minutes left.
              duration_goodbye: Time is up.
              apology: Sorry, once more?
            """).Limits.ShouldBe(new LimitsConfig
        {
            SilencePromptAfter = TimeSpan.FromSeconds(4),
            SilencePrompt = "Hello?",
            SilenceGoodbyeAfter = TimeSpan.FromSeconds(9),
            SilenceGoodbye = "I hear nothing.",
            MaxDuration = TimeSpan.FromDays(1),
            DurationWarningBefore = TimeSpan.FromMinutes(2),
            DurationWarning = "Two minutes left.",
            DurationGoodbye = "Time is up.",
            Apology = "Sorry, once more?",
        });

    [Theory]
    [InlineData("silence_prompt_after_s", "silence_goodbye_after_s", 3, 3_600)]
    [InlineData("silence_goodbye_after_s", "silence_prompt_after_s", 5, 3_600)]
    [InlineData("max_duration_s", "duration_warning_s", 10, 86_400)]
    [InlineData("duration_warning_s", "max_duration_s", 5, 3_600)]
    public void A_time_stays_in_its_range(string key, string other, int least, int greatest)
    {
        string rule = $"a whole number of seconds from {least} to {greatest}, or empty";
        foreach (string inside in new[] { $"{least}", $"{greatest}", "\"\"" }) ErrorsOf($"{key}: {inside}, {other}: \"\"").ShouldBeEmpty();
        foreach (string outside in new[] { $"{least - 1}", $"{greatest + 1}", "-30", "30.5", "99999999999999999999" })
        {
            ErrorsOf($"{key}: {outside}, {other}: \"\"").ShouldHaveSingleItem()
                .ShouldBe($"config.yaml:4: limits.{key}: {outside} is not allowed: {rule}");
        }

        foreach (string word in new[] { "30s", "never", "true", " " })
        {
            ErrorsOf($"{key}: \"{word}\"").ShouldHaveSingleItem()
                .ShouldBe($"config.yaml:4: limits.{key}: \"{word}\" is not allowed: {rule}");
        }

        ErrorsOf($"{key}: [30]").ShouldHaveSingleItem().ShouldBe($"config.yaml:4: limits.{key}: a list of 1 is not allowed: {rule}");
    }

    [Fact]
    public void Empty_switches_a_limit_off_and_a_key_without_a_value_does_not()
    {
        LimitsOf("silence_prompt_after_s: \"\"").ShouldBe(new LimitsConfig { SilencePromptAfter = null });
        LimitsOf("silence_goodbye_after_s: \"\"").ShouldBe(new LimitsConfig { SilenceGoodbyeAfter = null });
        LimitsOf("max_duration_s: \"\"").ShouldBe(new LimitsConfig { MaxDuration = null });
        LimitsOf("duration_warning_s: \"\"").ShouldBe(new LimitsConfig { DurationWarningBefore = null });
        LimitsOf("silence_prompt_after_s: , silence_goodbye_after_s: , max_duration_s: , duration_warning_s: ")
            .ShouldBe(new LimitsConfig());
    }

    [Theory]
    [InlineData("silence_prompt_after_s: 20, silence_goodbye_after_s: 20", "silence_goodbye_after_s: 20", AfterPrompt + "20")]
    [InlineData("silence_goodbye_after_s: 10, silence_prompt_after_s: 20", "silence_goodbye_after_s: 10", AfterPrompt + "20")]
    [InlineData("silence_goodbye_after_s: 30", "silence_goodbye_after_s: 30", AfterPrompt + "30")]
    [InlineData("silence_prompt_after_s: 60", "silence_prompt_after_s: 60", BeforeGoodbye + "60")]
    [InlineData("max_duration_s: 300, duration_warning_s: 300", "max_duration_s: 300", AboveWarning + "300")]
    [InlineData("duration_warning_s: 301, max_duration_s: 300", "max_duration_s: 300", AboveWarning + "301")]
    [InlineData("max_duration_s: 60", "max_duration_s: 60", AboveWarning + "60")]
    [InlineData("duration_warning_s: 3600", "duration_warning_s: 3600", BelowDuration + "3600")]
    public void Times_in_the_wrong_order_are_refused_with_both_keys_and_values(string keys, string refused, string rule) =>
        ErrorsOf(keys).ShouldHaveSingleItem().ShouldBe($"config.yaml:4: limits.{refused} is not allowed: {rule}");

    [Theory]
    [InlineData("silence_prompt_after_s: 20, silence_goodbye_after_s: 21")]
    [InlineData("silence_prompt_after_s: 59")]
    [InlineData("max_duration_s: 301, duration_warning_s: 300")]
    [InlineData("max_duration_s: 61")]
    public void One_second_apart_is_enough(string keys) => ErrorsOf(keys).ShouldBeEmpty();

    [Fact]
    public void The_error_of_an_order_stands_at_the_line_of_the_key() =>
        Sample.Errors(Sample.Minimal + """
            limits:
              silence_prompt_after_s: 50
              silence_goodbye_after_s: 40
              duration_warning_s: 20
              max_duration_s: 15
            """).ShouldBe(
        [
            "config.yaml:6: limits.silence_goodbye_after_s: 40 is not allowed: " + AfterPrompt + "50",
            "config.yaml:8: limits.max_duration_s: 15 is not allowed: " + AboveWarning + "20",
        ]);

    [Theory]
    [InlineData("silence_prompt_after_s: 90, silence_goodbye_after_s: 4000")]
    [InlineData("silence_prompt_after_s: ${TIME}, silence_goodbye_after_s: 5")]
    [InlineData("max_duration_s: 9, duration_warning_s: 60")]
    [InlineData("max_duration_s: 30, duration_warning_s: soon")]
    public void A_time_that_is_wrong_by_itself_is_not_compared(string keys) =>
        ErrorsOf(keys.Replace("${TIME}", "\"${TIME}\"", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldNotContain("it must be");

    private static LimitsConfig LimitsOf(string keys) => Sample.Valid($"{Sample.Minimal}limits: {{ {keys} }}").Limits;

    private static string[] ErrorsOf(string keys) => Sample.Errors($"{Sample.Minimal}limits: {{ {keys} }}");
}
