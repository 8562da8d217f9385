using System.Buffers.Binary;
using AgenticAi.Audio.Framing;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Audio.Tests.Framing;

public class SampleAlignerTests
{
    [Fact]
    public void However_the_bytes_are_cut_the_samples_are_the_same()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<byte[][]>(), pieces =>
        {
            byte[] all = [.. pieces.SelectMany(piece => piece)];
            short[] expected =
                [.. Enumerable.Range(0, all.Length / 2).Select(i => BinaryPrimitives.ReadInt16LittleEndian(all.AsSpan(2 * i)))];
            var aligner = new SampleAligner();
            short[] actual = [.. pieces.SelectMany(piece => Align(aligner, piece))];
            return actual.SequenceEqual(expected) && aligner.HoldsHalfSample == (all.Length % 2 == 1);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_odd_byte_waits_for_its_other_half()
    {
        var aligner = new SampleAligner();
        Align(aligner, [0x01]).ShouldBeEmpty();
        aligner.HoldsHalfSample.ShouldBeTrue();
        Align(aligner, []).ShouldBeEmpty();
        Align(aligner, [0x80, 0x34, 0x12]).ShouldBe([unchecked((short)0x8001), (short)0x1234]);
        aligner.HoldsHalfSample.ShouldBeFalse();
    }

    [Fact]
    public void The_odd_byte_is_forgotten_on_reset()
    {
        var aligner = new SampleAligner();
        Align(aligner, [0x77]);
        aligner.Reset();
        Align(aligner, [0x34, 0x12]).ShouldBe([(short)0x1234]);
    }

    [Fact]
    public void Too_little_room_is_refused_and_takes_nothing()
    {
        var aligner = new SampleAligner();
        Align(aligner, [0x34]);
        Should.Throw<ArgumentException>(() => aligner.Align(new byte[3], new short[1])).ParamName.ShouldBe("samples");
        Align(aligner, [0x12]).ShouldBe([(short)0x1234]);
    }

    [Fact]
    public void Aligning_allocates_nothing()
    {
        var aligner = new SampleAligner();
        byte[] bytes = new byte[321];
        var samples = new short[SampleAligner.MaxSamples(bytes.Length)];
        Allocations.Of(() => aligner.Align(bytes, samples)).ShouldBe(0);
    }

    private static short[] Align(SampleAligner aligner, byte[] bytes)
    {
        var samples = new short[SampleAligner.MaxSamples(bytes.Length)];
        return samples[..aligner.Align(bytes, samples)];
    }
}
