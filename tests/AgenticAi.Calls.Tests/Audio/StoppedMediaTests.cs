using AgenticAi.Calls.Audio;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests.Audio;

/// <summary><see cref="GapFiller"/> when the caller's media stops altogether: only the clock can tell.</summary>
public sealed class StoppedMediaTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly CallerLine _line;
    private readonly GapFiller _filler;
    private long _streamMs;

    public StoppedMediaTests()
    {
        _line = new CallerLine(_time);
        _filler = new GapFiller(_line.Buffers, _time);
    }

    [Fact]
    public void After_a_second_without_media_silence_follows_for_the_second()
    {
        Speak(2_500);
        _line.Pass(999, _filler);
        _line.SilentMs.ShouldBe(0);
        _line.Pass(1, _filler);
        _line.SilentMs.ShouldBe(1_000);
        _line.Silences[0].StartMs.ShouldBe(2_500);
        _line.Silences.ShouldAllBe(piece => piece.Ms <= 200 && piece.IsCallerShaped && piece.ReadAt == _time.GetTimestamp());
    }

    [Fact]
    public void Then_it_goes_on_with_the_clock()
    {
        Speak(500);
        _line.Pass(1_700, _filler);
        _line.SilentMs.ShouldBe(1_700);
        _line.Silences.Skip(5).Select(piece => piece.Ms).ShouldAllBe(ms => ms == 100);
    }

    [Fact]
    public void One_stop_is_filled_by_no_more_than_ten_seconds_and_then_the_clock_is_left_alone()
    {
        Speak(500);
        _line.Pass(60_000, _filler);
        _line.SilentMs.ShouldBe(10_000);
        _filler.DueAt.ShouldBe(long.MaxValue);
    }

    [Fact]
    public void Each_stop_has_its_own_ten_seconds()
    {
        Speak(500);
        _line.Pass(60_000, _filler);
        _streamMs += 60_000;
        Speak(500);
        _line.Pass(60_000, _filler);
        _line.SilentMs.ShouldBe(20_000);
    }

    [Fact]
    public void Before_the_first_frame_nothing_is_put_out()
    {
        _filler.DueAt.ShouldBe(long.MaxValue);
        _line.Pass(60_000, _filler);
        _line.Out.ShouldBeEmpty();
    }

    [Fact]
    public void When_media_resumes_what_was_put_out_is_not_filled_again()
    {
        Speak(500);
        _line.Pass(3_000, _filler);
        _streamMs += 3_000;
        Speak(500);
        _line.SilentMs.ShouldBe(3_000);
        _line.TotalMs.ShouldBe(4_000);
    }

    [Fact]
    public void When_media_resumes_what_the_clock_had_not_filled_yet_is_filled_by_its_timestamp()
    {
        Speak(500);
        _line.Pass(3_060, _filler);
        _streamMs += 3_060;
        Speak(20);
        _line.SilentMs.ShouldBe(3_060);
        _line.Silences[^1].Ms.ShouldBe(60);
    }

    [Fact]
    public void A_stop_and_the_gap_it_leaves_have_ten_seconds_together()
    {
        Speak(500);
        _line.Pass(4_000, _filler);
        _streamMs += 30_000;
        Speak(20);
        _line.SilentMs.ShouldBe(10_000);
    }

    [Fact]
    public void Media_that_was_only_held_up_passes_after_the_silence_and_another_stop_is_still_heard()
    {
        Speak(500);
        _line.Pass(1_500, _filler);
        for (int i = 0; i < 75; i++) Frame();
        _line.SilentMs.ShouldBe(1_500, "and the 1,500 ms that were held up have all passed");
        _line.TotalMs.ShouldBe(500 + 1_500 + 1_500);
        _line.Pass(1_000, _filler);
        _line.SilentMs.ShouldBe(2_500);
    }

    [Fact]
    public void Frames_that_waited_for_a_slow_model_have_not_been_missing()
    {
        Frame();
        AudioFrame waiting = _line.Frame(_streamMs);
        _time.Advance(5_000);
        _filler.OnFrame(waiting, _line.Take);
        _line.Pass(999, _filler);
        _line.SilentMs.ShouldBe(0);
        _line.Pass(1, _filler);
        _line.SilentMs.ShouldBe(1_000);
    }

    [Fact]
    public void The_timer_is_not_set_anew_with_each_frame()
    {
        Frame();
        long due = _filler.DueAt;
        due.ShouldBeLessThan(long.MaxValue);
        for (int i = 0; i < 40; i++)
        {
            _line.Pass(20, _filler);
            Frame();
            _filler.DueAt.ShouldBe(due);
        }
    }

    /// <summary>Asked late, because nobody wanted anything: what is missing by then comes at once, and then the clock goes on.</summary>
    [Fact]
    public void Asked_later_than_due_all_that_is_missing_comes_at_once()
    {
        Frame();
        _time.Advance(2_730);
        _filler.OnDue(_line.Take);
        _line.SilentMs.ShouldBe(2_730);
        _line.Pass(70, _filler);
        _line.SilentMs.ShouldBe(2_730, "the next step is 100 ms after the last");
        _line.Pass(30, _filler);
        _line.SilentMs.ShouldBe(2_830);
    }

    /// <summary>Frames waited when it was due, and one came in before it was asked: nothing is missing.</summary>
    [Fact]
    public void Asked_after_media_came_again_it_puts_out_nothing()
    {
        Frame();
        _time.Advance(1_500);
        _streamMs += 1_480;
        Frame();
        double filled = _line.SilentMs;
        _filler.OnDue(_line.Take);
        _line.SilentMs.ShouldBe(filled);
        _line.Pass(999, _filler);
        _line.SilentMs.ShouldBe(filled);
        _line.Pass(1, _filler);
        _line.SilentMs.ShouldBe(filled + 1_000);
    }

    private void Speak(long ms)
    {
        for (long at = 0; at < ms; at += 20)
        {
            // A frame comes when its 20 ms have been spoken.
            _line.Pass(20, _filler);
            Frame();
        }
    }

    private void Frame()
    {
        _filler.OnFrame(_line.Frame(_streamMs), _line.Take);
        _streamMs += 20;
        _line.Buffers.Outstanding.ShouldBe(0);
    }
}
