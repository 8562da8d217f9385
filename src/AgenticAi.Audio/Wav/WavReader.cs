using System.Buffers.Binary;
using System.Runtime.InteropServices;
using AgenticAi.Audio.G711;

namespace AgenticAi.Audio.Wav;

/// <summary>Reads WAV files: PCM16, A-law and μ-law, plain or extensible, 8 to 48 kHz, up to 8 channels.</summary>
/// <remarks>
/// The stream need not seek, is read up to the end of the data chunk and is not closed. Chunks of other kinds are skipped. No size that
/// the file states is believed: memory grows with the bytes that are there. The size of the whole in the RIFF header and the bytes per
/// second are not looked at, since many programs leave them wrong and nothing depends on them.
/// </remarks>
public static class WavReader
{
    /// <summary>Most bytes of audio that are read: over an hour of stereo at 16 kHz.</summary>
    public const int MaxDataBytes = 256 * 1024 * 1024;

    /// <exception cref="InvalidDataException">
    /// It is not such a file, or it ends early. The message names the field, its value and the rule.
    /// </exception>
    public static WavAudio Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var chunks = new WavChunks(stream);
        WavFormat? format = null;
        while (chunks.Next())
        {
            switch (chunks.Id)
            {
                case "fmt ":
                    Invalid.Unless(format is null, "fmt chunk", "there twice", "there once");
                    format = WavFormat.Parse(chunks.ReadStart(WavFormat.MaxBytes));
                    break;
                case "data":
                    Invalid.Unless(format is not null, "fmt chunk", "missing", "before the data chunk");
                    return ReadData(chunks, format.Value);
            }
        }

        throw new InvalidDataException("WAV: data chunk is missing, must be there once.");
    }

    private static WavAudio ReadData(WavChunks chunks, WavFormat format)
    {
        uint size = chunks.Size;
        Invalid.Unless(size <= MaxDataBytes, "data chunk size", size, $"at most {MaxDataBytes} bytes");
        Invalid.Unless(size % format.BytesPerFrame == 0, "data chunk size", size, $"a multiple of {format.BytesPerFrame}, the block align");
        ReadOnlySpan<byte> bytes = chunks.ReadAll();
        var samples = new short[bytes.Length / format.BytesPerSample];
        switch (format.Encoding)
        {
            case WavEncoding.MuLaw:
                MuLaw.Decode(bytes, samples);
                break;
            case WavEncoding.ALaw:
                ALaw.Decode(bytes, samples);
                break;
            default:
                bytes.CopyTo(MemoryMarshal.AsBytes(samples.AsSpan()));
                if (!BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(samples, samples);
                break;
        }

        return new WavAudio(format.SampleRate, format.Channels, samples);
    }
}
