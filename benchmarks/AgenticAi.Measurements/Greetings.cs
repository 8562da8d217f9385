using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Measurements;

/// <summary>
/// How long a caller waits for the first sound of the greeting after the stream has started, when the model's server takes its time to
/// let a session in: without and with sessions that are kept warm. One call at a time.
/// </summary>
internal static class Greetings
{
    private const string Greeting = "Welcome to the practice.";
    private const int WarmUpCalls = 10;

    /// <summary>As many as are taken in the time that one takes to be replaced.</summary>
    private const int Warm = 2;

    public static async Task MeasureAsync(int calls, int connectMs)
    {
        Console.WriteLine("| sessions kept warm | calls | what | p50 | p99 | maximum |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (int warm in (int[])[0, Warm])
        {
            await using Bench bench = await Bench.OpenAsync(
                options => options with { Handshake = _ => Handshake.Slow(TimeSpan.FromMilliseconds(connectMs)) },
                config => config with { OpenAIRealtime = config.OpenAIRealtime with { Greeting = Greeting, WarmSessions = warm } });
            var waits = new List<double>();
            // What is compiled on the way is not what is measured.
            for (int call = 0; call < WarmUpCalls + calls; call++)
            {
                // Longer than a session takes to be replaced.
                CallRecord record = await bench.CallAsync(Plan, after: TimeSpan.FromMilliseconds(2 * connectMs));
                if (call >= WarmUpCalls) waits.Add((record.Stream.Runs[0].At - record.Stream.StartedAt).TotalMilliseconds);
            }

            Table.Row($"| {warm} | {calls} | start of the stream to first sound, ms", waits, "0");
        }
    }

    private static CallPlan Plan => new()
    {
        KeepAudio = false,
        Steps = [new CallerStep(new AgentSpeakingCue(TimeSpan.FromMilliseconds(300)), new HangUpAction())],
    };
}
