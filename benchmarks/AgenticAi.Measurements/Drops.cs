using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Measurements;

/// <summary>
/// The model's connection is reset in the middle of an answer: how long until another session knows the conversation, and how long the
/// caller hears nothing between the end of what had come and its continuation.
/// </summary>
internal static class Drops
{
    private const string Answer = "Of course. I can offer Friday at ten, or Monday at half past two.";

    /// <summary>Short enough for its session not to be reset as well.</summary>
    private const string Rest = "That is all.";

    private static readonly TimeSpan BetweenCalls = TimeSpan.FromMilliseconds(100);

    public static async Task MeasureAsync(int calls, int rounds)
    {
        var reset = new FaultPlan(new InResponse(1, TimeSpan.FromSeconds(1.5)), new ResetFault(), Session: null);
        await using Bench bench = await Bench.OpenAsync(
            request => AgentReply.Say(request.Instructions?.Contains("Go on", StringComparison.Ordinal) == true ? Rest : Answer), reset);
        await bench.CallAsync(Plan, TimeSpan.Zero);
        using var restored = new Readings(CallMetrics.MeterName, "agenticai.model.restore_time");
        var gaps = new List<double>();
        int understood = 0;
        for (int round = 0; round < rounds; round++)
        {
            foreach (CallRecord record in await Task.WhenAll(
                Enumerable.Range(0, calls).Select(number => bench.CallAsync(Plan, BetweenCalls * number))))
            {
                ConversationReport report = await bench.ReportAsync(record.CallSid);
                if (report.Entries.Any(entry => entry.Kind == "caller" && !string.IsNullOrEmpty(entry.Text))) understood++;
                gaps.Add(record.Stream.Gaps.Select(gap => gap.Length.TotalMilliseconds).DefaultIfEmpty(0).Max());
            }
        }

        Console.WriteLine("| calls at once | drops | what | p50 | p99 | maximum |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Table.Row($"| {calls} | {gaps.Count} | loss to restored, ms", restored.Values, "0.0");
        Table.Row($"| {calls} | {gaps.Count} | silence heard in the answer, ms", gaps, "0");
        Console.WriteLine($"\ncallers understood: {understood} of {gaps.Count}; events refused by the model: {bench.RefusedText}");
    }

    private static CallPlan Plan => new()
    {
        KeepAudio = false,
        Steps =
        [
            new CallerStep(
                new AtCue(TimeSpan.FromMilliseconds(200)),
                new SayAction(SpeechLibrary.Embedded.Load("caller-hello", 8000), "Hello, are you there?")),
            new CallerStep(new AgentSilentCue(TimeSpan.FromSeconds(3)), new HangUpAction()),
        ],
    };
}
