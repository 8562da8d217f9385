using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Sessions;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>Who only says to be listening does not take the turn.</summary>
public sealed class BackchannelStories : IDisposable
{
    private readonly Line _line = new(With(TimeSpan.FromMilliseconds(800)));

    public void Dispose() => _line.Dispose();

    [Fact]
    public void Speech_goes_on_from_the_very_place_and_the_noise_leaves_the_models_memory()
    {
        Hear(_line, "Mm-hm.", lengthMs: 400, afterMs: 1000, ofMs: 4000);
        _line.Log.ShouldContain("delete caller_1");
        int heard = _line.HeardMs.Count;
        _line.Pass(300);
        _line.HeardMs.Count.ShouldBeGreaterThan(heard, "within 300 ms of the transcript");
        _line.Pass(5_000);
        _line.HeardMs.ShouldBe(Enumerable.Range(0, 4000).Select(ms => (long)ms), "every millisecond once");
        _line.ToModel.OfType<ResponseCreate>().ShouldBeEmpty();
        _line.Turns.Counts.ShouldSatisfyAllConditions(
            counts => counts.Backchannels.ShouldBe(1), counts => counts.FalseStarts.ShouldBe(1), counts => counts.Interruptions.ShouldBe(1));
        _line.ToBrain.OfType<AssistantHeard>().Single().Interrupted.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Stop.", 400, 4000)]
    [InlineData("Wait.", 400, 4000)]
    [InlineData("No.", 300, 4000)]
    [InlineData("Yeah, but not on Monday.", 700, 4000)]
    [InlineData("Mm-hm.", 900, 4000)]
    [InlineData("Yeah.", 400, 1800)]
    public void What_may_be_more_than_that_interrupts(string words, int lengthMs, int ofMs)
    {
        Hear(_line, words, lengthMs, afterMs: 1000, ofMs);
        _line.Pass(5_000);
        _line.HeardMs.Count.ShouldBe(1000);
        _line.Turns.Counts.Backchannels.ShouldBe(0);
    }

    [Fact]
    public void Switched_off_it_interrupts()
    {
        using var line = new Line(With(TimeSpan.Zero));
        Hear(line, "Mm-hm.", lengthMs: 400, afterMs: 1000, ofMs: 4000);
        line.Pass(5_000);
        line.HeardMs.Count.ShouldBe(1000);
    }

    [Fact]
    public void When_nobody_is_speaking_it_is_an_answer()
    {
        _line.ModelAnswers(500);
        _line.Pass(1_000);
        _line.CallerSpeaks();
        _line.CallerStops();
        _line.Understood("Yeah.");
        _line.Log.ShouldNotContain("delete caller_1");
    }

    [Fact]
    public void On_the_labelled_set_no_interruption_is_missed_and_nearly_all_listeners_are_recognised()
    {
        IReadOnlyList<BackchannelRates> rates = BackchannelRates.Measure();
        rates.Select(rate => rate.Language).ShouldBe(Backchannels.Languages.Keys, ignoreOrder: true);
        foreach (BackchannelRates rate in rates)
        {
            rate.Missed.ShouldBe(0, rate.Language);
            rate.Recognised.ShouldBeGreaterThanOrEqualTo(rate.Backchannels * 9 / 10, rate.Language);
            rate.Interruptions.ShouldBeGreaterThanOrEqualTo(10);
        }
    }

    private static TurnOptions With(TimeSpan backchannel) => new TurnOptions { Backchannel = backchannel }.For(new ServerVad());

    private static void Hear(Line line, string words, int lengthMs, int afterMs, int ofMs)
    {
        line.ModelAnswers(ofMs);
        line.Pass(afterMs);
        line.CallerSpeaks();
        // What the server reports has the padding before it and the silence behind it.
        line.Pass(lengthMs + 500);
        line.CallerStops(endMs: lengthMs + 300 + 500);
        line.Pass(300);
        line.Understood(words);
    }
}
