using System.Buffers.Binary;
using System.Runtime.InteropServices;

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

        // PCM16 has an even size, so that no chunk needs a byte of padding.
        ReadOnlySpan<byte> data = MemoryMarshal.AsBytes(samples.AsSpan());
        stream.Write(WavHeader.Of(new WavFormat(WavEncoding.Pcm, audio.Channels, audio.SampleRate), data.Length));
        stream.Write(data);
    }
}
