using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Model;

/// <summary>What the session that serves sends, on its way into the graph.</summary>
/// <param name="into">Where it goes, in the order in which it came.</param>
/// <param name="unconfirmed">Told what the session has written down.</param>
/// <param name="buffers">Lends buffers.</param>
/// <param name="lastWords">Told what the session has heard and written down.</param>
/// <param name="ids">Knows the names of earlier sessions.</param>
/// <param name="telemetry">Counts.</param>
/// <param name="time">The clock.</param>
internal sealed class ModelEvents(
    ITurnInputs into, UnconfirmedAudio unconfirmed, AudioBuffers buffers, LastWords lastWords, SessionIds ids, CallTelemetry telemetry,
    TimeProvider time) : IModelEvents
{
    private SpeechPart? _part;

    public void OnAudio(in AudioDelta delta, ReadOnlySpan<byte> audio)
    {
        telemetry.ModelAudioReceived();
        (string response, string item) = (ids.Ours(delta.ResponseId), ids.Ours(delta.ItemId));
        if (_part is null || _part.ItemId != item || _part.ContentIndex != delta.ContentIndex || _part.ResponseId != response)
            _part = new SpeechPart(response, item, delta.ContentIndex);
        Push(buffers.Copy(audio), _part, endsPart: false);
    }

    public void OnEvent(ServerEvent serverEvent, int generation, OpenSpeech open)
    {
        serverEvent = ids.Ours(serverEvent);
        telemetry.ModelEvent(serverEvent);
        lastWords.OnModelEvent(serverEvent);
        if (open.OnEvent(serverEvent)) unconfirmed.OnProgress(generation, open);
        switch (serverEvent)
        {
            case OutputAudioDone done when _part?.ItemId == done.ItemId && _part.ContentIndex == done.ContentIndex:
                Push(buffers.Rent(0), _part, endsPart: true);
                break;
            case IgnoredEvent:
                break;
            case UnknownEvent unknown:
                telemetry.UnknownMessage("realtime", unknown.Type);
                break;
            default:
                into.Offer(new ModelEvent(serverEvent) { ReadAt = time.GetTimestamp() });
                break;
        }
    }

    public void OnRejected(string reason) => telemetry.MessageRejected("realtime", reason);

    public void Signal() => into.Signal();

    private void Push(AudioBuffer audio, SpeechPart part, bool endsPart)
    {
        long now = time.GetTimestamp();
        into.Offer(new ModelAudio(new AudioFrame(audio, now, part: part, endsPart: endsPart)) { ReadAt = now });
    }
}

/// <summary>What a session tells the leg.</summary>
internal interface IModelEvents
{
    void OnAudio(in AudioDelta delta, ReadOnlySpan<byte> audio);

    void OnEvent(ServerEvent serverEvent, int generation, OpenSpeech open);

    void OnRejected(string reason);

    /// <summary>Something was handed on; to be called without a lock.</summary>
    void Signal();
}
