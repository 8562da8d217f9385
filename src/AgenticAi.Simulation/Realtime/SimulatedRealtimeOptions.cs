using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;

namespace AgenticAi.Simulation.Realtime;

/// <summary>How a simulated Realtime server behaves.</summary>
public sealed record SimulatedRealtimeOptions
{
    /// <summary>Address to listen on.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port to listen on; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The key that clients must present; null accepts any.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Models that exist.</summary>
    public IReadOnlyList<string> Models { get; init; } =
        ["gpt-realtime-2.1", "gpt-realtime-2.1-mini", "gpt-realtime-2", "gpt-realtime-1.5", "gpt-realtime", "gpt-realtime-mini"];

    /// <summary>When models are shut down, told by <c>GET /v1/models/{id}</c>.</summary>
    public IReadOnlyDictionary<string, DateOnly> Shutdowns { get; init; } = new Dictionary<string, DateOnly>
    {
        ["gpt-realtime"] = new DateOnly(2027, 1, 20),
        ["gpt-realtime-mini"] = new DateOnly(2027, 1, 20),
    };

    /// <summary>Who says what.</summary>
    public Scenario Scenario { get; init; } = new() { Name = "echo" };

    /// <summary>Where the agent's speech is.</summary>
    public SpeechLibrary Speech { get; init; } = SpeechLibrary.Embedded;

    /// <summary>Decides on a reply before the scenario does; null leaves it to the scenario.</summary>
    public Func<ReplyRequest, AgentReply?>? Replies { get; init; }

    /// <summary>How many times faster than it plays audio is sent; <see cref="double.PositiveInfinity"/> for all at once.</summary>
    public double Speed { get; init; } = 8;

    /// <summary>Time from the creation of a response to its first audio.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Bytes of the audio deltas, used in turn; odd ones cut samples in two. Empty for deltas of 200 ms.</summary>
    public IReadOnlyList<int> DeltaBytes { get; init; } = [];

    /// <summary>
    /// A turn of the caller that ends while a response is on its way is answered after that response. By default it gets no answer
    /// by itself, since with <c>interrupt_response</c> set to false the real server "may fail to create a response if the model is
    /// already responding" (platform.openai.com/docs/api-reference/realtime-client-events/session/update,
    /// turn_detection.create_response). With <c>interrupt_response</c> set to true it is answered in any case.
    /// </summary>
    public bool AnswersLater { get; init; }

    /// <summary>
    /// When the transcript of the Nth utterance of a session (from 0) is told, and whether it fails. Noises are counted as well.
    /// </summary>
    public Func<int, TranscriptionPlan> Transcription { get; init; } = _ => new TranscriptionPlan(TimeSpan.FromMilliseconds(250));

    /// <summary>How long sessions last.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Faults that happen by themselves, besides those of the scenario.</summary>
    public IReadOnlyList<FaultPlan> Faults { get; init; } = [];

    /// <summary>What happens to the Nth attempt to connect (from 0).</summary>
    public Func<int, Handshake> Handshake { get; init; } = _ => Realtime.Handshake.Accept;

    /// <summary>Receives a client in a way of its own, in place of <see cref="Handshake"/>; null receives it like all others.</summary>
    public Func<RealtimeArrival, Reception?>? Reception { get; init; }

    /// <summary>How much of the received audio is kept in each session. The default is ten minutes at 24 kHz, 29 MB.</summary>
    public int KeptSamples { get; init; } = 10 * 60 * 24_000;

    /// <summary>How many client events are kept in each session.</summary>
    public int KeptEvents { get; init; } = 100_000;

    /// <summary>How many sessions that are over are kept, so that thousands of calls leave nothing behind.</summary>
    public int KeptSessions { get; init; } = 1000;

    /// <summary>Told what happens, in order within a session: it must be quick and must not throw. For live display.</summary>
    public Action<RealtimeActivity>? OnActivity { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Names sessions, items, events.</summary>
    public IdSource Ids { get; init; } = new();

    /// <summary>Names are numbers that begin anew in each session, in place of those of <see cref="Ids"/>.</summary>
    public bool CountsAnew { get; init; }
}
