using System.Collections.Concurrent;
using AgenticAi.Simulation.Faults;

namespace AgenticAi.Soak.Tests;

/// <summary>What became of many calls on trial.</summary>
internal sealed class TrialReport
{
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly ConcurrentQueue<WeakReference> _owners = new();
    private readonly ConcurrentQueue<(CallPhase? Model, bool Happened, CallPhase? Line)> _faults = new();

    /// <summary>The calls that did not go as they should, with their schedules.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    /// <summary>How many calls are still held by somebody.</summary>
    public int OwnersAlive => _owners.Count(owner => owner.IsAlive);

    /// <summary>The phases in which the model's faults have happened, and how often.</summary>
    public IReadOnlyDictionary<CallPhase, int> ModelFaults =>
        _faults.Where(fault => fault is { Model: not null, Happened: true }).CountBy(fault => fault.Model!.Value).ToDictionary();

    public void Add(Trial trial, string problem)
    {
        if (problem.Length > 0) _wrong.Enqueue($"{trial.Schedule} → {problem}");
        if (trial.Owner is { } owner) _owners.Enqueue(owner);
        _faults.Enqueue((trial.Schedule.Model?.Phase, trial.HasModelFailed, trial.Schedule.Line?.Phase));
    }

    public override string ToString()
    {
        int quiet = _faults.Count(fault => fault is { Model: null, Line: null });
        string model = string.Join(", ", ModelFaults.OrderBy(phase => phase.Key).Select(phase => $"{phase.Key} {phase.Value}"));
        string line = string.Join(", ", _faults.Where(fault => fault.Line is not null).CountBy(fault => fault.Line!.Value)
            .OrderBy(phase => phase.Key).Select(phase => $"{phase.Key} {phase.Value}"));
        return $"{quiet} without a fault; faults of the model: {model}; of the line: {line}";
    }
}
