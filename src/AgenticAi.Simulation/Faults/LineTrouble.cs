using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Simulation.Faults;

/// <summary>Something that happens on the caller's side of a call, or to the call from outside.</summary>
/// <param name="Name">Says it in a few words.</param>
/// <param name="Phases">When it can happen.</param>
public sealed record LineTrouble(string Name, IReadOnlyList<CallPhase> Phases)
{
    /// <summary>The ends it leads to; none when the call goes on as if nothing were.</summary>
    public IReadOnlyList<CallOutcome> Outcomes { get; init; } = [];

    /// <summary>What goes wrong on Twilio's side.</summary>
    public CallFaults Faults { get; init; } = CallFaults.None;

    /// <summary>What the caller does when the phase has come, in place of what would follow.</summary>
    public CallerAction? Action { get; init; }

    /// <summary>The caller is gone within milliseconds.</summary>
    public bool GivesUp { get; init; }

    /// <summary>Somebody outside is to end the call when the phase has come.</summary>
    public bool IsEndedByOperator => Outcomes is [CallOutcome.Operator];
}
