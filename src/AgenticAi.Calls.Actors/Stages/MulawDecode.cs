using System.Runtime.InteropServices;
using AgenticAi.Audio.G711;
using AgenticAi.Calls.Audio;

namespace AgenticAi.Calls.Actors.Stages;

/// <summary>μ-law bytes to PCM16 at the same rate: one frame in, one frame of twice the bytes out.</summary>
internal sealed class MulawDecode(AudioBuffers buffers) : FrameStage<AudioFrame>("MulawDecode")
{
    protected override AudioFrame FrameOf(AudioFrame element) => element;

    protected override Func<AudioFrame, bool> Start() => frame =>
    {
        AudioBuffer pcm = buffers.Rent(frame.Buffer.Length * sizeof(short));
        MuLaw.Decode(frame.Buffer.Span, MemoryMarshal.Cast<byte, short>(pcm.Span));
        frame.Replace(pcm);
        return true;
    };
}
