using System.Runtime.InteropServices;

namespace AgenticAi.Simulation.Realtime.Hearing;

/// <summary>One of the three audio formats of the Realtime API.</summary>
/// <param name="Type">As it is called on the wire.</param>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="BytesPerSample">2 for PCM16 (little endian), 1 for G.711.</param>
internal sealed record AudioFormat(string Type, int SampleRate, int BytesPerSample)
{
    public static readonly AudioFormat Pcm = new("audio/pcm", 24_000, 2);
    public static readonly AudioFormat MuLaw = new("audio/pcmu", 8000, 1);
    public static readonly AudioFormat ALaw = new("audio/pcma", 8000, 1);

    public int BytesPerMs => SampleRate * BytesPerSample / 1000;

    public static AudioFormat Of(string type) => type switch
    {
        "audio/pcm" => Pcm,
        "audio/pcmu" => MuLaw,
        "audio/pcma" => ALaw,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an audio format."),
    };

    /// <summary>Decodes whole samples.</summary>
    public short[] Decode(ReadOnlySpan<byte> bytes)
    {
        var pcm = new short[bytes.Length / BytesPerSample];
        if (this == MuLaw) Audio.G711.MuLaw.Decode(bytes, pcm);
        else if (this == ALaw) Audio.G711.ALaw.Decode(bytes, pcm);
        else bytes[..(2 * pcm.Length)].CopyTo(MemoryMarshal.AsBytes(pcm.AsSpan()));
        return pcm;
    }

    public byte[] Encode(ReadOnlySpan<short> pcm)
    {
        var bytes = new byte[pcm.Length * BytesPerSample];
        if (this == MuLaw) Audio.G711.MuLaw.Encode(pcm, bytes);
        else if (this == ALaw) Audio.G711.ALaw.Encode(pcm, bytes);
        else MemoryMarshal.AsBytes(pcm).CopyTo(bytes);
        return bytes;
    }
}
