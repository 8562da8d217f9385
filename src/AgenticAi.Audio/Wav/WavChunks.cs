using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace AgenticAi.Audio.Wav;

/// <summary>Walks over the chunks of a RIFF file of the WAVE kind, in the order in which they stand, without seeking.</summary>
internal sealed class WavChunks
{
    private const int HeaderBytes = 8;
    private const int BlockBytes = 16 * 1024;

    private readonly Stream _stream;
    private readonly byte[] _block = new byte[BlockBytes];
    private long _left;

    /// <exception cref="InvalidDataException">The stream does not begin as a WAV file does.</exception>
    public WavChunks(Stream stream)
    {
        _stream = stream;
        ReadOnlySpan<byte> header = Read(12);
        Invalid.Unless(header.Length == 12, "file size", header.Length, "at least 12 bytes");
        Invalid.Unless(header[..4].SequenceEqual("RIFF"u8), "file id", Text(header[..4]), "RIFF");
        Invalid.Unless(header[8..].SequenceEqual("WAVE"u8), "file kind", Text(header[8..]), "WAVE");
    }

    /// <summary>Four characters that say what the chunk holds.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Bytes in the chunk, by its own account.</summary>
    public uint Size { get; private set; }

    /// <summary>Goes to the next chunk, past what was not read of this one. False at the end of the file.</summary>
    /// <exception cref="InvalidDataException">The file ends within this chunk or the next header.</exception>
    public bool Next()
    {
        Skip();
        ReadOnlySpan<byte> header = Read(HeaderBytes);
        if (header.IsEmpty) return false;
        Invalid.Unless(header.Length == HeaderBytes, "chunk header size", header.Length, $"{HeaderBytes} bytes");
        Id = Text(header[..4]);
        Size = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        // A chunk of odd size is followed by a byte that belongs to nothing.
        _left = (long)Size + Size % 2;
        return true;
    }

    /// <summary>The first bytes of the chunk, at most so many; the next read overwrites them.</summary>
    public ReadOnlySpan<byte> ReadStart(int most)
    {
        int wanted = (int)Math.Min(Size, most);
        ReadOnlySpan<byte> start = Read(wanted);
        RequireSize(start.Length, wanted);
        _left -= wanted;
        return start;
    }

    /// <summary>The whole chunk.</summary>
    public ReadOnlySpan<byte> ReadAll()
    {
        var all = new ArrayBufferWriter<byte>();
        while (all.WrittenCount < Size)
        {
            ReadOnlySpan<byte> block = Read((int)Math.Min(BlockBytes, Size - all.WrittenCount));
            RequireSize(block.Length, 1);
            all.Write(block);
        }

        _left = 0;
        return all.WrittenSpan;
    }

    private void Skip()
    {
        while (_left > 0)
        {
            int read = Read((int)Math.Min(BlockBytes, _left)).Length;
            // The padding of the last chunk is often left out.
            if (read == 0 && _left == Size % 2) return;
            RequireSize(read, 1);
            _left -= read;
        }
    }

    private void RequireSize(int read, int needed) =>
        Invalid.Unless(read >= needed, $"chunk '{Id}'", "cut off", $"{Size} bytes long, as its header says");

    private ReadOnlySpan<byte> Read(int most) =>
        _block.AsSpan(0, _stream.ReadAtLeast(_block.AsSpan(0, most), most, throwOnEndOfStream: false));

    // Latin-1 keeps every byte, so that a message shows what is there.
    private static string Text(ReadOnlySpan<byte> id) => Encoding.Latin1.GetString(id);
}
