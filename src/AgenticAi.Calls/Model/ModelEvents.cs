using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Lifecycle;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Realtime.Events;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls.Model;

/// <summary>What the session that serves sends, on its way into the graph.</summary>
internal sealed class ModelEvents(
    IOutlet<AudioFrame> audioOutlet, IOutlet<TurnInput> events, UnconfirmedAudio unconfirmed, AudioBuffers buffers, LastWords lastWords,
    CallTelemetry telemetry, TimeProvider time) : IModelEvents
{
    private SpeechPart? _part;

    public void OnAudio(in AudioDelta delta, ReadOnlySpan<byte> audio)
    {
        telemetry.ModelAudioReceived();
        if (_part is null || _part.ItemId != delta.ItemId || _part.ContentIndex != delta.ContentIndex || _part.ResponseId != delta.ResponseId)
            _part = new SpeechPart(delta.ResponseId, delta.ItemId, delta.ContentIndex);
        audioOutlet.Push(new AudioFrame(buffers.Copy(audio), time.GetTimestamp(), StreamTimeMs: 0, _part, EndsPart: false));
    }

    public void OnEvent(ServerEvent serverEvent, int generation, OpenSpeech open)
    {
        telemetry.ModelEvent(serverEvent);
        lastWords.OnModelEvent(serverEvent);
        if (open.OnEvent(serverEvent)) unconfirmed.OnProgress(generation, open);
        switch (serverEvent)
        {
            case OutputAudioDone done when _part?.ItemId == done.ItemId && _part.ContentIndex == done.ContentIndex:
                audioOutlet.Push(new AudioFrame(buffers.Rent(0), time.GetTimestamp(), StreamTimeMs: 0, _part, EndsPart: true));
                break;
            case IgnoredEvent:
                break;
            case UnknownEvent unknown:
                telemetry.UnknownMessage("realtime", unknown.Type);
                break;
            default:
                events.Push(TurnInput.Of(serverEvent, time.GetTimestamp()));
                break;
        }
    }

    public void OnRejected(string reason) => telemetry.MessageRejected("realtime", reason);
}

/// <summary>What a session tells the leg.</summary>
internal interface IModelEvents
{
    void OnAudio(in AudioDelta delta, ReadOnlySpan<byte> audio);

    void OnEvent(ServerEvent serverEvent, int generation, OpenSpeech open);

    void OnRejected(string reason);
}
