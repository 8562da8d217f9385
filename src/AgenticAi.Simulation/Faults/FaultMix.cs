namespace AgenticAi.Simulation.Faults;

/// <summary>What may go wrong, and how often.</summary>
public sealed record FaultMix
{
    /// <summary>Everything that a server can find within the seconds that a caller of <see cref="TrialCall"/> waits.</summary>
    public static FaultMix Standard { get; } = new();

    /// <summary>The part of the calls in which nothing goes wrong, from 0 to 1: they show that the others do not disturb them.</summary>
    public double Quiet { get; init; } = 0.25;

    /// <summary>The part of the calls with trouble in which both sides have some, from 0 to 1.</summary>
    public double Both { get; init; } = 0.2;

    /// <summary>Of the models with trouble, one in so many has one of <see cref="Slow"/>.</summary>
    public int SlowOneIn { get; init; } = 200;

    /// <summary>What the model may do.</summary>
    public IReadOnlyList<ModelTrouble> Model { get; init; } =
        [.. ModelTroubles.All.Where(trouble => trouble != ModelTroubles.Silence && !trouble.StaysAway)];

    /// <summary>What may happen on the caller's side.</summary>
    public IReadOnlyList<LineTrouble> Line { get; init; } = [.. LineTroubles.All.Where(trouble => trouble != LineTroubles.Silence)];

    /// <summary>What the model may do that holds a call for many seconds.</summary>
    public IReadOnlyList<ModelTrouble> Slow { get; init; } = [.. ModelTroubles.All.Where(trouble => trouble.StaysAway)];
}
