using System.Globalization;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Measurements;

/// <summary>
/// What a call costs the server, which runs in a process of its own: its CPU under a steady number of calls, in both formats.
/// </summary>
internal static class Loads
{
    /// <summary>By then what runs often is compiled as well as it ever will be.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan BetweenCalls = TimeSpan.FromMilliseconds(40);

    /// <summary>The agent talks somewhat more than half of the time.</summary>
    private static readonly TimeSpan BetweenQuestions = TimeSpan.FromSeconds(12);

    private const string Answer =
        "Well, that is a long story, and I will gladly tell you all of it, from its very beginning to its very end.";

    private static readonly SayAction Question = new(SpeechLibrary.Embedded.Load("caller-wait", 8000), "Sorry, wait a moment.");

    public static async Task MeasureAsync(int calls, int seconds)
    {
        Console.WriteLine("| format | calls at once | CPU of the server, ms a call-second | calls a core | entries a call-second | calls that went wrong |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (string format in (string[])["pcmu", "pcm16"]) await MeasureAsync(format, calls, TimeSpan.FromSeconds(seconds));
    }

    private static async Task MeasureAsync(string format, int calls, TimeSpan time)
    {
        await using SimulatedRealtimeServer model = await SimulatedRealtimeServer.StartAsync(
            new SimulatedRealtimeOptions
            {
                ApiKey = ServerProcess.ApiKey,
                Replies = _ => AgentReply.Say(Answer),
                KeptSamples = 0,
                KeptEvents = 0,
                KeptSessions = 0,
            },
            CancellationToken.None);
        await using ServerProcess server = await ServerProcess.StartAsync(model.Url, format);
        TimeSpan all = BetweenCalls * calls;
        CallPlan plan = Plan(all + WarmUp + time);
        Task<CallRecord[]> records = Task.WhenAll(
            Enumerable.Range(0, calls).Select(number => server.CallAsync(plan, BetweenCalls * number)));
        await Task.Delay(all + WarmUp, TimeProvider.System); // until the compiler is done
        long entriesBefore = await server.EntriesAsync();
        TimeSpan before = server.Cpu;
        long began = TimeProvider.System.GetTimestamp();
        await Task.Delay(time, TimeProvider.System); // the time that is measured
        double cost = (server.Cpu - before).TotalMilliseconds / TimeProvider.System.GetElapsedTime(began).TotalSeconds / calls;
        double entries = (await server.EntriesAsync() - entriesBefore) / TimeProvider.System.GetElapsedTime(began).TotalSeconds / calls;
        int wrong = (await records).Count(record => record.End != CallEndReason.CallerHungUp || record.Errors.Count > 0);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {format} | {calls} | {cost:0.0} | {1000 / cost:0} | {entries:0.00} | {wrong} |"));
    }

    private static CallPlan Plan(TimeSpan length) => new()
    {
        KeepAudio = false,
        Steps =
        [
            .. Enumerable.Range(0, (int)(length / BetweenQuestions)).Select(
                number => new CallerStep(new AtCue(BetweenQuestions * number + TimeSpan.FromMilliseconds(200)), Question)),
            new CallerStep(new AtCue(length), new HangUpAction()),
        ],
    };
}
