using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Turns;

namespace AgenticAi.Calls.Actors.Stages;

/// <summary>PCM16 from one rate to another, seamless across frames: see <see cref="FrameResampler"/>.</summary>
/// <typeparam name="T">The element of the direction: <see cref="AudioFrame"/> from the caller, <see cref="TurnInput"/> from the model.</typeparam>
internal sealed class Resample<T>(AudioBuffers buffers, int inputRate, int outputRate)
    : FrameStage<T>($"Resample {inputRate / 1000}→{outputRate / 1000}k")
    where T : class
{
    protected override AudioFrame? FrameOf(T element) => element as AudioFrame ?? (element as ModelAudio)?.Frame;

    protected override Func<AudioFrame, bool> Start() => new FrameResampler(buffers, inputRate, outputRate).Process;
}
