using System.Collections.Concurrent;
using System.Diagnostics;
using AgenticAi.Audio.G711;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Measurements;

/// <summary>
/// The model's connection is reset at a random moment of the caller's sentence, and the next one takes up to two seconds: how much of
/// the sentence does not reach the session that answers it.
/// </summary>
internal static class Losses
{
    private const int FrameSamples = 160;
    private const int LongestConnectMs = 2000;

    private static readonly TimeSpan SpeechBegins = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenCalls = TimeSpan.FromMilliseconds(100);
    private static readonly SpeechClip Sentence = SpeechLibrary.Embedded.Load("caller-move", 8000);

    public static async Task MeasureAsync(int calls, int rounds)
    {
        using ActivityListener traces = Tracing();
        var random = new Random(calls);
        var arrived = new ConcurrentDictionary<string, bool>();
        var connectMs = new ConcurrentBag<double>();
        await using Bench bench = await Bench.OpenAsync(
            options => options with
            {
                KeptSamples = 60 * 8000,
                Replies = _ => AgentReply.Say("That is all."),
                Reception = arrival => arrived.TryAdd(arrival.TraceId!, true) ? Cut(random) : Slow(random, connectMs),
            },
            config => config);
        short[] sentence = AsHeard(Sentence.Samples.Span);
        int answered = 0;
        for (int round = 0; round < rounds; round++)
        {
            CallRecord[] records =
                await Task.WhenAll(Enumerable.Range(0, calls).Select(number => bench.CallAsync(Plan, BetweenCalls * number)));
            answered += records.Count(record => record.Stream.Runs.Count > 0);
        }

        await bench.Model.AllClosedAsync(CancellationToken.None);
        List<RealtimeSession> last = [];
        foreach (RealtimeSession session in bench.Model.Sessions)
        {
            if ((await session.Completion).ByClient) last.Add(session);
        }

        Console.WriteLine("| calls at once | drops | what | p50 | p99 | maximum |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Table.Row($"| {calls} | {last.Count} | time until the next session is let in, ms", connectMs, "0");
        Table.Row(
            $"| {calls} | {last.Count} | of the sentence lost, ms",
            last.Select(session => MissingMs(sentence, session.ReceivedAudio)), "0");
        Console.WriteLine(
            $"\nthe sentence lasts {sentence.Length / 8} ms; callers answered: {answered} of {calls * rounds}; "
            + $"events refused by the model: {bench.RefusedText}");
    }

    /// <summary>Each call is a trace, by which the model's server knows whether it has seen it before.</summary>
    private static ActivityListener Tracing()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static Reception Cut(Random random)
    {
        TimeSpan into = Sentence.Duration * Drawn(random);
        return new Reception(Handshake.Accept, [new FaultPlan(new AtTime(SpeechBegins + into), new ResetFault())]);
    }

    private static Reception Slow(Random random, ConcurrentBag<double> connectMs)
    {
        double ms = LongestConnectMs * Drawn(random);
        connectMs.Add(ms);
        return new Reception(Handshake.Slow(TimeSpan.FromMilliseconds(ms)), []);
    }

    private static double Drawn(Random random)
    {
        lock (random) return random.NextDouble();
    }

    /// <summary>μ-law passes through bit by bit, so each frame either is there, at its place, or is not.</summary>
    private static double MissingMs(short[] sentence, short[] received)
    {
        int frames = sentence.Length / FrameSamples;
        // The last frame that can be told from silence is where the sentence is laid upon what was received.
        int anchor = Enumerable.Range(0, frames).Last(frame => Frame(sentence, frame).ContainsAnyExcept((short)0));
        int at = received.AsSpan().LastIndexOf(Frame(sentence, anchor)) - anchor * FrameSamples;
        int missing = Enumerable.Range(0, anchor + 1).Count(frame => !IsAt(received, at + frame * FrameSamples, Frame(sentence, frame)));
        return missing * 20.0;
    }

    private static ReadOnlySpan<short> Frame(short[] samples, int number) => samples.AsSpan(number * FrameSamples, FrameSamples);

    private static bool IsAt(short[] received, int at, ReadOnlySpan<short> frame) =>
        at >= 0 && at + frame.Length <= received.Length && received.AsSpan(at, frame.Length).SequenceEqual(frame);

    private static short[] AsHeard(ReadOnlySpan<short> samples)
    {
        byte[] encoded = new byte[samples.Length];
        short[] heard = new short[samples.Length];
        MuLaw.Encode(samples, encoded);
        MuLaw.Decode(encoded, heard);
        return heard;
    }

    private static CallPlan Plan => new()
    {
        KeepAudio = false,
        Steps =
        [
            new CallerStep(new AtCue(SpeechBegins), new SayAction(Sentence, "I would like to move my appointment to Friday, please.")),
            new CallerStep(new AgentSilentCue(TimeSpan.FromSeconds(1)), new HangUpAction()),
        ],
    };
}
