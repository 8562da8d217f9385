using AgenticAi.Calls.Agents;
using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Turns;

namespace AgenticAi.Calls.Actors.Stages;

/// <summary>Takes the PIN out of what the caller keys in or says while one is asked for: see <see cref="PinFilter"/>.</summary>
internal sealed class PinGate(string pin, IBrain brain) : TurnInputStage("PinGate")
{
    protected override Func<TurnInput, TurnInput?> Start() => new PinFilter(pin, brain).Filter;
}
