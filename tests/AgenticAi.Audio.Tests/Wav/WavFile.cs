using System.Buffers.Binary;
using System.Text;
using AgenticAi.Audio.Wav;

namespace AgenticAi.Audio.Tests.Wav;

/// <summary>WAV files written by hand, right and wrong, so that reader and writer cannot share a mistake.</summary>
internal static class WavFile
{
    public static WavAudio Read(params byte[][] parts) => WavReader.Read(new MemoryStream([.. parts.SelectMany(part => part)]));

    public static byte[] Riff(params byte[][] chunks)
    {
        byte[] body = [.. "WAVE"u8, .. chunks.SelectMany(chunk => chunk)];
        return [.. "RIFF"u8, .. Number(body.Length), .. body];
    }

    /// <summary>A chunk with its padding.</summary>
    public static byte[] Chunk(string id, params byte[] content) =>
        [.. Encoding.ASCII.GetBytes(id), .. Number(content.Length), .. content, .. new byte[content.Length % 2]];

    public static byte[] Format(int tag = 1, int channels = 1, int rate = 8000, int bits = 16, int? align = null) =>
        Chunk("fmt ", FormatBody(tag, channels, rate, bits, align));

    public static byte[] FormatBody(int tag, int channels, int rate, int bits, int? align = null)
    {
        int frame = align ?? channels * bits / 8;
        return [.. Short(tag), .. Short(channels), .. Number(rate), .. Number(rate * frame), .. Short(frame), .. Short(bits)];
    }

    public static byte[] Short(int value)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return bytes;
    }

    public static byte[] Number(long value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        return bytes;
    }
}
