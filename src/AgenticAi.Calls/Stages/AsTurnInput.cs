using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Turns;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls.Stages;

/// <summary>Model audio joins the events it came between.</summary>
public sealed class AsTurnInput : Stage<AudioFrame, TurnInput>
{
    public override void OnElement(AudioFrame element, IOutlet<TurnInput> output) => output.Push(TurnInput.Of(element));
}
