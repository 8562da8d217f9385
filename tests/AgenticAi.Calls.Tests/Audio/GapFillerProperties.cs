using AgenticAi.Calls.Audio;
using AgenticAi.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Calls.Tests.Audio;

/// <summary>Whatever is missing, the time that is put out is the time of the line.</summary>
public sealed class GapFillerProperties
{
    private const int MostMs = 10_000;

    /// <summary>Frames in order: how long each is, and how much is missing before it. A gap is nothing, or at least 20 ms.</summary>
    private static readonly Arbitrary<(int GapMs, int Ms)[]> Lines = ArrayOf(
        Gen.Frequency((4, Gen.Constant(0)), (2, Gen.Choose(20, 400)), (1, Gen.Choose(400, 15_000))));

    private static readonly Arbitrary<(int GapMs, int Ms)[]> LinesThatCrumble = ArrayOf(Gen.Choose(0, 19));

    [Fact]
    public void The_time_put_out_is_the_time_of_the_line_but_for_what_exceeds_ten_seconds() => Prop.ForAll(Lines, line =>
    {
        CallerLine heard = Play(line);
        heard.TotalMs.ShouldBe(line.Sum(frame => frame.Ms) + line.Skip(1).Sum(frame => Math.Min(frame.GapMs, MostMs)));
        heard.Out.Where(piece => !piece.IsSilent).Select(piece => piece.Ms).ShouldBe(line.Select(frame => (double)frame.Ms), "as it came");
        heard.Silences.ShouldAllBe(piece => piece.Ms <= 200);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_gaps_below_a_frame_never_more_than_a_frame_is_missing() => Prop.ForAll(LinesThatCrumble, line =>
    {
        CallerLine heard = Play(line);
        double span = line.Sum(frame => frame.Ms) + line.Skip(1).Sum(frame => frame.GapMs);
        (span - heard.TotalMs).ShouldBeInRange(0, 19);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void However_media_comes_and_stops_each_pause_has_at_most_ten_seconds_of_silence() =>
        Prop.ForAll(Lines, line =>
        {
            var time = new ManualTimeProvider();
            var heard = new CallerLine(time);
            var filler = new GapFiller(heard.Buffers, time);
            long at = 0;
            foreach ((int gap, int ms) in line)
            {
                at += gap;
                heard.Pass(gap + ms, filler);
                filler.OnFrame(heard.Frame(at, ms), heard.Take);
                at += ms;
                heard.SilentMs.ShouldBeLessThanOrEqualTo(MostMs);
                heard.Forget();
            }

            heard.Buffers.Outstanding.ShouldBe(0);
        }).QuickCheckThrowOnFailure();

    private static CallerLine Play((int GapMs, int Ms)[] line)
    {
        var time = new ManualTimeProvider();
        var heard = new CallerLine(time);
        var filler = new GapFiller(heard.Buffers, time);
        long at = 777;
        foreach ((int gap, int ms) in line)
        {
            at += gap;
            filler.OnFrame(heard.Frame(at, ms), heard.Take);
            at += ms;
        }

        heard.Buffers.Outstanding.ShouldBe(0, "every buffer comes back");
        return heard;
    }

    private static Arbitrary<(int GapMs, int Ms)[]> ArrayOf(Gen<int> gap) =>
        gap.SelectMany(_ => Gen.Choose(1, 60), (gapMs, ms) => (gapMs, ms)).ArrayOf().ToArbitrary();
}
