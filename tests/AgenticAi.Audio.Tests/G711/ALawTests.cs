using AgenticAi.Audio.G711;

namespace AgenticAi.Audio.Tests.G711;

public class ALawTests
{
    // Table 1a of G.711, on its 13-bit scale: thirty-two steps of 2, then rows of sixteen, each twice as wide as the row before.
    private static readonly Quantizer Table1 =
        new(8, (32, 2), (16, 4), (16, 8), (16, 16), (16, 32), (16, 64), (16, 128));

    [Fact]
    public void All_65536_samples_get_the_code_of_the_recommendation()
    {
        for (int sample = short.MinValue; sample <= short.MaxValue; sample++)
            ALaw.Encode((short)sample).ShouldBe(Code(Table1.Number(sample), sample >= 0), $"sample {sample}");
    }

    [Fact]
    public void All_256_codes_get_the_value_of_the_recommendation()
    {
        for (int number = 0; number < 128; number++)
        {
            ALaw.Decode(Code(number, positive: true)).ShouldBe((short)Table1.Value(number));
            ALaw.Decode(Code(number, positive: false)).ShouldBe((short)-Table1.Value(number));
        }
    }

    [Theory]
    [InlineData(0xD5, 8)]
    [InlineData(0x55, -8)]
    [InlineData(0xAA, 32256)]
    [InlineData(0x2A, -32256)]
    public void Known_codes_have_known_values(byte code, short value) => ALaw.Decode(code).ShouldBe(value);

    [Fact]
    public void Silence_is_the_code_of_zero() => ALaw.Encode(0).ShouldBe(ALaw.Silence);

    [Fact]
    public void A_sample_comes_back_within_half_a_step()
    {
        for (int sample = short.MinValue; sample <= short.MaxValue; sample++)
        {
            int bound = Table1.Step(Table1.Number(sample)) / 2;
            Math.Abs(ALaw.Decode(ALaw.Encode((short)sample)) - sample).ShouldBeLessThanOrEqualTo(bound, $"sample {sample}");
        }
    }

    [Fact]
    public void A_code_comes_back_as_it_was()
    {
        for (int code = 0; code < 256; code++) ALaw.Encode(ALaw.Decode((byte)code)).ShouldBe((byte)code);
    }

    // Section 3.2 of the recommendation: a 1 leads the positive values, and the even bits are inverted for transmission.
    private static byte Code(int number, bool positive) => (byte)((number | (positive ? 0x80 : 0)) ^ 0x55);
}
