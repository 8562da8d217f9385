using System.Collections.Concurrent;
using AgenticAi.Simulation.Faults;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Tests.Calls;

namespace AgenticAi.Soak.Tests;

/// <summary>Makes many calls on trial, and tells the model's server which of them it has before it.</summary>
internal sealed class Switchboard(int seed, FaultMix mix)
{
    private readonly ConcurrentDictionary<string, Trial> _trials = new(StringComparer.Ordinal);

    /// <summary>For <see cref="SimulatedRealtimeOptions.Reception"/>.</summary>
    public Reception? Receive(RealtimeArrival arrival) =>
        arrival.TraceId is { } trace && _trials.TryGetValue(trace, out Trial? trial) ? trial.Receive() : null;

    /// <summary>Makes calls.</summary>
    /// <param name="exchange">Where.</param>
    /// <param name="calls">Their numbers in the run.</param>
    /// <param name="atATime">Most at a time.</param>
    public async Task<TrialReport> CallAsync(Exchange exchange, IEnumerable<int> calls, int atATime)
    {
        var report = new TrialReport();
        await Parallel.ForEachAsync(
            calls,
            new ParallelOptions { MaxDegreeOfParallelism = atATime, CancellationToken = TestContext.Current.CancellationToken },
            async (call, cancellationToken) =>
            {
                var trial = new Trial(FaultSchedule.Draw(seed, call, mix));
                _trials[trial.Schedule.TraceId] = trial;
                string problem = await TryAsync(trial, exchange, cancellationToken);
                report.Add(trial, problem);
                _trials.TryRemove(trial.Schedule.TraceId, out _);
            });
        return report;
    }

    private static async Task<string> TryAsync(Trial trial, Exchange exchange, CancellationToken cancellationToken)
    {
        try
        {
            return await trial.RunAsync(exchange, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return error is TimeoutException ? "did not end" : error.ToString();
        }
    }
}
