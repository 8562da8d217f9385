using System.Globalization;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Simulation.Faults;

/// <summary>
/// What goes wrong in one <see cref="TrialCall"/>, and when. Drawn from a seed: the same numbers give the same call again.
/// </summary>
public sealed record FaultSchedule
{
    // Where nothing goes wrong nothing is waited for in vain, so this only forgives a busy machine.
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(1);

    // On loopback the webhook has mostly answered by then.
    private static readonly TimeSpan LongestWebhook = TimeSpan.FromMilliseconds(8);

    /// <summary>The seed of the run.</summary>
    public required int Seed { get; init; }

    /// <summary>Which call of the run, from 0.</summary>
    public required int Call { get; init; }

    /// <summary>The caller says goodbye and lets the agent hang up.</summary>
    public bool AgentHangsUp { get; init; }

    /// <summary>What the model does, and in which phase; null for nothing.</summary>
    public (ModelTrouble Trouble, CallPhase Phase)? Model { get; init; }

    /// <summary>What happens on the caller's side, and in which phase; null for nothing.</summary>
    public (LineTrouble Trouble, CallPhase Phase)? Line { get; init; }

    /// <summary>When the caller is gone, counted from the dialling; null when the caller waits for the webhook.</summary>
    public TimeSpan? GivesUpAfter { get; init; }

    /// <summary>Nothing goes wrong.</summary>
    public bool IsQuiet => Model is null && Line is null;

    /// <summary>The trace that the call's requests belong to: with it the model's server knows whom it has before it.</summary>
    public string TraceId => string.Create(CultureInfo.InvariantCulture, $"{(uint)Seed:x16}{Call + 1L:x16}");

    /// <summary>What the caller and the caller's line do.</summary>
    public CallPlan Plan
    {
        get
        {
            CallPlan plan = this switch
            {
                { IsQuiet: true } => TrialCall.Plan(AgentHangsUp, LongPatience),
                { Line: { Trouble: { Action: not null } or { IsEndedByOperator: true } } line } =>
                    TrialCall.Plan(AgentHangsUp, ShortPatience, line.Phase, line.Trouble.Action),
                // Who is to be told that the model is gone for good stays on the line for it.
                { Line: null, Model.Trouble.Outcome: not null } => TrialCall.Plan(AgentHangsUp, ShortPatience, CallPhase.AnswerMade),
                _ => TrialCall.Plan(AgentHangsUp, ShortPatience),
            };
            return plan with { Faults = Line?.Trouble.Faults ?? CallFaults.None, MaxDuration = TimeSpan.FromSeconds(45) };
        }
    }

    /// <summary>Draws the schedule of one call.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="call">Which call of it, from 0.</param>
    /// <param name="mix">What may go wrong.</param>
    public static FaultSchedule Draw(int seed, int call, FaultMix mix)
    {
        ArgumentNullException.ThrowIfNull(mix);
        // Not HashCode, which gives other numbers in each process.
        var random = new Random(unchecked((seed * 486_187_739) + call));
        var schedule = new FaultSchedule { Seed = seed, Call = call, AgentHangsUp = random.Next(3) == 0 };
        if (random.NextDouble() < mix.Quiet) return schedule;
        bool both = random.NextDouble() < mix.Both;
        bool onModel = random.Next(2) == 0;
        IReadOnlyList<ModelTrouble> model = random.Next(mix.SlowOneIn) == 0 ? mix.Slow : mix.Model;
        if (both || onModel) schedule = schedule with { Model = Pick(model, trouble => trouble.Phases, random) };
        if (both || !onModel) schedule = schedule with { Line = Pick(mix.Line, trouble => trouble.Phases, random) };
        if (schedule.Line is { Trouble.GivesUp: true }) schedule = schedule with { GivesUpAfter = random.NextDouble() * LongestWebhook };
        // Phases that only some conversations have are given one of those.
        return schedule.Model?.Phase switch
        {
            CallPhase.FunctionCall => schedule with { AgentHangsUp = true },
            CallPhase.LastWords when schedule.Line is null => schedule with { Line = (LineTroubles.All[0], CallPhase.CallerSpeaking) },
            _ => schedule,
        };
    }

    /// <summary>How the call's Nth attempt to reach the model is received.</summary>
    /// <param name="attempt">0 for the first.</param>
    public Reception Receive(int attempt) =>
        Model is { } model ? model.Trouble.Receive(attempt, model.Phase) : Reception.Usual;

    /// <summary>The ends that blame the right party.</summary>
    /// <param name="hasModelFailed">The model's fault has happened; a call may be over before.</param>
    public IReadOnlyList<CallOutcome> Ends(bool hasModelFailed)
    {
        CallOutcome[] own = AgentHangsUp ? [CallOutcome.AgentHungUp, CallOutcome.CallerHungUp] : [CallOutcome.CallerHungUp];
        if (IsQuiet) return own[..1];
        IReadOnlyList<CallOutcome> line = Line is { Trouble.Outcomes: { Count: > 0 } ends } ? ends : own;
        if (!hasModelFailed || Model?.Trouble.Outcome is not { } outcome) return line;
        return Line is null ? [outcome] : [outcome, .. line];
    }

    public override string ToString()
    {
        string[] troubles =
        [
            .. Model is { } model ? [$"{model.Trouble.Name} (model, {model.Phase})"] : Array.Empty<string>(),
            .. Line is { } line ? [$"{line.Trouble.Name} (caller, {line.Phase})"] : Array.Empty<string>(),
        ];
        string what = troubles.Length == 0 ? "nothing goes wrong" : string.Join("; ", troubles);
        string end = AgentHangsUp ? "; the agent hangs up" : "";
        return string.Create(CultureInfo.InvariantCulture, $"seed {Seed}, call {Call}: {what}{end}");
    }

    private static (T Trouble, CallPhase Phase) Pick<T>(
        IReadOnlyList<T> troubles, Func<T, IReadOnlyList<CallPhase>> phasesOf, Random random)
    {
        T trouble = troubles[random.Next(troubles.Count)];
        IReadOnlyList<CallPhase> phases = phasesOf(trouble);
        return (trouble, phases[random.Next(phases.Count)]);
    }
}
