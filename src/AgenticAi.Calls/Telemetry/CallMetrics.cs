using System.Diagnostics.Metrics;
using AgenticAi.Conversations;

namespace AgenticAi.Calls.Telemetry;

/// <summary>The instruments of all calls of a process. Names follow the OpenTelemetry conventions; units are UCUM.</summary>
public sealed class CallMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "AgenticAi.Calls";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<double> _cost;
    private readonly Counter<long> _budgets;

    public CallMetrics(Func<IEnumerable<KeyValuePair<string, int>>> queueDepths)
    {
        Active = _meter.CreateUpDownCounter<int>("agenticai.calls.active", "{call}", "Calls that were admitted and have not ended.");
        Ended = _meter.CreateCounter<long>("agenticai.calls.ended", "{call}", "Calls that ended, by reason.");
        Refused = _meter.CreateCounter<long>("agenticai.calls.refused", "{call}", "Calls that were not admitted, by reason.");
        Resumed = _meter.CreateCounter<long>(
            "agenticai.calls.resumed", "{call}", "Calls that came back after their stream was closed, by what became of them.");
        Frames = _meter.CreateCounter<long>("agenticai.audio.frames", "{frame}", "Audio messages, by leg and direction.");
        Dropped = _meter.CreateCounter<long>("agenticai.audio.dropped", "{frame}", "Audio that was dropped, by the place that was full.");
        Rejected = _meter.CreateCounter<long>("agenticai.messages.rejected", "{message}", "Messages that could not be read, by leg.");
        Unknown = _meter.CreateCounter<long>("agenticai.messages.unknown", "{message}", "Messages of a type that is not known, by leg.");
        Late = _meter.CreateCounter<long>(
            "agenticai.messages.late", "{message}", "Messages to or of a session of the model that had been left when they came, by leg.");
        ModelLost = _meter.CreateCounter<long>("agenticai.model.lost", "{session}", "Sessions of the model that were lost in mid-call.");
        Rotated = _meter.CreateCounter<long>(
            "agenticai.model.rotated", "{session}", "Sessions of the model that were left before their longest duration, by the moment.");
        WarmWanted = _meter.CreateCounter<long>(
            "agenticai.model.warm_wanted", "{session}", "Sessions that calls wanted from those kept warm, by whether there was one.");
        RestoreTime = _meter.CreateHistogram<double>(
            "agenticai.model.restore_time", "ms", "From the loss of a session to the next one that knows the conversation.");
        AddedLatency = _meter.CreateHistogram<double>(
            "agenticai.audio.added_latency", "ms", "From the read of audio on one leg to its write on the other, by direction.");
        Interruptions = _meter.CreateCounter<long>("agenticai.turns.interruptions", "{interruption}", "Times a caller cut in.");
        FalseStarts = _meter.CreateCounter<long>(
            "agenticai.turns.false_starts", "{interruption}", "Interruptions that were nothing, after which speech went on.");
        Backchannels = _meter.CreateCounter<long>(
            "agenticai.turns.backchannels", "{interruption}", "Of the false starts, those in which the caller only said to be listening.");
        Overlong = _meter.CreateCounter<long>(
            "agenticai.turns.overlong", "{response}", "Responses that were stopped because they went on for too long.");
        Problems = _meter.CreateCounter<long>(
            "agenticai.turns.problems", "{problem}", "What the model owed the caller and did not bring at once, by kind.");
        BargeInReaction = _meter.CreateHistogram<double>(
            "agenticai.turns.barge_in_reaction", "ms", "From the read of the model's notice that the caller speaks to the write of clear.");
        JobsRunning = _meter.CreateUpDownCounter<int>("agenticai.commands.running", "{command}", "Commands that an agent is at.");
        JobTime = _meter.CreateHistogram<double>(
            "agenticai.commands.duration", "s", "From the start of a command to its outcome, by outcome.");
        _cost = _meter.CreateCounter<double>("agenticai.cost", "{currency}", "What usage costs, by model and currency.");
        _budgets = _meter.CreateCounter<long>(
            "agenticai.budgets.reached", "{call}", "Calls that reached a limit of a budget, by scope and limit.");
        _meter.CreateObservableGauge(
            "agenticai.queue.depth",
            () => queueDepths().Select(depth => new Measurement<int>(depth.Value, new KeyValuePair<string, object?>("queue", depth.Key))),
            "{element}",
            "Elements in the bounded queues of all calls, by queue.");
    }

    internal UpDownCounter<int> Active { get; }

    internal Counter<long> Ended { get; }

    internal Counter<long> Refused { get; }

    internal Counter<long> Resumed { get; }

    internal Counter<long> Frames { get; }

    internal Counter<long> Dropped { get; }

    internal Counter<long> Rejected { get; }

    internal Counter<long> Unknown { get; }

    internal Histogram<double> AddedLatency { get; }

    internal Counter<long> Late { get; }

    internal Counter<long> ModelLost { get; }

    internal Counter<long> Rotated { get; }

    internal Counter<long> WarmWanted { get; }

    internal Histogram<double> RestoreTime { get; }

    internal Counter<long> Interruptions { get; }

    internal Counter<long> FalseStarts { get; }

    internal Counter<long> Backchannels { get; }

    internal Counter<long> Overlong { get; }

    internal Counter<long> Problems { get; }

    internal Histogram<double> BargeInReaction { get; }

    internal UpDownCounter<int> JobsRunning { get; }

    internal Histogram<double> JobTime { get; }

    public void Dispose() => _meter.Dispose();

    /// <summary>Counts a media stream that could not show which call it belongs to.</summary>
    public void StreamRefused() => Refused.Add(1, new KeyValuePair<string, object?>("reason", "stream"));

    /// <summary>Counts a call that came back after its stream was closed.</summary>
    public void CameBack(Comeback comeback) => Resumed.Add(1, new KeyValuePair<string, object?>("outcome", comeback.Name()));

    internal void JobEnded(CommandOutcome outcome, TimeSpan took) => JobTime.Record(
        took.TotalSeconds,
        new KeyValuePair<string, object?>("outcome", outcome switch
        {
            CommandOutcome.Completed => "completed",
            CommandOutcome.TimedOut => "timed_out",
            _ => "failed",
        }));

    internal void Spent(CostReported cost) => _cost.Add(
        (double)cost.Amount,
        new KeyValuePair<string, object?>("model", cost.Model),
        new KeyValuePair<string, object?>("currency", cost.Currency));

    internal void BudgetReached(TellOfBudget told) => _budgets.Add(
        1,
        new KeyValuePair<string, object?>("scope", told.Scope == BudgetScope.Call ? "call" : "day"),
        new KeyValuePair<string, object?>("limit", told.IsHard ? "hard" : "soft"));

    internal void CallEnded(CallEndReason reason)
    {
        Active.Add(-1);
        Ended.Add(1, new KeyValuePair<string, object?>("reason", reason.Name()));
    }
}
