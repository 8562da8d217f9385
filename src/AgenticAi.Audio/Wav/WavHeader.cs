using System.Buffers.Binary;

namespace AgenticAi.Audio.Wav;

/// <summary>All that stands before the audio: RIFF, fmt, fact where the format asks for one, and the head of the data chunk.</summary>
internal static class WavHeader
{
    public static byte[] Of(WavFormat format, int dataBytes)
    {
        // Every format but PCM states the size of its (empty) extension and, in a fact chunk, the number of frames.
        bool extended = format.Encoding != WavEncoding.Pcm;
        int fmtBytes = extended ? 18 : 16;
        int headerBytes = 12 + 8 + fmtBytes + (extended ? 12 : 0) + 8;
        var header = new HeaderWriter(new byte[headerBytes]);

        header.Id("RIFF"u8).Number((uint)(headerBytes - 8) + (uint)dataBytes + (uint)dataBytes % 2).Id("WAVE"u8);
        header.Id("fmt "u8).Number((uint)fmtBytes);
        header.Short((ushort)format.Encoding).Short(format.Channels).Number((uint)format.SampleRate);
        header.Number((uint)(format.SampleRate * format.BytesPerFrame)).Short(format.BytesPerFrame).Short(format.BytesPerSample * 8);
        if (extended) header.Short(0).Id("fact"u8).Number(4).Number((uint)(dataBytes / format.BytesPerFrame));
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
