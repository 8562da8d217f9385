using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Calls.Tests.Model;

/// <summary>What a session says is offered, in its order, while its lock is held, and signalled when somebody says so.</summary>
public sealed class ModelEventsTests : IDisposable
{
    private readonly CallMetrics _metrics = new(() => []);
    private readonly ManualTimeProvider _time = new();
    private readonly AudioBuffers _buffers = new();
    private readonly UnconfirmedAudio _unconfirmed = new(RealtimeAudioFormat.MuLaw);
    private readonly OpenSpeech _open = new();
    private readonly OfferedInputs _inputs = new();
    private readonly ModelEvents _events;

    public ModelEventsTests() => _events = new ModelEvents(
        _inputs, _unconfirmed, _buffers, new LastWords(), new SessionIds(),
        new CallTelemetry(_metrics, NullLogger.Instance, logTranscripts: false), _time);

    public void Dispose()
    {
        _inputs.Dispose();
        _unconfirmed.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task Audio_and_events_are_offered_in_their_order_and_are_there_with_the_signal()
    {
        _time.Advance(40);
        int signals = 0;
        _inputs.OnSignal = () => signals++;
        _events.OnAudio(new AudioDelta("resp_1", "item_1", 0, 0), [1, 2]);
        _events.OnEvent(new OutputTranscriptDelta("resp_1", "item_1", 0, "Hel"), 1, _open);
        _events.OnAudio(new AudioDelta("resp_1", "item_1", 0, 0), [3]);
        (_inputs.Waiting, signals).ShouldBe((3, 0), "whoever is told holds a lock");
        _events.Signal();
        signals.ShouldBe(1);
        using ModelAudio first = await _inputs.NextAsync<ModelAudio>();
        first.Frame.Buffer.Span.ToArray().ShouldBe([1, 2]);
        ModelEvent words = await _inputs.NextAsync<ModelEvent>();
        words.Event.ShouldBe(new OutputTranscriptDelta("resp_1", "item_1", 0, "Hel"));
        using ModelAudio second = await _inputs.NextAsync<ModelAudio>();
        second.Frame.Part.ShouldBeSameAs(first.Frame.Part, "one part is one object");
        first.Frame.Part.ShouldBe(new SpeechPart("resp_1", "item_1", 0));
        new[] { first.ReadAt, first.Frame.ReadAt, words.ReadAt, second.ReadAt }.ShouldAllBe(at => at == _time.GetTimestamp());
    }

    [Fact]
    public async Task The_end_of_a_part_is_a_frame_without_audio()
    {
        _events.OnAudio(new AudioDelta("resp_1", "item_1", 0, 0), [1]);
        _events.OnEvent(new OutputAudioDone("resp_1", "item_1", 0, 0), 1, _open);
        _events.OnAudio(new AudioDelta("resp_1", "item_2", 0, 0), [2]);
        _events.Signal();
        using ModelAudio audio = await _inputs.NextAsync<ModelAudio>();
        audio.Frame.EndsPart.ShouldBeFalse();
        using ModelAudio end = await _inputs.NextAsync<ModelAudio>();
        (end.Frame.EndsPart, end.Frame.Buffer.Length, end.Frame.Part).ShouldBe((true, 0, audio.Frame.Part));
        using ModelAudio next = await _inputs.NextAsync<ModelAudio>();
        next.Frame.Part.ShouldBe(new SpeechPart("resp_1", "item_2", 0));
    }

    [Fact]
    public void What_nobody_knows_or_needs_is_not_offered()
    {
        _events.OnEvent(new UnknownEvent("rate_limits.new", default), 1, _open);
        _events.OnEvent(new IgnoredEvent("rate_limits.updated"), 1, _open);
        _inputs.Waiting.ShouldBe(0);
    }
}
