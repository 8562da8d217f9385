using System.Buffers.Binary;

namespace AgenticAi.Audio.Wav;

/// <summary>All that stands before the audio: RIFF, fmt, and the head of the data chunk.</summary>
internal static class WavHeader
{
    private const int FmtBytes = 16;
    private const int HeaderBytes = 12 + 8 + FmtBytes + 8;

    /// <param name="format">PCM; any other format needs an extension and a fact chunk.</param>
    /// <param name="dataBytes">Size of the audio.</param>
    public static byte[] Of(WavFormat format, int dataBytes)
    {
        var header = new HeaderWriter(new byte[HeaderBytes]);
        header.Id("RIFF"u8).Number((uint)(HeaderBytes - 8) + (uint)dataBytes).Id("WAVE"u8);
        header.Id("fmt "u8).Number(FmtBytes);
        header.Short((ushort)format.Encoding).Short(format.Channels).Number((uint)format.SampleRate);
        header.Number((uint)(format.SampleRate * format.BytesPerFrame)).Short(format.BytesPerFrame).Short(format.BytesPerSample * 8);
        header.Id("data"u8).Number((uint)dataBytes);
        return header.Bytes;
    }

    private sealed class HeaderWriter(byte[] bytes)
    {
        private int _at;

        public byte[] Bytes => bytes;

        public HeaderWriter Id(ReadOnlySpan<byte> id)
        {
            id.CopyTo(bytes.AsSpan(_at));
            _at += id.Length;
            return this;
        }

        public HeaderWriter Number(uint value)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(_at), value);
            _at += sizeof(uint);
            return this;
        }

        public HeaderWriter Short(int value)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(_at), (ushort)value);
            _at += sizeof(ushort);
            return this;
        }
    }
}
