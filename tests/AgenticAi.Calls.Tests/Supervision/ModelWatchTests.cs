using AgenticAi.Calls.Supervision;
using AgenticAi.Realtime.Events;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests.Supervision;

/// <summary>A session that owes something and says nothing is found; one that thinks, or has nothing to say, is left in peace.</summary>
public sealed class ModelWatchTests
{
    private static readonly SupervisionOptions Options =
        new() { AnswerWithin = TimeSpan.FromSeconds(5), ThinkWithin = TimeSpan.FromSeconds(20) };

    private readonly ManualTimeProvider _time = new();
    private readonly ModelWatch _watch;

    public ModelWatchTests() => _watch = new ModelWatch(Options, _time);

    [Fact]
    public void A_session_that_owes_nothing_may_be_silent_for_as_long_as_it_likes() => FailsAfter(seconds: 600).ShouldBeNull();

    [Fact]
    public void What_was_sent_must_be_acknowledged()
    {
        _watch.OnSent();
        (int Seconds, string Why)? failure = FailsAfter(seconds: 60);
        failure!.Value.Seconds.ShouldBe(6);
        failure.Value.Why.ShouldBe("it said nothing to what it was sent");
    }

    [Fact]
    public void It_is_the_first_unanswered_thing_that_counts()
    {
        for (int i = 0; i < 5; i++)
        {
            _watch.OnSent();
            FailsAfter(seconds: 1).ShouldBeNull();
        }

        _watch.OnSent();
        FailsAfter(seconds: 60)!.Value.Seconds.ShouldBe(1);
    }

    [Fact]
    public void Anything_it_says_is_an_answer()
    {
        var error = new ErrorReceived("x", null, "no", null, null);
        foreach (ServerEvent sign in (ServerEvent[])[new IgnoredEvent("rate_limits.updated"), error])
        {
            _watch.OnSent();
            FailsAfter(seconds: 4).ShouldBeNull();
            _watch.OnEvent(sign);
            FailsAfter(seconds: 600).ShouldBeNull();
        }
    }

    [Fact]
    public void The_end_of_speech_must_be_followed_by_something()
    {
        _watch.OnEvent(new SpeechStarted("item_1", 100));
        FailsAfter(seconds: 60).ShouldBeNull();
        _watch.OnEvent(new SpeechStopped("item_1", 900));
        FailsAfter(seconds: 60)!.Value.Seconds.ShouldBe(6);
    }

    [Fact]
    public void A_model_that_thinks_has_more_time_than_one_in_the_middle_of_a_sentence()
    {
        _watch.OnEvent(new ResponseCreated("resp_1"));
        FailsAfter(seconds: 19).ShouldBeNull();
        _watch.OnAudio();
        FailsAfter(seconds: 60).ShouldBe((6, "it fell silent in the middle of a sentence"));
        _watch.OnEvent(new OutputAudioDone("resp_1", "item_1", 0, 0));
        FailsAfter(seconds: 60).ShouldBe((21, "a response was begun and nothing of it came"));
    }

    [Fact]
    public void A_slow_model_that_goes_on_is_healthy()
    {
        _watch.OnSent();
        _watch.OnEvent(new ResponseCreated("resp_1"));
        FailsAfter(seconds: 18).ShouldBeNull();
        for (int i = 0; i < 20; i++)
        {
            _watch.OnAudio();
            FailsAfter(seconds: 4).ShouldBeNull();
        }

        _watch.OnEvent(new ResponseDone("resp_1", ResponseStatuses.Completed, null, null, null, []));
        FailsAfter(seconds: 600).ShouldBeNull();
    }

    [Fact]
    public void A_write_must_end()
    {
        for (int i = 0; i < 10; i++)
        {
            _watch.OnWriteBegun();
            FailsAfter(seconds: 4).ShouldBeNull();
            _watch.OnWriteEnded();
            FailsAfter(seconds: 60).ShouldBeNull();
        }

        _watch.OnWriteBegun();
        FailsAfter(seconds: 2).ShouldBeNull();
        _watch.OnWriteBegun();
        FailsAfter(seconds: 60).ShouldBe((4, "what was sent did not get through"));
    }

    [Fact]
    public void Whoever_slept_does_not_blame_the_other_side()
    {
        _watch.OnSent();
        _time.Advance(TimeSpan.FromSeconds(30));
        _watch.Look().ShouldBeNull();
        FailsAfter(seconds: 60)!.Value.Seconds.ShouldBe(6);
    }

    /// <summary>Looks every second, as whoever owns it does.</summary>
    /// <returns>The second in which the session failed; null when it did not.</returns>
    private (int Seconds, string Why)? FailsAfter(int seconds)
    {
        _watch.Interval.ShouldBe(TimeSpan.FromSeconds(1));
        for (int second = 1; second <= seconds; second++)
        {
            _time.Advance(_watch.Interval);
            if (_watch.Look() is { } failure) return (second, failure.Message);
        }

        return null;
    }
}
