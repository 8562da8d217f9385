using System.Globalization;
using AgenticAi.Simulation.Faults;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Twilio.Rest;
using AgenticAi.Tests.Calls;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Tests.Soak;

/// <summary>
/// Thousands of calls with faults drawn at random, among them calls without any: each ends once and blames the right party, those without
/// faults notice nothing, and every start has its end.
/// <list type="bullet">
/// <item><c>AGENTICAI_SOAK_CALLS</c>: how many calls, 2,000 unless given.</item>
/// <item><c>AGENTICAI_SOAK_SEED</c>: the seed of the schedules; random, and printed, unless given.</item>
/// <item><c>AGENTICAI_SOAK_CALL</c>: makes only this call of the seed, as often as there are calls.</item>
/// </list>
/// </summary>
[Collection(nameof(Alone))]
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int AtATime = 40;

    /// <summary>Pools, caches and connections reach their size with the first calls.</summary>
    private const int WarmUp = 400;

    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(75);

    [Fact]
    public async Task Whatever_goes_wrong_each_call_ends_once_blames_the_right_party_and_leaves_nothing_behind()
    {
        int calls = Number("AGENTICAI_SOAK_CALLS") ?? 2000;
        int seed = Number("AGENTICAI_SOAK_SEED") ?? Random.Shared.Next();
        int? only = Number("AGENTICAI_SOAK_CALL");
        output.WriteLine($"AGENTICAI_SOAK_SEED={seed} AGENTICAI_SOAK_CALLS={calls}");
        ActiveTasks.Watch();
        using var arrays = new PooledArrays();
        var switchboard = new Switchboard(seed, FaultMix.Standard);
        await using Exchange exchange = await OpenAsync(switchboard);
        List<string> wrong = [.. (await switchboard.CallAsync(exchange, Enumerable.Range(calls, WarmUp), AtATime)).Wrong];
        ResourceCount before = await SettledAsync(exchange, arrays, wanted: null);
        int threads = ResourceCount.Threads;
        long bytes = LiveBytes();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long began = TimeProvider.System.GetTimestamp();

        (IReadOnlyList<string> failed, IReadOnlyList<WeakReference> owners) =
            await switchboard.CallAsync(exchange, Enumerable.Range(0, calls).Select(call => only ?? call), AtATime);
        wrong.AddRange(failed);

        TimeSpan took = TimeProvider.System.GetElapsedTime(began);
        output.WriteLine($"{calls} calls in {took.TotalSeconds:0} s, {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / calls:0.0} ms of CPU each");
        ResourceCount after = await SettledAsync(exchange, arrays, before);
        long grown = (LiveBytes() - bytes) / calls;
        output.WriteLine($"before: {before}, threads {threads}");
        output.WriteLine($"after: {after}, threads {ResourceCount.Threads}; {grown} bytes kept for each call");
        foreach (string difference in after.DifferencesTo(before)) output.WriteLine(difference);
        foreach (string line in wrong.Take(30)) output.WriteLine(line);
        foreach (var line in exchange.Log.Lines.Where(line => line.Level >= LogLevel.Error).Take(10)) output.WriteLine($"{line}");

        wrong.ShouldBeEmpty();
        exchange.Log.ShouldHaveNoErrors();
        after.DifferencesTo(before).ShouldBeEmpty();
        ResourceCount.Threads.ShouldBeLessThan(threads + 30);
        owners.Count(owner => owner.IsAlive).ShouldBeLessThan(AtATime, "calls that are over are collected");
        grown.ShouldBeLessThan(1024, "bytes kept for each call");
    }

    private static Task<Exchange> OpenAsync(Switchboard switchboard) => Exchange.OpenAsync(
        model: options => options with
        {
            Scenario = TrialCall.Scenario,
            Replies = TrialCall.Reply,
            Speed = double.PositiveInfinity,
            Transcription = _ => new TranscriptionPlan(TimeSpan.FromMilliseconds(30)),
            Reception = switchboard.Receive,
            KeptSamples = 0,
            KeptEvents = 0,
            KeptSessions = 0,
        },
        config: config => config with
        {
            OpenAIRealtime = config.OpenAIRealtime with { Greeting = TrialCall.Greeting },
            Server = config.Server with { StartTimeout = TimeSpan.FromSeconds(1), RealtimeMessageLimitBytes = 64 * 1024 },
        },
        LogLevel.Error,
        new SimulatedTwilioApiOptions());

    /// <summary>Counts until the count is as wanted or, where nothing is wanted, stays the same; in vain for no longer than the limit.</summary>
    private static async Task<ResourceCount> SettledAsync(Exchange exchange, PooledArrays arrays, ResourceCount? wanted)
    {
        long began = TimeProvider.System.GetTimestamp();
        using var again = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        ResourceCount last = ResourceCount.Take(exchange, arrays);
        while (TimeProvider.System.GetElapsedTime(began) < SettleLimit && await again.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            ResourceCount now = ResourceCount.Take(exchange, arrays);
            if (now.DifferencesTo(wanted ?? last).Count == 0) return now;
            last = now;
        }

        return last;
    }

    private static long LiveBytes()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
