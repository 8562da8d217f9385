using AgenticAi.Calls.Audio;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>
/// Whose turn it is. A pure state machine: events of both legs in, actions out, the time since the start of the call as an argument.
/// It decides what is said when, stops speaking when the caller begins to, and keeps the model's memory to what was heard.
/// </summary>
public sealed class TurnTaking(AudioBuffers buffers) : IDisposable
{
    private const int RememberedCancellations = 16;

    private readonly Playback _playback = new(buffers);
    private readonly ResponseQueue _responses = new();
    private readonly HeardWords _words = new();
    private readonly Queue<string> _cancelled = new();
    private readonly List<HeardPart> _cut = [];
    private bool _callerIsSpeaking;

    /// <summary>Audio that came after its response was cancelled, and was dropped.</summary>
    public long LateFrames { get; private set; }

    /// <summary>Times the caller cut in.</summary>
    public long Interruptions { get; private set; }

    /// <summary>When <see cref="OnDue"/> is wanted; null when only an event brings something to do.</summary>
    public TimeSpan? DueAt => Earlier(_playback.NextSendAt, _callerIsSpeaking ? null : _responses.RetryAt);

    /// <summary>Model audio, μ-law at 8 kHz. The buffer belongs to turn-taking from here on.</summary>
    public void OnAudio(AudioFrame frame, TimeSpan now, ITurnOutput output)
    {
        string response = frame.Part!.ResponseId;
        if (_cancelled.Contains(response))
        {
            LateFrames++;
            frame.Dispose();
            return;
        }

        if (!_playback.Add(frame)) CancelResponse(response, output);
        Proceed(now, output);
    }

    /// <summary>A mark came back from the caller's side.</summary>
    public void OnMark(string name, TimeSpan now, ITurnOutput output)
    {
        _playback.OnMark(name, now);
        Proceed(now, output);
    }

    /// <summary>An event of the model.</summary>
    public void OnModelEvent(ServerEvent serverEvent, TimeSpan now, ITurnOutput output)
    {
        switch (serverEvent)
        {
            case SpeechStarted:
                _callerIsSpeaking = true;
                Interrupt(now, output);
                break;
            case SpeechStopped:
                _callerIsSpeaking = false;
                _responses.ExpectOwnAnswer(now);
                break;
            case OutputTranscriptDelta delta:
                _words.Add(delta);
                break;
            case ResponseCreated created:
                _responses.OnCreated(created);
                break;
            case ResponseDone done:
                OnResponseDone(done, output);
                break;
            case ErrorReceived error:
                OnError(error, output);
                break;
        }

        Proceed(now, output);
    }

    /// <summary>Asks for words to be said as soon as the line is free.</summary>
    public void Say(SpeechRequest request, TimeSpan now, ITurnOutput output)
    {
        _responses.Add(request);
        Proceed(now, output);
    }

    /// <summary>The time of <see cref="DueAt"/> has come.</summary>
    public void OnDue(TimeSpan now, ITurnOutput output) => Proceed(now, output);

    /// <summary>The call is over: what was cut off by its end is accounted for.</summary>
    public void End(TimeSpan now, ITurnOutput output)
    {
        _playback.Interrupt(now, _cut);
        ReportCut(output);
        foreach (SpeechRequest request in _responses.TakeAll())
            output.Tell(new ReportSpeech(request.Id, SpeechOutcome.Dropped("call-ended")));
    }

    public void Dispose() => _playback.Dispose();

    private void Proceed(TimeSpan now, ITurnOutput output)
    {
        while (_playback.TryFinish(out HeardPart heard)) ReportHeard(heard, output);
        _playback.Send(now, output);
        if (!_callerIsSpeaking && _responses.TryAsk(now) is { } create) output.Send(create);
    }

    private void Interrupt(TimeSpan now, ITurnOutput output)
    {
        string? active = _responses.Active;
        if (_playback.IsSpeaking)
        {
            Interruptions++;
            _playback.Interrupt(now, _cut);
            output.Clear();
        }

        if (active is not null) CancelResponse(active, output);
        foreach (HeardPart heard in _cut)
            output.Send(new ItemTruncate(heard.Part.ItemId, heard.Part.ContentIndex, heard.HeardMs));
        ReportCut(output);
    }

    private void ReportCut(ITurnOutput output)
    {
        foreach (HeardPart heard in _cut)
            output.Tell(new AssistantHeard(heard.Part.ItemId, heard.HeardMs, _words.Of(heard), Interrupted: true));
        foreach (HeardPart heard in _cut) SettleIfOver(heard.Part.ResponseId, "interrupted", output);
        _cut.Clear();
    }

    private void ReportHeard(HeardPart heard, ITurnOutput output)
    {
        output.Tell(new AssistantHeard(heard.Part.ItemId, heard.HeardMs, HeardText: null, Interrupted: false));
        SettleIfOver(heard.Part.ResponseId, dropped: null, output);
    }

    private void OnError(ErrorReceived error, ITurnOutput output)
    {
        bool isBusy = RealtimeErrors.Classify(error.Code) == RealtimeErrorKind.Wait;
        if (_responses.OnRefused(error.EventId, isBusy) is { } refused)
            output.Tell(new ReportSpeech(refused.Id, SpeechOutcome.Dropped(RealtimeErrors.CodeOf(error))));
    }

    private void OnResponseDone(ResponseDone done, ITurnOutput output)
    {
        _playback.Complete(done.ResponseId);
        _responses.OnDone(done.ResponseId);
        SettleIfOver(done.ResponseId, done.Status == ResponseStatuses.Completed ? null : done.Status, output);
    }

    /// <summary>When a response is made and nothing of it is left to hear, whoever asked for it is told, once.</summary>
    private void SettleIfOver(string response, string? dropped, ITurnOutput output)
    {
        if (response == _responses.Active || _playback.IsSpeakingFor(response)) return;
        _words.Forget(response);
        if (_responses.Settle(response) is not { } request) return;
        output.Tell(new ReportSpeech(request.Id, dropped is null ? SpeechOutcome.Spoken : SpeechOutcome.Dropped(dropped)));
    }

    private void CancelResponse(string response, ITurnOutput output)
    {
        if (_responses.Active == response) output.Send(new ResponseCancel(response));
        _cancelled.Enqueue(response);
        if (_cancelled.Count > RememberedCancellations) _cancelled.Dequeue();
    }

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one < other || other is null ? one : other;
}
