using AgenticAi.Calls.Telemetry;
using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Measurements;

/// <summary>
/// Whether the voice goes on undisturbed while an agent is at something: the same calls without an agent, and with one that works for
/// most of the call.
/// </summary>
internal static class Wishes
{
    private const string Talk =
        "I am taking care of it. In the meantime, let me tell you what else we have this week: there is music on Thursday, "
        + "the terrace is open until ten, and on Sunday there is a brunch for the whole family. "
        + "You will hear from me as soon as the table is booked.";

    private static readonly TimeSpan BetweenCalls = TimeSpan.FromMilliseconds(100);

    public static async Task MeasureAsync(int calls, int agentMs)
    {
        Console.WriteLine("| agent at work | calls at once | what | p50 | p99 | maximum |");
        Console.WriteLine("|---|---|---|---|---|---|");
        await MeasureAsync("no", calls, config => config);
        await MeasureAsync("yes", calls, config => config with
        {
            Commands = config.Commands with { Road = CommandRoad.Tool },
            Agent = new AgentConfig
            {
                Gateway = AgentGatewaySetting.Process,
                Process = new ProcessAgentConfig
                {
                    Program = Path.Combine(AppContext.BaseDirectory, "ExampleAgent"),
                    Arguments = ["--delay", $"{agentMs}"],
                    Environment = ["PATH", "HOME", "DOTNET_ROOT"],
                },
            },
        });
    }

    private static async Task MeasureAsync(string agent, int calls, Func<AgenticAiConfig, AgenticAiConfig> configure)
    {
        await using Bench bench = await Bench.OpenAsync(
            options => options with { Replies = request => Reply(request, agent == "yes") }, configure);
        await bench.CallAsync(Plan, TimeSpan.Zero);
        using var latency = new Readings(CallMetrics.MeterName, "agenticai.audio.added_latency");
        CallRecord[] records =
            await Task.WhenAll(Enumerable.Range(0, calls).Select(number => bench.CallAsync(Plan, BetweenCalls * number)));
        int done = 0;
        foreach (CallRecord record in records)
            done += (await bench.ReportAsync(record.CallSid)).Entries.Count(entry => entry.Kind == "command-completed");
        Table.Row($"| {agent} | {calls} | added latency of audio, both ways, ms", latency.Values, "0.00");
        Table.Row(
            $"| {agent} | {calls} | longest silence within what is said, ms",
            records.Select(record => record.Stream.Gaps.Where(gap => gap.Length < Pause)
                .Select(gap => gap.Length.TotalMilliseconds).DefaultIfEmpty(0).Max()),
            "0");
        Console.WriteLine($"\ncommands done: {done}; events refused by the model: {bench.RefusedText}\n");
    }

    /// <summary>Between one answer and the next there may be as much silence as there is.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private static AgentReply Reply(ReplyRequest request, bool hasAgent) => request.Response > 0
        ? AgentReply.Say("Your table is booked.")
        : new AgentReply(hasAgent
            ? [new SpokenPart(Talk), new FunctionCallPart("ask_agent", """{"request":"book a table for two on Friday at eight"}""")]
            : [new SpokenPart(Talk)]);

    private static CallPlan Plan => new()
    {
        KeepAudio = false,
        Steps =
        [
            new CallerStep(
                new AtCue(TimeSpan.FromMilliseconds(200)),
                new SayAction(SpeechLibrary.Embedded.Load("caller-friday", 8000), "Book a table.")),
            new CallerStep(new AgentSilentCue(TimeSpan.FromSeconds(4)), new HangUpAction()),
        ],
    };
}
