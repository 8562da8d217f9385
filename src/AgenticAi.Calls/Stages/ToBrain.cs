using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Turns;
using AgenticAi.Realtime.Events;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls.Stages;

/// <summary>The side branch to the brain: tells it what happens in the conversation and hands everything on as it is.</summary>
public sealed class ToBrain(IBrain brain) : Stage<TurnInput, TurnInput>
{
    public override void OnElement(TurnInput element, IOutlet<TurnInput> output)
    {
        if (element.Message is { } message && BrainTranslation.Of(message) is { } command) brain.Tell(command);
        if (element.Message is ServerEvent used && UsageTranslation.Of(used) is { } usage) brain.Tell(usage);
        output.Push(element);
    }
}
