using System.Runtime.InteropServices;
using AgenticAi.Audio.G711;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Turns;

namespace AgenticAi.Calls.Actors.Stages;

/// <summary>PCM16 to μ-law bytes at the same rate: one frame in, one frame of half the bytes out. Expects whole samples.</summary>
internal sealed class MulawEncode(AudioBuffers buffers) : FrameStage<TurnInput>("MulawEncode")
{
    protected override AudioFrame? FrameOf(TurnInput element) => (element as ModelAudio)?.Frame;

    protected override Func<AudioFrame, bool> Start() => frame =>
    {
        AudioBuffer encoded = buffers.Rent(frame.Buffer.Length / sizeof(short));
        MuLaw.Encode(MemoryMarshal.Cast<byte, short>(frame.Buffer.Span), encoded.Span);
        frame.Replace(encoded);
        return true;
    };
}
