using AgenticAi.Audio.G711;

namespace AgenticAi.Audio.Tests.G711;

public class MuLawTests
{
    // Table 2a of G.711, on its 14-bit scale: one step of 1, fifteen of 2, then rows of sixteen, each twice as wide as the row before.
    private static readonly Quantizer Table2 =
        new(4, (1, 1), (15, 2), (16, 4), (16, 8), (16, 16), (16, 32), (16, 64), (16, 128), (16, 256));

    [Fact]
    public void All_65536_samples_get_the_code_of_the_recommendation()
    {
        for (int sample = short.MinValue; sample <= short.MaxValue; sample++)
        {
            int code = (sample >= 0 ? 0xFF : 0x7F) - Table2.Number(sample);
            MuLaw.Encode((short)sample).ShouldBe((byte)code, $"sample {sample}");
        }
    }

    [Fact]
    public void All_256_codes_get_the_value_of_the_recommendation()
    {
        for (int number = 0; number < 128; number++)
        {
            // The innermost interval is ±1, of which half is one step: its value is zero, not the middle of that half.
            int value = number == 0 ? 0 : Table2.Value(number);
            MuLaw.Decode((byte)(0xFF - number)).ShouldBe((short)value);
            MuLaw.Decode((byte)(0x7F - number)).ShouldBe((short)-value);
        }
    }

    [Theory]
    [InlineData(0xFF, 0)]
    [InlineData(0x7F, 0)]
    [InlineData(0xFE, 8)]
    [InlineData(0x80, 32124)]
    [InlineData(0x00, -32124)]
    public void Known_codes_have_known_values(byte code, short value) => MuLaw.Decode(code).ShouldBe(value);

    [Fact]
    public void Silence_is_the_code_of_zero()
    {
        MuLaw.Encode(0).ShouldBe(MuLaw.Silence);
        MuLaw.Decode(MuLaw.Silence).ShouldBe((short)0);
    }

    [Fact]
    public void A_sample_comes_back_within_half_a_step()
    {
        for (int sample = -32635; sample <= 32635; sample++)
        {
            int number = Table2.Number(sample);
            int bound = number == 0 ? 4 : Table2.Step(number) / 2;
            Math.Abs(MuLaw.Decode(MuLaw.Encode((short)sample)) - sample).ShouldBeLessThanOrEqualTo(bound, $"sample {sample}");
        }
    }

    [Fact]
    public void A_code_comes_back_as_it_was_but_for_the_negative_zero()
    {
        for (int code = 0; code < 256; code++)
            MuLaw.Encode(MuLaw.Decode((byte)code)).ShouldBe(code == 0x7F ? MuLaw.Silence : (byte)code);
    }
}
