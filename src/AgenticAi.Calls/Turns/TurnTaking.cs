using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Turns.Limits;
using AgenticAi.Calls.Turns.Playing;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>
/// Whose turn it is. A pure state machine: events of both legs in, actions out, the time since the start of the call as an argument.
/// It decides what is said when, stops speaking when the caller begins to, keeps the model's memory to what was heard, and knows
/// when it is time to hang up.
/// </summary>
public sealed class TurnTaking : IDisposable
{
    private readonly TurnOptions _options;
    private readonly ResponseQueue _responses = new();
    private readonly AgentSpeech _speech;
    private readonly Interruption _interruption;
    private readonly CallClosing _closing;
    private readonly DigitCollector _digits = new();
    private readonly HashSet<string> _unwritten = [];
    private bool _callerIsSpeaking;
    private bool _isModelThere = true;
    private bool _isHeardAgain;
    private bool _hasAskedAgain;
    private bool _isWorkUnderWay;

    public TurnTaking(TurnOptions options, AudioBuffers buffers)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _speech = new AgentSpeech(buffers, OnOver);
        _interruption = new Interruption(options, _speech, _responses);
        _closing = new CallClosing(options);
    }

    /// <summary>What happened so far.</summary>
    public TurnCounts Counts => new(_interruption.Count, _interruption.FalseStarts, _speech.LateFrames, _speech.Overlong);

    /// <summary>True while the caller is being spoken to, as far as is known.</summary>
    public bool IsSpeaking => _speech.IsSpeaking;

    /// <summary>
    /// True when nobody speaks, everything that was said is heard and written down, and nothing is awaited or to be said: the moment to
    /// change sessions.
    /// </summary>
    public bool IsBetweenTurns =>
        _isModelThere && !_callerIsSpeaking && _unwritten.Count == 0 && !_speech.HasUnheard
        && _responses is { IsIdle: true, ExpectsOwnAnswer: false } && _digits.DueAt is null && !_closing.IsBegun;

    /// <summary>When <see cref="OnDue"/> is wanted; null when only an event brings something to do.</summary>
    public TimeSpan? DueAt
    {
        get
        {
            TimeSpan? due = Earlier.Of(_speech.NextSendAt, _interruption.DueAt);
            if (_isModelThere) due = Earlier.Of(due, Earlier.Of(_digits.DueAt, _callerIsSpeaking ? null : _responses.RetryAt));
            return Earlier.Of(due, _closing.DueAt(IsBusy || _callerIsSpeaking));
        }
    }

    private bool IsBusy => _speech.HasUnheard || _responses.Active is not null;

    private bool IsSilent => !_callerIsSpeaking && !_isWorkUnderWay && !_speech.HasUnheard && _responses.IsIdle;

    /// <summary>Model audio, μ-law at 8 kHz. The buffer belongs to turn-taking from here on.</summary>
    public void OnAudio(AudioFrame frame, TimeSpan now, ITurnOutput output)
    {
        string response = frame.Part!.ResponseId;
        if (_speech.IsCancelled(response))
        {
            _speech.DropLate(frame, output);
            return;
        }

        _interruption.OnAnswer(response, now, output);
        if (!_speech.Add(frame)) CancelResponse(response, output);
        Proceed(now, output);
    }

    /// <summary>A mark came back from the caller's side.</summary>
    public void OnMark(string name, TimeSpan now, ITurnOutput output)
    {
        _speech.OnMark(name, now);
        Proceed(now, output);
    }

    /// <summary>The caller pressed a key.</summary>
    public void OnDigit(string digit, TimeSpan now, ITurnOutput output)
    {
        _closing.OnDigit();
        if (_options.DigitsToModel) _digits.Press(digit, now);
        Proceed(now, output);
    }

    /// <summary>The caller hung up in mid-sentence: the model is to write down what there is of it.</summary>
    public void OnCallerGone(ITurnOutput output)
    {
        if (_callerIsSpeaking) output.Send(new InputAudioCommit());
    }

    /// <summary>A session of the model is there; it takes the place of the one before, if that was not lost.</summary>
    public void OnModelReady(ModelReady ready, TimeSpan now, ITurnOutput output)
    {
        ArgumentNullException.ThrowIfNull(ready);
        // What may have been on its way to or from the session that was left is lost with it.
        if (_isModelThere && ready.Generation > 1) OnModelGone(now, output);
        _isModelThere = true;
        _speech.OnModelReady(ready.Remembered, output);
        // It hears again what was not written down. An answer that is being heard is the answer to that.
        if (_isHeardAgain && _speech.HasUnheard) _responses.RejectOwnAnswer(now);
        else if (_isHeardAgain) _responses.ExpectOwnAnswer(now);
        else if (ready.OwesAnswer && !_speech.HasUnheard) _responses.Owe();
        Proceed(now, output);
    }

    /// <summary>The model's session is lost, and another is being opened.</summary>
    public void OnModelGone(TimeSpan now, ITurnOutput output)
    {
        _isModelThere = false;
        _callerIsSpeaking = false;
        _isHeardAgain = _unwritten.Count > 0;
        _unwritten.Clear();
        string? unfinished = _responses.OnModelGone();
        _interruption.OnModelGone(unfinished, output);
        _speech.OnModelGone(unfinished, output);
        if (unfinished is not null && !_speech.HasUnheardOf(unfinished)) _responses.AskAgain(unfinished);
        Proceed(now, output);
    }

    /// <summary>An event of the model.</summary>
    public void OnModelEvent(ServerEvent serverEvent, TimeSpan now, ITurnOutput output)
    {
        switch (serverEvent)
        {
            case SpeechStarted started:
                OnSpeechStarted(started, now, output);
                break;
            case SpeechStopped stopped:
                OnSpeechStopped(stopped, now, output);
                break;
            case InputTranscriptionCompleted words:
                OnUnderstood(words.ItemId, string.IsNullOrWhiteSpace(words.Transcript), now, output);
                break;
            case InputTranscriptionFailed failed:
                OnUnderstood(failed.ItemId, isNothing: false, now, output);
                break;
            case OutputTranscriptDelta delta:
                _speech.AddWords(delta);
                break;
            case OutputItemDone { Item: { Name: AgentFunctions.HangUp, CallId: { } callId } } call when !_speech.IsCancelled(call.ResponseId):
                _closing.OnHangUpCalled(callId, now);
                break;
            case ResponseCreated created:
                if (!_responses.OnCreated(created, now)) CancelResponse(created.ResponseId, output);
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

    /// <summary>Asks for words to be said when the line is free, or at once when they are urgent.</summary>
    public void Say(SpeechRequest request, TimeSpan now, ITurnOutput output)
    {
        ArgumentNullException.ThrowIfNull(request);
        // A session that is yet to come knows no function call of the one before, and its memory has the answer.
        _responses.Add(_isModelThere ? request : request with { Note = null });
        if (request.IsUrgent && _responses.RequestOf(_speech.Response ?? _responses.Active) is not { IsUrgent: true })
            _interruption.MakeWay(now, output);
        Proceed(now, output);
    }

    /// <summary>The model has to know something that nobody is to hear. A session that is yet to come gets it with its memory.</summary>
    public void OnNote(ModelNote note, ITurnOutput output)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (_isModelThere) output.Send(new ItemCreate(note.Item));
    }

    /// <summary>Something the caller asked for is being worked on, or nothing is any more: who waits for it is not silent.</summary>
    public void OnWork(bool isUnderWay, TimeSpan now, ITurnOutput output)
    {
        _isWorkUnderWay = isUnderWay;
        Proceed(now, output);
    }

    /// <summary>Ends the call once the goodbye was heard, unless its end is decided already.</summary>
    public void EndPolitely(EndRequest request, TimeSpan now, ITurnOutput output)
    {
        ArgumentNullException.ThrowIfNull(request);
        _closing.SayGoodbye(request.Reason, request.Goodbye, request.Source, now, output);
        Proceed(now, output);
    }

    /// <summary>The time of <see cref="DueAt"/> has come.</summary>
    public void OnDue(TimeSpan now, ITurnOutput output) => Proceed(now, output);

    /// <summary>The call is over: what was cut off by its end is accounted for.</summary>
    public void End(TimeSpan now, ITurnOutput output)
    {
        _speech.End(now, output);
        foreach (SpeechRequest request in _responses.TakeAll())
            output.Tell(new ReportSpeech(request.Id, SpeechOutcome.Dropped("call-ended")));
    }

    public void Dispose() => _speech.Dispose();

    private void OnSpeechStarted(SpeechStarted started, TimeSpan now, ITurnOutput output)
    {
        _callerIsSpeaking = true;
        _hasAskedAgain = false;
        _unwritten.Add(started.ItemId);
        _closing.OnSpeechStarted(started.ItemId);
        // Speech that is heard again is no interruption of what has begun since.
        if (!_isHeardAgain || !_speech.HasUnheard) _interruption.OnSpeechStarted(started, now, output);
    }

    private void OnSpeechStopped(SpeechStopped stopped, TimeSpan now, ITurnOutput output)
    {
        _callerIsSpeaking = false;
        _isHeardAgain = false;
        _responses.ExpectOwnAnswer(now);
        // While the model is busy it begins no answer by itself.
        if (_responses.Active is not null) _responses.Owe();
        _interruption.OnSpeechStopped(stopped, now, output);
    }

    private void OnUnderstood(string item, bool isNothing, TimeSpan now, ITurnOutput output)
    {
        _unwritten.Remove(item);
        _interruption.OnUnderstood(item, isNothing, now, output);
        _closing.OnUnderstood(item, isNothing, output);
    }

    private void OnError(ErrorReceived error, ITurnOutput output)
    {
        bool isBusy = RealtimeErrors.Classify(error.Code) == RealtimeErrorKind.Wait;
        if (_responses.OnRefused(error.EventId, isBusy) is { } refused)
            Settle(refused.Id, RealtimeErrors.CodeOf(error), output);
    }

    private void OnResponseDone(ResponseDone done, ITurnOutput output)
    {
        // An answer that failed before anything of it was heard is asked for once more; failing again, it would go on failing.
        bool isOwnAnswer = done.ResponseId == _responses.Active && _responses.IsActiveOwn;
        bool isAskedAgain = isOwnAnswer && done.Status == ResponseStatuses.Failed && !_hasAskedAgain && !_speech.HasUnheardOf(done.ResponseId);
        _speech.Complete(done.ResponseId);
        _responses.OnDone(done.ResponseId);
        if (isAskedAgain) _responses.Owe();
        _hasAskedAgain |= isAskedAgain;
        _speech.Settle(done.ResponseId, done.Status == ResponseStatuses.Completed ? null : done.Status, output);
    }

    private void CancelResponse(string response, ITurnOutput output)
    {
        if (_responses.Active == response) output.Send(new ResponseCancel(response));
        _speech.Cancel(response);
    }

    /// <summary>Nothing of a response is left to hear. When it is made as well, whoever asked for it is told, once.</summary>
    private void OnOver(string response, string? dropped, ITurnOutput output)
    {
        if (response == _responses.Active) return;
        _speech.ForgetWords(response);
        if (dropped is null) _interruption.OnHeard(response);
        if (_responses.Settle(response) is { } request) Settle(request.Id, dropped, output);
    }

    private void Settle(string request, string? dropped, ITurnOutput output)
    {
        _closing.OnSettled(request);
        output.Tell(new ReportSpeech(request, dropped is null ? SpeechOutcome.Spoken : SpeechOutcome.Dropped(dropped)));
    }

    private void Proceed(TimeSpan now, ITurnOutput output)
    {
        _interruption.OnDue(now, output);
        _speech.Proceed(now, output);
        TellDigits(now, output);
        if (_isModelThere && !_callerIsSpeaking && _responses.TryAsk(now) is { } wish) Ask(wish, output);
        _closing.KeepLimits(IsSilent, now, output);
        _closing.TryHangUp(now, IsBusy, _callerIsSpeaking, output);
    }

    private static void Ask(ResponseWish wish, ITurnOutput output)
    {
        if (wish.Note is { } note) output.Send(new ItemCreate(note));
        output.Send(wish.ToEvent());
    }

    private void TellDigits(TimeSpan now, ITurnOutput output)
    {
        if (!_isModelThere || _digits.TryTake(now) is not { } digits) return;
        output.Send(new ItemCreate(new UserTextItem($"(The caller pressed these keys of the telephone: {digits})")));
        _responses.Owe();
    }
}
