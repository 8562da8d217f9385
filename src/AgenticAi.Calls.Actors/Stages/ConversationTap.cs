using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Turns;

namespace AgenticAi.Calls.Actors.Stages;

/// <summary>The side branch to the brain: tells it what happens in the conversation and hands everything on as it is.</summary>
internal sealed class ConversationTap(IBrain brain) : TurnInputStage("ConversationTap")
{
    protected override Func<TurnInput, TurnInput?> Start() => input =>
    {
        if (BrainTranslation.Of(input) is { } command) brain.Tell(command);
        if (input is ModelEvent { Event: { } sent } && UsageTranslation.Of(sent) is { } usage) brain.Tell(usage);
        return input;
    };
}
