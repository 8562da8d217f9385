using AgenticAi.Audio.G711;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Stages;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests.Stages;

/// <summary><see cref="FillGaps"/> when the caller's media stops altogether: only the clock can tell.</summary>
public sealed class StoppedMediaTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly CallerLine _line;
    private readonly FillGaps _stage;
    private long _streamMs;

    public StoppedMediaTests()
    {
        _line = new CallerLine(_time);
        _stage = new FillGaps(_line.Buffers, _time);
    }

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void After_a_second_without_media_silence_follows_for_the_second()
    {
        Speak(2_500);
        _line.Pass(999, _stage);
        _line.SilentMs.ShouldBe(0);
        _line.Pass(1, _stage);
        _line.SilentMs.ShouldBe(1_000);
        _line.Silences[0].StartMs.ShouldBe(2_500);
        _line.Silences.ShouldAllBe(piece => piece.Ms <= 200 && piece.IsCallerShaped && piece.ReadAt == _time.GetTimestamp());
    }

    [Fact]
    public void Then_it_goes_on_with_the_clock()
    {
        Speak(500);
        _line.Pass(1_700, _stage);
        _line.SilentMs.ShouldBe(1_700);
        _line.Silences.Skip(5).Select(piece => piece.Ms).ShouldAllBe(ms => ms == 100);
    }

    [Fact]
    public void One_stop_is_filled_by_no_more_than_ten_seconds_and_then_the_clock_is_left_alone()
    {
        Speak(500);
        _line.Pass(60_000, _stage);
        _line.SilentMs.ShouldBe(10_000);
        _stage.DueAt.ShouldBe(long.MaxValue);
    }

    [Fact]
    public void Each_stop_has_its_own_ten_seconds()
    {
        Speak(500);
        _line.Pass(60_000, _stage);
        _streamMs += 60_000;
        Speak(500);
        _line.Pass(60_000, _stage);
        _line.SilentMs.ShouldBe(20_000);
    }

    [Fact]
    public void Before_the_first_frame_nothing_is_put_out()
    {
        _stage.DueAt.ShouldBe(long.MaxValue);
        _line.Pass(60_000, _stage);
        _line.Out.ShouldBeEmpty();
    }

    [Fact]
    public void When_media_resumes_what_was_put_out_is_not_filled_again()
    {
        Speak(500);
        _line.Pass(3_000, _stage);
        _streamMs += 3_000;
        Speak(500);
        _line.SilentMs.ShouldBe(3_000);
        _line.TotalMs.ShouldBe(4_000);
    }

    [Fact]
    public void When_media_resumes_what_the_clock_had_not_filled_yet_is_filled_by_its_timestamp()
    {
        Speak(500);
        _line.Pass(3_060, _stage);
        _streamMs += 3_060;
        Speak(20);
        _line.SilentMs.ShouldBe(3_060);
        _line.Silences[^1].Ms.ShouldBe(60);
    }

    [Fact]
    public void A_stop_and_the_gap_it_leaves_have_ten_seconds_together()
    {
        Speak(500);
        _line.Pass(4_000, _stage);
        _streamMs += 30_000;
        Speak(20);
        _line.SilentMs.ShouldBe(10_000);
    }

    [Fact]
    public void Media_that_was_only_held_up_passes_after_the_silence_and_another_stop_is_still_heard()
    {
        Speak(500);
        _line.Pass(1_500, _stage);
        for (int i = 0; i < 75; i++) Frame();
        _line.SilentMs.ShouldBe(1_500, "and the 1,500 ms that were held up have all passed");
        _line.TotalMs.ShouldBe(500 + 1_500 + 1_500);
        _line.Pass(1_000, _stage);
        _line.SilentMs.ShouldBe(2_500);
    }

    [Fact]
    public void Frames_that_waited_for_a_slow_model_have_not_been_missing()
    {
        Frame();
        AudioFrame waiting = _line.Frame(_streamMs);
        _time.Advance(5_000);
        _stage.OnElement(waiting, _line);
        _line.Pass(999, _stage);
        _line.SilentMs.ShouldBe(0);
        _line.Pass(1, _stage);
        _line.SilentMs.ShouldBe(1_000);
    }

    [Fact]
    public void The_timer_is_not_set_anew_with_each_frame()
    {
        Frame();
        long due = _stage.DueAt;
        due.ShouldBeLessThan(long.MaxValue);
        for (int i = 0; i < 40; i++)
        {
            _line.Pass(20, _stage);
            Frame();
            _stage.DueAt.ShouldBe(due);
        }
    }

    [Fact]
    public async Task An_engine_wakes_the_stage_without_a_frame()
    {
        await using (var rig = new StageRig<AudioFrame, AudioFrame>(
            () => new FillGaps(_line.Buffers, _time), frame => frame.Buffer.Span.ToArray(), _time))
        {
            rig.Push(_line.Frame(0));
            _time.Advance(999);
            rig.Count.ShouldBe(1);
            _time.Advance(501);
            (rig.Output.Count(code => code == MuLaw.Silence) / 8).ShouldBeInRange(1_400, 1_500, "the last step is on its way");
        }

        _line.Buffers.Outstanding.ShouldBe(0);
        _time.ArmedTimers.ShouldBe(0);
    }

    private void Speak(long ms)
    {
        for (long at = 0; at < ms; at += 20)
        {
            // A frame comes when its 20 ms have been spoken.
            _line.Pass(20, _stage);
            Frame();
        }
    }

    private void Frame()
    {
        _stage.OnElement(_line.Frame(_streamMs), _line);
        _streamMs += 20;
        _line.Buffers.Outstanding.ShouldBe(0);
    }
}
