using System.Runtime.InteropServices;
using AgenticAi.Audio.G711;
using AgenticAi.Calls.Audio;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls.Stages;

/// <summary>PCM16 to μ-law bytes at the same rate: one frame in, one frame of half the bytes out. Expects whole samples.</summary>
public sealed class MulawEncode(AudioBuffers buffers) : Stage<AudioFrame, AudioFrame>
{
    public override void OnElement(AudioFrame element, IOutlet<AudioFrame> output)
    {
        using AudioBuffer pcm = element.Buffer;
        AudioBuffer encoded = buffers.Rent(pcm.Length / sizeof(short));
        MuLaw.Encode(MemoryMarshal.Cast<byte, short>(pcm.Span), encoded.Span);
        output.Push(element.With(encoded));
    }
}
