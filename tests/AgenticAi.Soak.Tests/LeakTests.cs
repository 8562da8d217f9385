using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;
using AgenticAi.Tests.Calls;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Soak.Tests;

/// <summary>A thousand calls in and out leave nothing behind.</summary>
public sealed class LeakTests
{
    private const int Calls = 1000;
    private const int AtATime = 20;

    /// <summary>
    /// Pools, caches and connections reach their size with the first calls; those of the journal, a megabyte in all, with the first thousand.
    /// </summary>
    private const int WarmUp = 1_300;

    [Fact]
    public async Task A_thousand_calls_leave_no_buffer_no_session_no_call_and_no_memory_behind()
    {
        await using Exchange exchange = await Exchange.OpenAsync(
            model: options => options with { KeptSamples = 0, KeptEvents = 0, KeptSessions = 0 },
            logLevel: LogLevel.Error,
            time: TimeProvider.System);
        await CallAsync(exchange, WarmUp);
        long before = LiveBytes();
        List<WeakReference> calls = await CallAsync(exchange, Calls);

        exchange.Server.Calls.Count.ShouldBe(0);
        await exchange.Model.AllClosedAsync(TestContext.Current.CancellationToken).Within();
        exchange.Buffers.Outstanding.ShouldBe(0);
        long grown = LiveBytes() - before;
        calls.Count(call => call.IsAlive).ShouldBeLessThan(AtATime, "calls that are over are collected");
        (grown / Calls).ShouldBeLessThan(512, "bytes kept for each call");
    }

    private static async Task<List<WeakReference>> CallAsync(Exchange exchange, int count)
    {
        var seen = new List<WeakReference>();
        var plan = new CallPlan
        {
            Unpaced = true,
            KeepAudio = false,
            TrailingSilence = TimeSpan.FromMilliseconds(100),
            Steps = [new CallerStep(new AtCue(TimeSpan.FromMilliseconds(200)), new HangUpAction())],
        };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = TestContext.Current.CancellationToken },
            async (_, cancelled) =>
            {
                await using PhoneCall phone = await exchange.Phone().DialAsync(plan, cancelled);
                Call? call = exchange.Server.Calls.Find(phone.CallSid);
                (await phone.Completion.Within()).Errors.ShouldBeEmpty();
                if (call is null) return;
                await call.Completion.Within();
                lock (seen) seen.Add(new WeakReference(call));
            });
        seen.Count.ShouldBeGreaterThan(count / 2);
        return seen;
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
}
