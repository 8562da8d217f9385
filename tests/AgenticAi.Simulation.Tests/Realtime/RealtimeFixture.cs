using System.Runtime.InteropServices;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;

namespace AgenticAi.Simulation.Tests.Realtime;

/// <summary>Starts servers that answer at once, and speaks to them.</summary>
internal static class RealtimeFixture
{
    /// <summary>Two questions, two answers, a greeting; spoken by the embedded recordings.</summary>
    public static Scenario Scenario { get; } = new()
    {
        Name = "test",
        Greeting = AgentReply.Say("Welcome."),
        Replies = [AgentReply.Say("Yes, I am here.", "agent-here"), AgentReply.Say("Take your time.")],
        Caller =
        [
            new SayLine(CallerCue.AfterPrevious(TimeSpan.Zero), "caller-hello", "Hello, are you there?"),
            new SayLine(CallerCue.AfterPrevious(TimeSpan.Zero), "caller-wait", "Sorry, wait a moment."),
        ],
    };

    public static SimulatedRealtimeOptions AtOnce { get; } = new()
    {
        Scenario = Scenario,
        ApiKey = "key",
        Speed = double.PositiveInfinity,
        Latency = TimeSpan.Zero,
        Transcription = _ => new TranscriptionPlan(TimeSpan.Zero),
    };

    public static Task<SimulatedRealtimeServer> StartAsync(Func<SimulatedRealtimeOptions, SimulatedRealtimeOptions>? change = null) =>
        SimulatedRealtimeServer.StartAsync(change?.Invoke(AtOnce) ?? AtOnce, TestContext.Current.CancellationToken);

    /// <summary>Says something, followed by silence, as PCM16 at 24 kHz in pieces of 100 ms.</summary>
    public static async Task SpeakAsync(RawRealtimeClient client, string speech, int silenceMs = 700)
    {
        short[] pcm = [.. SpeechLibrary.Embedded.Load(speech, 24_000).Samples.Span, .. new short[silenceMs * 24]];
        foreach (short[] piece in pcm.Chunk(2400)) await client.AppendAsync(MemoryMarshal.AsBytes<short>(piece));
    }
}
