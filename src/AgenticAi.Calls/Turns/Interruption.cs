using AgenticAi.Calls.Turns.Playing;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>
/// The caller cuts in. Our speech stops at once. When the caller's speech counts, the response is cancelled and the model forgets
/// what was not heard; when it turns out to have been nothing, our speech goes on from where it stopped. What decides is the first
/// of these: the speech was too short, the transcript, the audio of the model's answer; after short speech that audio waits a moment
/// for the transcript.
/// </summary>
internal sealed class Interruption(TurnOptions options, AgentSpeech speech, ResponseQueue responses)
{
    /// <summary>Transcripts come within a second or two. After this the caller's speech is taken for words.</summary>
    private static readonly TimeSpan UnderstoodWithin = TimeSpan.FromSeconds(5);

    /// <summary>Noises are short; who speaks for longer than this says something.</summary>
    private static readonly TimeSpan ShortSpeech = TimeSpan.FromSeconds(1);

    /// <summary>How long after short speech the answer to it may wait for the transcript: the time most answers take anyway.</summary>
    private static readonly TimeSpan AnswerWaits = TimeSpan.FromMilliseconds(700);

    /// <summary>Who speaks when less than this is left to be heard answers rather than listens: two words or so.</summary>
    private static readonly TimeSpan EndOfSentence = TimeSpan.FromSeconds(1);

    private string? _callerItem;
    private int _startedMs;
    private bool _counts;
    private TimeSpan? _dueAt;
    private TimeSpan _answerWaitsUntil;
    private string? _answer;
    private string? _unfinished;
    private string? _shortItem;
    private bool _isBrief;
    private bool _hasRest;

    /// <summary>Times the caller cut in.</summary>
    public long Count { get; private set; }

    /// <summary>Times it was nothing.</summary>
    public long FalseStarts { get; private set; }

    /// <summary>Times the caller only said to be listening.</summary>
    public long Backchannels { get; private set; }

    /// <summary>When <see cref="OnDue"/> is wanted.</summary>
    public TimeSpan? DueAt => _callerItem is null ? null : _dueAt;

    public void OnSpeechStarted(SpeechStarted started, TimeSpan now, ITurnOutput output)
    {
        responses.WantOwnAnswer();
        _shortItem = null;
        if (IsProtected || (!speech.HasUnheard && responses.Active is null)) return;
        if (speech.IsSpeaking) Count++;
        if (_callerItem is null) speech.Hold(now, output);
        _isBrief = false;
        _hasRest = responses.Active is not null || speech.Unheard >= EndOfSentence;
        DropAnswer(output);
        (_callerItem, _startedMs) = (started.ItemId, started.AudioStartMs);
        bool countsAtOnce = _counts || options.MinSpeech == TimeSpan.Zero;
        _dueAt = countsAtOnce ? null : now + options.MinSpeech + options.EndOfSpeechSilence;
        if (countsAtOnce) TakeSeriously(output);
    }

    public void OnSpeechStopped(SpeechStopped stopped, TimeSpan now, ITurnOutput output)
    {
        if (_callerItem is null) return;
        TimeSpan length = TimeSpan.FromMilliseconds(stopped.AudioEndMs - _startedMs) - options.SpeechPadding;
        _isBrief = length <= options.Backchannel;
        _answerWaitsUntil = length < ShortSpeech ? now + AnswerWaits : now;
        _dueAt = now + UnderstoodWithin;
        if (_counts) return;
        if (length >= options.MinSpeech)
        {
            TakeSeriously(output);
            return;
        }

        _shortItem = stopped.ItemId;
        GoOn(now, output);
    }

    /// <summary>
    /// True when the caller only says to be listening. At the very end of what is said it is taken for an answer: "yeah" to a question.
    /// </summary>
    public bool IsBackchannel(string item, string transcript)
    {
        if (item != _callerItem || !_counts || !_isBrief || !_hasRest || !Turns.Backchannels.Includes(transcript)) return false;
        Backchannels++;
        return true;
    }

    /// <summary>It is known what the caller said; <paramref name="isNothing"/>: no words.</summary>
    public void OnUnderstood(string item, bool isNothing, TimeSpan now, ITurnOutput output)
    {
        if (isNothing && (item == _shortItem || (item == _callerItem && _counts))) output.Send(new ItemDelete(item));
        if (!_counts) return;
        if (!isNothing) End(output);
        else if (item == _callerItem) GoOn(now, output);
    }

    /// <summary>Audio of the model has come: when it is heard there is no way back.</summary>
    public void OnAnswer(string response, TimeSpan now, ITurnOutput output)
    {
        if (!_counts || response == _answer) return;
        if (now < _answerWaitsUntil) (_answer, _dueAt) = (response, _answerWaitsUntil);
        else End(output);
    }

    /// <summary>The speech lasted for as long as it must to count, or nobody tells what was said.</summary>
    public void OnDue(TimeSpan now, ITurnOutput output)
    {
        if (DueAt is not { } due || now < due) return;
        _dueAt = null;
        if (_counts) End(output);
        else TakeSeriously(output);
    }

    /// <summary>Something urgent takes the place of what is being said.</summary>
    public void MakeWay(TimeSpan now, ITurnOutput output)
    {
        if (!speech.HasUnheard && responses.Active is null) return;
        speech.Hold(now, output);
        DropAnswer(output);
        TakeSeriously(output);
        End(output);
    }

    /// <summary>The session is lost, and with it the transcript: the caller is taken to have said something.</summary>
    /// <param name="unfinished">The response that was being made; null when none was.</param>
    /// <param name="output">Where what was heard is told.</param>
    public void OnModelGone(string? unfinished, ITurnOutput output)
    {
        if (_callerItem is not null) End(output);
        _shortItem = null;
        if (unfinished is not null && speech.HasUnheardOf(unfinished)) _unfinished = unfinished;
    }

    /// <summary>The caller's speech does not end: what it has interrupted is not said any more.</summary>
    public void OnEndless(ITurnOutput output)
    {
        if (_callerItem is null) return;
        if (!_counts) TakeSeriously(output);
        if (_callerItem is not null) End(output);
    }

    /// <summary>A response was heard to its end. One that was stopped by mistake while it was being made is to be finished.</summary>
    public void OnHeard(string response)
    {
        if (_callerItem is not null || _unfinished != response) return;
        _unfinished = null;
        responses.GoOn();
    }

    private bool IsProtected =>
        options.ProtectGreeting && responses.RequestOf(speech.Response ?? responses.Active)?.Source == SpeechSources.Greeting;

    private void TakeSeriously(ITurnOutput output)
    {
        if (responses.Active is { } active && Cancel(active, output) && !_counts) _unfinished = active;
        _counts = true;
        speech.Forget(output);
        if (!options.ResumeFalseStarts || !speech.HasUnheard) End(output);
    }

    private void End(ITurnOutput output)
    {
        speech.DiscardAllBut(_answer, output);
        (_callerItem, _counts, _unfinished, _answer) = (null, false, null, null);
    }

    private void GoOn(TimeSpan now, ITurnOutput output)
    {
        FalseStarts++;
        responses.RejectOwnAnswer(now);
        if (_counts && responses is { Active: { } answer, IsActiveOwn: true }) Cancel(answer, output);
        DropAnswer(output);
        (_callerItem, _counts) = (null, false);
        speech.Resume();
        if (_unfinished is { } response && !speech.HasUnheardOf(response)) OnHeard(response);
    }

    private void DropAnswer(ITurnOutput output)
    {
        if (_answer is null) return;
        if (responses.Active == _answer) Cancel(_answer, output);
        speech.Drop(_answer, output);
        _answer = null;
    }

    private bool Cancel(string response, ITurnOutput output)
    {
        if (speech.IsCancelled(response)) return false;
        output.Send(new ResponseCancel(response));
        speech.Cancel(response);
        return true;
    }
}
