using AgenticAi.Audio.G711;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Stages;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using AgenticAi.Streams.Graph;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Calls.Tests.Stages;

/// <summary>A stage that takes model audio as a turn input.</summary>
public abstract class TurnInputCases<TOut> : NineCases<TurnInput, TOut>
{
    private static readonly SpeechPart Part = new("resp_1", "item_1", 0);

    protected override TurnInput Element(ReadOnlySpan<byte> bytes, bool isLast) =>
        TurnInput.Of(new AudioFrame(Buffers.Copy(bytes), 0, 0, Part, isLast));

    protected override byte[] Input(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];
}

public sealed class ToBrainTests : TurnInputCases<TurnInput>
{
    private readonly RecordingBrain _brain = new();

    protected override Stage<TurnInput, TurnInput> Make() => new ToBrain(_brain);

    protected override byte[] BytesOf(TurnInput element) => element.Audio.Buffer.Span.ToArray();

    protected override byte[] Expected(byte[] input) => input;

    [Fact]
    public async Task The_brain_is_told_and_the_message_goes_on()
    {
        await using var rig = new StageRig<TurnInput, TurnInput>(Make, BytesOf, Time);
        rig.Push(TurnInput.Of(new InputTranscriptionCompleted("item_1", 0, "Call John Smith.", null)));
        rig.Push(TurnInput.Of(new InputAudioCleared()));
        _brain.Told.ShouldBe([new TranscribeCaller("item_1", "Call John Smith.")]);
        rig.Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_brain_is_told_what_was_used_in_full()
    {
        await using var rig = new StageRig<TurnInput, TurnInput>(Make, BytesOf, Time);
        rig.Push(TurnInput.Of(new ResponseDone("resp_1", ResponseStatuses.Completed, null, null, Used, [])));
        Transcribe(rig, "item_1", new TranscriptionUsage { Seconds = 1.5 });
        var tokens = new TranscriptionUsage { InputTokens = 13, InputTextTokens = 1, InputAudioTokens = 12, OutputTokens = 9 };
        Transcribe(rig, "item_2", tokens);
        Transcribe(rig, "item_3", new TranscriptionUsage { InputTokens = 13, OutputTokens = 2 });
        Transcribe(rig, "item_4", new TranscriptionUsage { Seconds = double.MaxValue });

        _brain.Told.Where(told => told is not TranscribeCaller).ShouldBe(
        [
            new ReportUsage("resp_1", new TokenUsage(253, 132, 121, 119, 11, 30, 91, 64)
            {
                InputImage = 2,
                CachedText = 60,
                CachedAudio = 3,
                CachedImage = 1,
            }),
            new ReportTranscriptUsage("item_1", new TranscriptUsage(1.5m, 0, 0, 0)),
            new ReportTranscriptUsage("item_2", new TranscriptUsage(null, 1, 12, 9)),
            new ReportTranscriptUsage("item_3", new TranscriptUsage(null, 0, 13, 2)),
            new ReportTranscriptUsage("item_4", new TranscriptUsage(null, 0, 0, 0)),
        ]);
        _brain.Told.OfType<TranscribeCaller>().Count().ShouldBe(4, "and what was said as well");
    }

    private static RealtimeUsage Used => new()
    {
        TotalTokens = 253,
        InputTokens = 132,
        InputTextTokens = 119,
        InputAudioTokens = 11,
        InputImageTokens = 2,
        CachedTokens = 64,
        CachedTextTokens = 60,
        CachedAudioTokens = 3,
        CachedImageTokens = 1,
        OutputTokens = 121,
        OutputTextTokens = 30,
        OutputAudioTokens = 91,
    };

    private static void Transcribe(StageRig<TurnInput, TurnInput> rig, string item, TranscriptionUsage usage) =>
        rig.Push(TurnInput.Of(new InputTranscriptionCompleted(item, 0, "Yes.", usage)));
}

public sealed class AsTurnInputTests : NineCases<AudioFrame, TurnInput>
{
    protected override Stage<AudioFrame, TurnInput> Make() => new AsTurnInput();

    protected override AudioFrame Element(ReadOnlySpan<byte> bytes, bool isLast) => new(Buffers.Copy(bytes), 0, 0, null, isLast);

    protected override byte[] BytesOf(TurnInput element) => element.Audio.Buffer.Span.ToArray();

    protected override byte[] Input(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];

    protected override byte[] Expected(byte[] input) => input;
}

/// <summary>
/// The stage is fed no more than 120 ms at once in the cases that expect all of it to come out: that much goes ahead of what the
/// caller has heard, and the clock stands still here.
/// </summary>
public sealed class TurnTakingStageTests : TurnInputCases<CallerCommand>, IDisposable
{
    private readonly CallMetrics _metrics = new(() => []);

    public void Dispose() => _metrics.Dispose();

    protected override int HeldBytes => 640;

    protected override Stage<TurnInput, CallerCommand> Make() =>
        new TurnTakingStage(
            new TurnTaking(new TurnOptions(), Buffers), new NoOutlet(), new QuietMoments(), new CallControl(), new RecordingBrain(), new AgentVoice(Time),
            new CallTelemetry(_metrics, NullLogger.Instance, logTranscripts: false), Time);

    protected override byte[] BytesOf(CallerCommand element) => element.Audio.Span.ToArray();

    /// <summary>Whole frames, the last one filled up with silence, and no more than may be sent ahead.</summary>
    protected override byte[] Expected(byte[] input)
    {
        byte[] whole = [.. input, .. Enumerable.Repeat(MuLaw.Silence, (160 - (input.Length % 160)) % 160)];
        return whole[..Math.Min(whole.Length, 960)];
    }

    private sealed class NoOutlet : IOutlet<ModelCommand>
    {
        public void Push(ModelCommand element) => throw new InvalidOperationException("Nothing is to be sent to the model here.");
    }
}
