using AgenticAi.Audio.Framing;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Audio.Tests.Framing;

public class FrameAssemblerTests
{
    private const byte Padding = 0xFF;

    [Fact]
    public void However_the_bytes_are_cut_the_frames_are_the_same()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[][]>(), Gen.Choose(1, 40).ToArbitrary(), (pieces, frameBytes) =>
        {
            byte[] all = [.. pieces.SelectMany(piece => piece)];
            byte[] padded = [.. all, .. Enumerable.Repeat(Padding, (frameBytes - all.Length % frameBytes) % frameBytes)];
            List<byte[]> frames = Frames(new FrameAssembler(frameBytes, Padding), pieces);
            return frames.All(frame => frame.Length == frameBytes) && frames.SelectMany(frame => frame).SequenceEqual(padded);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_frame_is_given_as_soon_as_its_last_byte_is_there()
    {
        var assembler = new FrameAssembler(160, Padding);
        ReadOnlySpan<byte> piece = new byte[159];
        assembler.TryTake(ref piece, out _).ShouldBeFalse();
        assembler.HeldBytes.ShouldBe(159);

        piece = new byte[1 + 160];
        assembler.TryTake(ref piece, out ReadOnlySpan<byte> frame).ShouldBeTrue();
        frame.Length.ShouldBe(160);
        piece.Length.ShouldBe(160);
        assembler.TryTake(ref piece, out _).ShouldBeTrue();
        assembler.TryTake(ref piece, out _).ShouldBeFalse();
        assembler.HeldBytes.ShouldBe(0);
    }

    [Fact]
    public void A_frame_that_lies_whole_in_the_piece_is_not_copied()
    {
        byte[] bytes = new byte[320];
        ReadOnlySpan<byte> piece = bytes;
        new FrameAssembler(160, Padding).TryTake(ref piece, out ReadOnlySpan<byte> frame).ShouldBeTrue();
        (frame == bytes.AsSpan(0, 160)).ShouldBeTrue();
    }

    [Fact]
    public void Nothing_held_means_nothing_to_flush()
    {
        var assembler = new FrameAssembler(4, Padding);
        assembler.TryFlush(out _).ShouldBeFalse();
        Frames(assembler, [[1, 2, 3, 4]]).ShouldHaveSingleItem();
        Frames(assembler, [[1]]).ShouldHaveSingleItem().ShouldBe([1, Padding, Padding, Padding]);
        assembler.TryFlush(out _).ShouldBeFalse();
    }

    [Fact]
    public void What_was_held_is_forgotten_on_reset()
    {
        var assembler = new FrameAssembler(2, Padding);
        ReadOnlySpan<byte> piece = [9];
        assembler.TryTake(ref piece, out _);
        assembler.Reset();
        Frames(assembler, [[1, 2]]).ShouldHaveSingleItem().ShouldBe([1, 2]);
    }

    [Fact]
    public void A_frame_has_at_least_one_byte() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new FrameAssembler(0, Padding)).ParamName.ShouldBe("frameBytes");

    [Fact]
    public void Assembling_allocates_nothing()
    {
        var assembler = new FrameAssembler(160, Padding);
        byte[] bytes = new byte[481];
        Allocations.Of(() =>
        {
            ReadOnlySpan<byte> piece = bytes;
            while (assembler.TryTake(ref piece, out _))
            {
            }
        }).ShouldBe(0);
    }

    private static List<byte[]> Frames(FrameAssembler assembler, byte[][] pieces)
    {
        List<byte[]> frames = [];
        foreach (byte[] bytes in pieces)
        {
            ReadOnlySpan<byte> piece = bytes;
            while (assembler.TryTake(ref piece, out ReadOnlySpan<byte> frame)) frames.Add(frame.ToArray());
        }

        if (assembler.TryFlush(out ReadOnlySpan<byte> last)) frames.Add(last.ToArray());
        return frames;
    }
}
