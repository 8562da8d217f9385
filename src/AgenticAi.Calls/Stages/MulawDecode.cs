using System.Runtime.InteropServices;
using AgenticAi.Audio.G711;
using AgenticAi.Calls.Audio;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls.Stages;

/// <summary>μ-law bytes to PCM16 at the same rate: one frame in, one frame of twice the bytes out.</summary>
public sealed class MulawDecode(AudioBuffers buffers) : Stage<AudioFrame, AudioFrame>
{
    public override void OnElement(AudioFrame element, IOutlet<AudioFrame> output)
    {
        using AudioBuffer encoded = element.Buffer;
        AudioBuffer pcm = buffers.Rent(encoded.Length * sizeof(short));
        MuLaw.Decode(encoded.Span, MemoryMarshal.Cast<byte, short>(pcm.Span));
        output.Push(element.With(pcm));
    }
}
