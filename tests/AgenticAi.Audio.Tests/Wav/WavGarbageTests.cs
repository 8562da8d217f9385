using FsCheck;
using FsCheck.Fluent;
using static AgenticAi.Audio.Tests.Wav.WavFile;

namespace AgenticAi.Audio.Tests.Wav;

public class WavGarbageTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2000);

    private static readonly byte[] Valid = Riff(
        Chunk("LIST", 1, 2, 3), Chunk("fmt ", FormatBody(7, 2, 8000, 8)), Chunk("fact", 4, 0, 0, 0), Chunk("data", 1, 2, 3, 4, 5, 6, 7, 8));

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => ReadOrRefused(bytes)).Check(Many);

    [Fact]
    public void Any_chunks_are_read_or_refused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => ReadOrRefused(Riff(bytes))).Check(Many);

    [Fact]
    public void A_valid_file_with_bytes_changed_is_read_or_refused()
    {
        var changes = Gen.Choose(0, Valid.Length - 1).Zip(ArbMap.Default.GeneratorFor<byte>()).NonEmptyListOf();
        Prop.ForAll(changes.ToArbitrary(), list =>
        {
            byte[] file = [.. Valid];
            foreach ((int place, byte value) in list) file[place] = value;
            return ReadOrRefused(file);
        }).Check(Many);
    }

    [Fact]
    public void A_valid_file_cut_anywhere_before_its_end_is_refused()
    {
        Read(Valid).Samples.Length.ShouldBe(8);
        for (int length = 0; length < Valid.Length; length++) Should.Throw<InvalidDataException>(() => Read(Valid[..length]));
    }

    // Any other exception fails the property by itself.
    private static bool ReadOrRefused(byte[] file)
    {
        try
        {
            return Read(file).Samples.Length <= file.Length;
        }
        catch (InvalidDataException refusal)
        {
            return refusal.Message.StartsWith("WAV: ", StringComparison.Ordinal);
        }
    }
}
