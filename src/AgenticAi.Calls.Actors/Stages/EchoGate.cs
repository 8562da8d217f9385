using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Turns;

namespace AgenticAi.Calls.Actors.Stages;

/// <summary>Silences what is taken for the agent's own echo: see <see cref="EchoSuppressor"/>.</summary>
internal sealed class EchoGate(AgentVoice voice, double thresholdDb) : FrameStage<AudioFrame>("EchoGate")
{
    protected override AudioFrame FrameOf(AudioFrame element) => element;

    protected override Func<AudioFrame, bool> Start()
    {
        var suppressor = new EchoSuppressor(voice, thresholdDb);
        return frame =>
        {
            suppressor.Process(frame);
            return true;
        };
    }
}
