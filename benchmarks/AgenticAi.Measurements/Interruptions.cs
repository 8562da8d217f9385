using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Measurements;

/// <summary>
/// Callers cut in at random: how long the server takes from the model's notice to <c>clear</c>, and how far what it says was heard
/// lies below what the telephone played.
/// </summary>
internal static class Interruptions
{
    private const string LongAnswer =
        "Well, that is a long story, and I will gladly tell you all of it, from its very beginning to its very end, one piece after the "
        + "other, so that nothing is left out and nobody can say that he was not told, however long it may take us both to get there.";

    private const int WarmUpCalls = 30;

    private static readonly TimeSpan BetweenCalls = TimeSpan.FromMilliseconds(50);

    public static async Task MeasureAsync(int calls, int each)
    {
        await using Bench bench = await Bench.OpenAsync(_ => AgentReply.Say(LongAnswer));
        // What is compiled on the way is not what is measured.
        var warmUp = new Random(0);
        await Task.WhenAll(
            Enumerable.Range(0, WarmUpCalls).Select(number => bench.CallAsync(Plan(warmUp, each: 4), BetweenCalls * number)));
        bench.ResetCpu();
        using var reaction = new Readings(CallMetrics.MeterName, "agenticai.turns.barge_in_reaction");
        var random = new Random(calls);
        CallRecord[] records = await Task.WhenAll(
            Enumerable.Range(0, calls).Select(number => bench.CallAsync(Plan(random, each), BetweenCalls * number)));

        var below = new List<double>();
        int leftOut = 0;
        foreach (CallRecord record in records)
        {
            ConversationReport report = await bench.ReportAsync(record.CallSid);
            ReportEntry[] cut = [.. report.Entries.Where(entry => entry is { Kind: "assistant", Interrupted: true })];
            // The last answer is cut by hanging up, without a clear.
            if (cut.Length != record.Stream.Clears.Count + 1)
            {
                leftOut++;
                continue;
            }

            long before = 0;
            foreach ((ClearRecord clear, ReportEntry entry) in record.Stream.Clears.Zip(cut))
            {
                below.Add((clear.Played - before) / 8.0 - entry.HeardMs!.Value);
                before = clear.Played;
            }
        }

        Console.WriteLine("| calls at once | interruptions | what | p50 | p99 | maximum |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Table.Row($"| {calls} | {below.Count} | reaction, ms", reaction.Values, "0.00");
        Table.Row($"| {calls} | {below.Count} | heard position below the real one, ms", below, "0");
        Console.WriteLine($"\nlowest error {below.Min():0} ms; calls left out, whose interruptions cannot be told apart: {leftOut}; "
            + $"events refused by the model: {bench.RefusedText}; "
            + $"CPU of all three in one process {bench.CpuPerCallSecond(records):0.0} ms per call-second");
    }

    private static CallPlan Plan(Random random, int each)
    {
        var say = new SayAction(SpeechLibrary.Embedded.Load("caller-wait", 8000), "Sorry, wait a moment.");
        IEnumerable<CallerStep> cuts = Enumerable.Range(0, each)
            .Select(_ => new CallerStep(new AgentSpeakingCue(TimeSpan.FromMilliseconds(random.Next(150, 1500))), say));
        return new CallPlan
        {
            KeepAudio = false,
            Steps =
            [
                new CallerStep(new AtCue(TimeSpan.FromMilliseconds(200)), say),
                .. cuts,
                new CallerStep(new AgentSpeakingCue(TimeSpan.FromMilliseconds(300)), new HangUpAction()),
            ],
        };
    }
}
