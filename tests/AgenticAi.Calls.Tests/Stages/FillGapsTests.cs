using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Stages;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls.Tests.Stages;

/// <summary>
/// The nine cases with timestamps that leave no gap: nothing may be added. Then media that is missing, known by its timestamps.
/// </summary>
public sealed class FillGapsTests : AudioStageCases, IDisposable
{
    private readonly CallerLine _line;
    private readonly FillGaps _stage;
    private long _bytes;

    public FillGapsTests()
    {
        _line = new CallerLine(Time);
        _stage = new FillGaps(_line.Buffers, Time);
    }

    public void Dispose() => _stage.Dispose();

    protected override Stage<AudioFrame, AudioFrame> Make()
    {
        _bytes = 0;
        return new FillGaps(Buffers, Time);
    }

    protected override AudioFrame Element(ReadOnlySpan<byte> bytes, bool isLast)
    {
        long start = _bytes / 8;
        _bytes += bytes.Length;
        return new AudioFrame(Buffers.Copy(bytes), 0, start, Part: null, EndsPart: false);
    }

    protected override byte[] Expected(byte[] input) => input;

    [Fact]
    public void What_is_missing_between_two_frames_goes_out_as_silence_before_the_second()
    {
        Play(0, 20, 100);
        _line.Out.Select(piece => (piece.StartMs, piece.Ms, piece.IsSilent))
            .ShouldBe([(0, 20, false), (20, 20, false), (40, 60, true), (100, 20, false)]);
    }

    [Fact]
    public void Silence_looks_like_a_frame_of_the_caller_as_old_as_the_frame_that_showed_the_gap()
    {
        Play(0);
        Time.Advance(70);
        long readAt = Time.GetTimestamp();
        Play(60);
        CallerLine.Piece silence = _line.Silences.ShouldHaveSingleItem();
        silence.ReadAt.ShouldBe(readAt);
        silence.IsCallerShaped.ShouldBeTrue();
    }

    [Theory]
    [InlineData(19, 0)]
    [InlineData(20, 20)]
    public void Less_than_a_frame_is_not_missing(long gapMs, double silentMs)
    {
        Play(0, 20 + gapMs);
        _line.SilentMs.ShouldBe(silentMs);
    }

    [Fact]
    public void Timestamps_that_jitter_by_less_than_a_frame_make_no_silence()
    {
        Play(0, 1, 45, 60, 81, 119, 120);
        _line.SilentMs.ShouldBe(0);
    }

    [Fact]
    public void Many_gaps_of_less_than_a_frame_add_up_to_one()
    {
        Play(0, 30, 60);
        _line.SilentMs.ShouldBe(20, "the third frame begins 60 ms after the first, and 40 ms have been put out");
    }

    [Fact]
    public void Silence_goes_out_in_pieces_of_at_most_200_ms_that_follow_each_other()
    {
        Play(0, 530);
        _line.Silences.Select(piece => (piece.StartMs, piece.Ms)).ShouldBe([(20, 200), (220, 200), (420, 110)]);
    }

    [Fact]
    public void One_gap_is_filled_by_no_more_than_ten_seconds()
    {
        Play(0, 60_000, 60_020, 60_100);
        _line.SilentMs.ShouldBe(10_000 + 60, "the first gap up to the bound, the second one whole: the line's time is known again");
    }

    [Fact]
    public void Nothing_is_missing_before_the_first_frame()
    {
        Play(7_000, 7_020);
        _line.SilentMs.ShouldBe(0);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(0)]
    public void A_frame_that_is_late_or_doubled_passes_and_is_not_made_up_for(long lateMs)
    {
        Play(0, 20, 40, lateMs, 60);
        _line.Out.Select(piece => piece.StartMs).ShouldBe([0, 20, 40, lateMs, 60]);
    }

    [Fact]
    public void Timestamps_that_go_back_do_not_move_the_expectation_back()
    {
        Play(1_000, 0, 20, 1_060);
        _line.SilentMs.ShouldBe(40, "from 1,020 to 1,060");
    }

    [Fact]
    public void Frames_of_any_length_count_by_their_bytes()
    {
        _stage.OnElement(_line.Frame(0, ms: 100), _line);
        _stage.OnElement(_line.Frame(100, ms: 40), _line);
        _stage.OnElement(_line.Frame(170, ms: 10), _line);
        _line.Silences.Select(piece => (piece.StartMs, piece.Ms)).ShouldBe([(140, 30)]);
    }

    [Fact]
    public void Frames_without_a_timestamp_follow_what_was_put_out()
    {
        Play(-1, 5_000, -1, 5_080);
        _line.Silences.Select(piece => (piece.StartMs, piece.Ms)).ShouldBe([(5_040, 40)]);
    }

    [Fact]
    public void Timestamps_beyond_all_measure_are_survived()
    {
        Play(0, long.MaxValue, long.MinValue, long.MaxValue / 8, 20);
        _line.Out.Count(piece => !piece.IsSilent).ShouldBe(5);
        _line.SilentMs.ShouldBeLessThanOrEqualTo(5 * 10_000);
    }

    [Fact]
    public async Task Stopped_while_silence_waits_for_a_busy_model_everything_is_given_back()
    {
        var rig = new StageRig<AudioFrame, AudioFrame>(Make, BytesOf, Time);
        rig.Push(new AudioFrame(Buffers.Rent(160), 0, 0, Part: null, EndsPart: false));
        rig.Shut();
        rig.Push(new AudioFrame(Buffers.Rent(160), 0, 4_020, Part: null, EndsPart: false));
        Buffers.Outstanding.ShouldBe(21, "four seconds of silence and the frame after it");
        await rig.DisposeAsync();
        Buffers.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void Frames_that_follow_each_other_allocate_nothing()
    {
        AudioFrame frame = _line.Frame(0);
        var nowhere = new Nowhere();
        for (int i = 0; i < 100; i++) _stage.OnElement(frame with { StreamTimeMs = i * 20 }, nowhere);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 100; i < 1100; i++) _stage.OnElement(frame with { StreamTimeMs = i * 20 }, nowhere);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        nowhere.Count.ShouldBe(1100);
    }

    private void Play(params long[] startsMs)
    {
        foreach (long start in startsMs) _stage.OnElement(_line.Frame(start), _line);
        _line.Buffers.Outstanding.ShouldBe(0);
    }
}
