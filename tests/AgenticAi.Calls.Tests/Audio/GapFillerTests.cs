using AgenticAi.Calls.Audio;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests.Audio;

/// <summary>Timestamps that leave no gap, where nothing may be added; then media that is missing, known by its timestamps.</summary>
public sealed class GapFillerTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly CallerLine _line;
    private readonly GapFiller _filler;

    public GapFillerTests()
    {
        _line = new CallerLine(_time);
        _filler = new GapFiller(_line.Buffers, _time);
    }

    [Fact]
    public void Without_a_gap_the_bytes_that_come_out_are_those_that_went_in_however_they_were_cut()
    {
        byte[] input = new byte[64];
        new Random(64).NextBytes(input);
        for (int cut = 0; cut <= input.Length; cut++)
        {
            var filler = new GapFiller(_line.Buffers, _time);
            List<byte> output = [];
            filler.OnFrame(new AudioFrame(_line.Buffers.Copy(input.AsSpan(0, cut)), readAt: 0, streamTimeMs: 0), Collect);
            filler.OnFrame(new AudioFrame(_line.Buffers.Copy(input.AsSpan(cut)), readAt: 0, streamTimeMs: cut / 8), Collect);
            output.ToArray().ShouldBe(input, $"cut at {cut}");

            void Collect(AudioFrame frame)
            {
                output.AddRange(frame.Buffer.Span);
                frame.Dispose();
            }
        }

        _line.Buffers.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void A_frame_goes_on_as_the_object_it_came_as()
    {
        AudioFrame frame = _line.Frame(0);
        List<AudioFrame> output = [];
        _filler.OnFrame(frame, output.Add);
        output.ShouldHaveSingleItem().ShouldBeSameAs(frame);
    }

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
        _time.Advance(70);
        long readAt = _time.GetTimestamp();
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
        _filler.OnFrame(_line.Frame(0, ms: 100), _line.Take);
        _filler.OnFrame(_line.Frame(100, ms: 40), _line.Take);
        _filler.OnFrame(_line.Frame(170, ms: 10), _line.Take);
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
    public void Frames_that_follow_each_other_allocate_nothing()
    {
        AudioFrame[] frames = [.. Enumerable.Range(0, 1100).Select(i => _line.Frame(i * 20))];
        int passed = 0;
        Action<AudioFrame> output = _ => passed++;
        foreach (AudioFrame frame in frames.AsSpan(0, 100)) _filler.OnFrame(frame, output);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (AudioFrame frame in frames.AsSpan(100)) _filler.OnFrame(frame, output);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        passed.ShouldBe(1100);
    }

    private void Play(params long[] startsMs)
    {
        foreach (long start in startsMs) _filler.OnFrame(_line.Frame(start), _line.Take);
        _line.Buffers.Outstanding.ShouldBe(0);
    }
}
