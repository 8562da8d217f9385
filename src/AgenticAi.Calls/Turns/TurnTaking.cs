using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Turns.Limits;
using AgenticAi.Calls.Turns.Playing;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>
/// Whose turn it is. A pure state machine: events of both legs in, actions out, the time since the start of the call as an argument.
/// It decides what is said when, stops speaking when the caller begins to, keeps the model's memory to what was heard, and knows
/// when it is time to hang up.
/// </summary>
public sealed partial class TurnTaking : IDisposable
{
    /// <summary>Why a server cancels a response by itself: the caller speaks, and is answered afterwards.</summary>
    private const string TurnDetected = "turn_detected";

    private readonly TurnOptions _options;
    private readonly ResponseQueue _responses = new();
    private readonly AgentSpeech _speech;
    private readonly Interruption _interruption;
    private readonly CallClosing _closing;
    private readonly ResponseOutcomes _outcomes;
    private readonly FunctionCalls _functions;
    private readonly CallerSpeech _caller = new();
    private readonly DigitCollector _digits = new();
    private readonly UnwrittenItems _unwritten = new();
    private readonly RecentIds _done = new();
    private MadeResponse _made = new();
    private bool _isModelThere = true;
    private TimeSpan? _heardAgainUntil;
    private bool _isWorkUnderWay;

    public TurnTaking(TurnOptions options, AudioBuffers buffers)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _speech = new AgentSpeech(buffers, OnOver);
        _interruption = new Interruption(options, _speech, _responses);
        _closing = new CallClosing(options);
        _outcomes = new ResponseOutcomes(options, _speech, _responses, _closing, Settle);
        _functions = new FunctionCalls(options, _closing);
    }

    /// <summary>What happened so far.</summary>
    public TurnCounts Counts => new(_interruption.Count, _interruption.FalseStarts, _speech.LateFrames, _speech.Overlong, _interruption.Backchannels);

    /// <summary>True while the caller is being spoken to, as far as is known.</summary>
    public bool IsSpeaking => _speech.IsSpeaking;

    /// <summary>
    /// True when nobody speaks, everything that was said is heard and written down, and nothing is awaited or to be said: the moment to
    /// change sessions.
    /// </summary>
    public bool IsBetweenTurns =>
        _isModelThere && !_caller.IsSpeaking && _unwritten.Count == 0 && !_speech.HasUnheard
        && _responses is { IsIdle: true, ExpectsOwnAnswer: false } && _digits.DueAt is null && !_closing.IsBegun;

    private bool IsBusy => _speech.HasUnheard || _responses.Active is not null;

    private bool IsSilent => !_caller.IsSpeaking && !_isWorkUnderWay && !_speech.HasUnheard && _responses.IsIdle;

    /// <summary>Model audio, μ-law at 8 kHz. The buffer belongs to turn-taking from here on.</summary>
    public void OnAudio(AudioFrame frame, TimeSpan now, ITurnOutput output)
    {
        string response = frame.Part!.ResponseId;
        if (_speech.IsCancelled(response))
        {
            _speech.DropLate(frame, output);
            return;
        }

        if (!TryBegin(response, now, output))
        {
            _speech.DropLate(frame, output);
            return;
        }

        OnSignOf(response, now);
        if (frame.Buffer.Length > 0)
        {
            _outcomes.OnAudio();
            if (response == _responses.Active) _made.AddAudio(frame.Part.ItemId);
        }

        _interruption.OnAnswer(response, now, output);
        if (!_speech.Add(frame)) CancelResponse(response, output);
        // What comes after the end of its response is the last of it.
        if (_done.Contains(response)) _speech.Complete(response);
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
        if (_caller.IsSpeaking) output.Send(new InputAudioCommit());
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
        if (_heardAgainUntil is not null && _speech.HasUnheard) _responses.RejectOwnAnswer(now);
        else if (_heardAgainUntil is not null) _responses.ExpectOwnAnswer(now);
        else if (ready.OwesAnswer && !_speech.HasUnheard) _responses.Owe();
        if (_heardAgainUntil is not null) _heardAgainUntil = now + HeardAgainWithin;
        Proceed(now, output);
    }

    /// <summary>The model's session is lost, and another is being opened.</summary>
    public void OnModelGone(TimeSpan now, ITurnOutput output)
    {
        _isModelThere = false;
        _caller.Forget();
        _heardAgainUntil = _unwritten.Count > 0 ? now + HeardAgainWithin : null;
        _unwritten.Clear();
        _done.Clear();
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
            case InputAudioCommitted committed:
                OnComplete(committed.ItemId, now, output);
                break;
            case InputTranscriptionCompleted words:
                OnComplete(words.ItemId, now, output);
                bool isNothing = string.IsNullOrWhiteSpace(words.Transcript) || _interruption.IsBackchannel(words.ItemId, words.Transcript);
                OnUnderstood(words.ItemId, isNothing, now, output);
                break;
            case InputTranscriptionFailed failed:
                OnComplete(failed.ItemId, now, output);
                OnUnderstood(failed.ItemId, isNothing: false, now, output);
                break;
            case OutputTranscriptDelta delta:
                OnSignOf(delta.ResponseId, now);
                _speech.AddWords(delta);
                break;
            case OutputTextDone text when text.ResponseId == _responses.Active:
                _made.AddText(text.ItemId, text.Text);
                break;
            case OutputItemAdded added:
                OnSignOf(added.ResponseId, now);
                break;
            case OutputItemDone item when !_speech.IsCancelled(item.ResponseId):
                OnItemDone(item, now, output);
                break;
            case ResponseCreated created:
                Begin(created.ResponseId, created.Metadata, now, output);
                break;
            case ResponseDone done:
                OnResponseDone(done, now, output);
                break;
            case ErrorReceived error:
                OnError(error, now, output);
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
        foreach (SpeechRequest request in _responses.TakeAll().Concat(_outcomes.TakeAll()))
            output.Tell(new ReportSpeech(request.Id, SpeechOutcome.Dropped("call-ended")));
    }

    public void Dispose() => _speech.Dispose();

    private void OnItemDone(OutputItemDone done, TimeSpan now, ITurnOutput output)
    {
        if (!TryBegin(done.ResponseId, now, output)) return;
        OnSignOf(done.ResponseId, now);
        if (_functions.Take(done, now, output) is not { } isWell || done.ResponseId != _responses.Active) return;
        _made.Calls++;
        if (!isWell) _made.BrokenCalls++;
    }

    private void Settle(string request, string? dropped, ITurnOutput output)
    {
        _closing.OnSettled(request);
        output.Tell(new ReportSpeech(request, dropped is null ? SpeechOutcome.Spoken : SpeechOutcome.Dropped(dropped)));
    }

    private void Proceed(TimeSpan now, ITurnOutput output)
    {
        // First, for what is given up may have been the last that its speech was waiting for.
        if (_isModelThere) GiveUpWaiting(now, output);
        _interruption.OnDue(now, output);
        _speech.Proceed(now, output);
        TellDigits(now, output);
        if (_isModelThere && !_caller.IsSpeaking && _responses.TryAsk(now) is { } wish) Ask(wish, output);
        _closing.KeepLimits(IsSilent, now, output);
        _closing.TryHangUp(now, IsBusy, _caller.IsSpeaking, output);
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
