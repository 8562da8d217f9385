using System.Buffers.Binary;

namespace AgenticAi.Audio.Wav;

/// <summary>The fmt chunk: how the bytes of the data chunk are to be read.</summary>
/// <remarks>
/// Source: WAVEFORMATEX and WAVEFORMATEXTENSIBLE,
/// https://learn.microsoft.com/windows/win32/api/mmreg/ns-mmreg-waveformatextensible.
/// </remarks>
internal readonly record struct WavFormat(WavEncoding Encoding, int Channels, int SampleRate)
{
    /// <summary>The most bytes of the chunk that mean something to us.</summary>
    public const int MaxBytes = 40;

    private const int MinBytes = 16;
    private const int SubFormatOffset = 24;

    public int BytesPerSample => Encoding == WavEncoding.Pcm ? 2 : 1;

    public int BytesPerFrame => BytesPerSample * Channels;

    // What follows the format tag in the GUID of a subformat, KSDATAFORMAT_SUBTYPE_PCM and its kin.
    private static ReadOnlySpan<byte> SubFormatTail => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    /// <exception cref="InvalidDataException">A field breaks its rule.</exception>
    public static WavFormat Parse(ReadOnlySpan<byte> chunk)
    {
        Invalid.Unless(chunk.Length >= MinBytes, "fmt chunk size", chunk.Length, $"at least {MinBytes} bytes");
        WavEncoding encoding = ParseEncoding(chunk);
        int channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        int frameBytes = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);

        Invalid.Unless(channels is >= 1 and <= WavAudio.MaxChannels, "channels", channels, $"1 to {WavAudio.MaxChannels}");
        Invalid.Unless(rate is >= WavAudio.MinSampleRate and <= WavAudio.MaxSampleRate, "sample rate", rate,
            $"{WavAudio.MinSampleRate} to {WavAudio.MaxSampleRate} Hz");
        var format = new WavFormat(encoding, channels, (int)rate);
        Invalid.Unless(bits == format.BytesPerSample * 8, "bits per sample", bits, $"{format.BytesPerSample * 8} for {encoding}");
        Invalid.Unless(frameBytes == format.BytesPerFrame, "block align", frameBytes, $"{format.BytesPerFrame} for {channels} channels");
        return format;
    }

    private static WavEncoding ParseEncoding(ReadOnlySpan<byte> chunk)
    {
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        if (tag == (int)WavEncoding.Extensible)
        {
            Invalid.Unless(chunk.Length >= MaxBytes, "fmt chunk size", chunk.Length,
                $"at least {MaxBytes} bytes for an extensible format");
            Invalid.Unless(chunk[(SubFormatOffset + 2)..MaxBytes].SequenceEqual(SubFormatTail), "subformat",
                new Guid(chunk[SubFormatOffset..MaxBytes]), "that of PCM, A-law or μ-law");
            tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk[SubFormatOffset..]);
        }

        var encoding = (WavEncoding)tag;
        bool known = encoding is WavEncoding.Pcm or WavEncoding.ALaw or WavEncoding.MuLaw;
        Invalid.Unless(known, "format", tag, "1 (PCM), 6 (A-law) or 7 (μ-law)");
        return encoding;
    }
}
