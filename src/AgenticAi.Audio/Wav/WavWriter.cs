using System.Buffers.Binary;
using System.Runtime.InteropServices;
using AgenticAi.Audio.G711;

namespace AgenticAi.Audio.Wav;

/// <summary>Writes WAV files. The stream need not seek and is not closed.</summary>
/// <remarks>Source: https://learn.microsoft.com/windows/win32/api/mmeapi/ns-mmeapi-waveformatex and RFC 2361.</remarks>
public static class WavWriter
{
    /// <summary>Writes PCM16.</summary>
    /// <exception cref="ArgumentException">The audio is longer than 2 GiB, beyond which many programs misread the size.</exception>
    public static void Write(Stream stream, WavAudio audio)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(audio);
        short[] samples = audio.Samples;
        if (samples.Length > int.MaxValue / sizeof(short))
            throw new ArgumentException($"{samples.Length} samples are more than the 2 GiB that a WAV file holds.", nameof(audio));
        if (!BitConverter.IsLittleEndian)
        {
            samples = new short[samples.Length];
            BinaryPrimitives.ReverseEndianness(audio.Samples, samples);
        }

        WriteFile(stream, new WavFormat(WavEncoding.Pcm, audio.Channels, audio.SampleRate), MemoryMarshal.AsBytes(samples.AsSpan()));
    }

    /// <summary>Writes μ-law: half the size of PCM16.</summary>
    public static void WriteMuLaw(Stream stream, WavAudio audio)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(audio);
        var encoded = new byte[audio.Samples.Length];
        MuLaw.Encode(audio.Samples, encoded);
        WriteFile(stream, new WavFormat(WavEncoding.MuLaw, audio.Channels, audio.SampleRate), encoded);
    }

    private static void WriteFile(Stream stream, WavFormat format, ReadOnlySpan<byte> data)
    {
        byte[] header = WavHeader.Of(format, data.Length);
        stream.Write(header);
        stream.Write(data);
        if (data.Length % 2 == 1) stream.WriteByte(0);
    }
}
