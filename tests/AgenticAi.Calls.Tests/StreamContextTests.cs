using AgenticAi.Calls.Turns;
using AgenticAi.Calls.Turns.Limits;

namespace AgenticAi.Calls.Tests;

/// <summary>What a stream has to keep to because of those before it.</summary>
public sealed class StreamContextTests
{
    private static readonly TurnOptions Options = new()
    {
        MinSpeech = TimeSpan.FromMilliseconds(300),
        Limits = new CallLimits { MaxDuration = TimeSpan.FromMinutes(10), SilencePrompt = "Are you there?" },
    };

    [Fact]
    public void The_first_stream_keeps_to_the_options_as_they_are() => StreamContext.First.Apply(Options).ShouldBeSameAs(Options);

    [Theory]
    [InlineData(2, "-s2")]
    [InlineData(13, "-s13")]
    public void From_the_second_on_ids_end_in_the_number_and_the_time_is_what_is_left(int number, string suffix) =>
        new StreamContext(number, TimeSpan.FromMinutes(4)).Apply(Options).ShouldBe(Options with
        {
            RequestSuffix = suffix,
            Limits = Options.Limits with { MaxDuration = TimeSpan.FromMinutes(6) },
        });

    [Fact]
    public void A_duration_that_is_used_up_is_over_at_once() =>
        new StreamContext(2, TimeSpan.FromMinutes(11)).Apply(Options).Limits.MaxDuration.ShouldBe(TimeSpan.FromMinutes(-1));

    [Fact]
    public void Without_a_longest_duration_there_is_none_to_use_up() =>
        new StreamContext(2, TimeSpan.FromMinutes(4)).Apply(new TurnOptions()).Limits.MaxDuration.ShouldBeNull();
}
