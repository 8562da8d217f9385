using AgenticAi.Realtime.Sessions;

namespace AgenticAi.Realtime.Tests.Sessions;

public sealed class RealtimeModelTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData("gpt-4o-realtime-preview", "gpt-realtime-2.1")]
    [InlineData("gpt-4o-realtime-preview-2024-12-17", "gpt-realtime-2.1")]
    [InlineData("gpt-4o-mini-realtime-preview-2024-12-17", "gpt-realtime-2.1-mini")]
    public void A_retired_model_is_refused_and_its_replacement_named(string model, string replacement)
    {
        ModelStanding standing = RealtimeModel.Check(model, Today);
        standing.State.ShouldBe(ModelState.Retired);
        standing.Replacement.ShouldBe(replacement);
        standing.Message.ShouldBe($"{model} was retired with the beta protocol in May 2026; use {replacement}");
    }

    [Theory]
    [InlineData("gpt-realtime", "gpt-realtime-2.1", "20 January 2027")]
    [InlineData("gpt-realtime-2025-08-28", "gpt-realtime-2.1", "20 January 2027")]
    [InlineData("gpt-realtime-mini-2025-10-06", "gpt-realtime-2.1-mini", "20 January 2027")]
    [InlineData("whisper-1", "gpt-transcribe", "26 February 2027")]
    [InlineData("gpt-4o-transcribe", "gpt-transcribe", "26 February 2027")]
    [InlineData("gpt-4o-mini-transcribe-2025-12-15", "gpt-transcribe", "26 February 2027")]
    public void A_model_whose_end_is_announced_warns(string model, string replacement, string date)
    {
        ModelStanding standing = RealtimeModel.Check(model, Today);
        standing.State.ShouldBe(ModelState.Retiring);
        standing.Message.ShouldBe($"{model} retires on {date}; use {replacement}");
    }

    [Fact]
    public void After_the_announced_day_it_still_only_warns()
    {
        ModelStanding standing = RealtimeModel.Check("gpt-realtime", new DateOnly(2027, 1, 21));
        standing.State.ShouldBe(ModelState.Retiring);
        standing.Message.ShouldBe("gpt-realtime was announced to retire on 20 January 2027; use gpt-realtime-2.1");
    }

    [Theory]
    [InlineData(RealtimeModel.Default)]
    [InlineData("gpt-realtime-2.1-mini")]
    [InlineData("gpt-realtime-1.5")]
    [InlineData("gpt-transcribe")]
    [InlineData("somebody-elses-model")]
    public void Nothing_is_said_of_the_others(string model) =>
        RealtimeModel.Check(model, Today).ShouldBe(new ModelStanding(ModelState.Current));

    [Theory]
    [InlineData("gpt-realtime-2", true)]
    [InlineData("gpt-realtime-2.1-mini", true)]
    [InlineData("gpt-realtime-3", true)]
    [InlineData("gpt-realtime-1.5", false)]
    [InlineData("gpt-realtime", false)]
    [InlineData("gpt-realtime-2025-08-28", false)]
    [InlineData("gpt-realtime-mini", false)]
    [InlineData("other", false)]
    public void Reasoning_is_for_the_second_generation_and_later(string model, bool expected) =>
        RealtimeModel.TakesReasoning(model).ShouldBe(expected);
}
