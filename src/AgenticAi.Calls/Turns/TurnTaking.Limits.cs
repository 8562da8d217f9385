namespace AgenticAi.Calls.Turns;

// What is waited for, and until when.
public sealed partial class TurnTaking
{
    /// <summary>A model that makes a response shows something of it within this time, or the response is lost.</summary>
    private static readonly TimeSpan ShownWithin = TimeSpan.FromSeconds(20);

    /// <summary>Ten seconds of audio at most are heard again, faster than they were spoken.</summary>
    private static readonly TimeSpan HeardAgainWithin = TimeSpan.FromSeconds(10);

    /// <summary>When <see cref="OnDue"/> is wanted; null when only an event brings something to do.</summary>
    public TimeSpan? DueAt
    {
        get
        {
            TimeSpan? due = Earlier.Of(_speech.DueAt, _interruption.DueAt);
            if (_isModelThere) due = Earlier.Of(due, Earlier.Of(ModelDueAt, Earlier.Of(_digits.DueAt, _unwritten.DueAt)));
            return Earlier.Of(due, _closing.DueAt(IsBusy || _caller.IsSpeaking));
        }
    }

    /// <summary>When what is waited for from the model's side is waited for no longer.</summary>
    private TimeSpan? ModelDueAt
    {
        get
        {
            TimeSpan? late = _responses.Active is null ? _responses.GivesUpAt : _made.HeardAt + ShownWithin;
            TimeSpan? next = _caller.IsSpeaking ? _caller.DueAt : Earlier.Of(_responses.RetryAt, _outcomes.DueAt);
            return Earlier.Of(Earlier.Of(late, next), _heardAgainUntil);
        }
    }

    /// <summary>What the model's side owes and does not bring is not waited for without a limit.</summary>
    private void GiveUpWaiting(TimeSpan now, ITurnOutput output)
    {
        if (_caller.IsEndless(now)) OnEndlessSpeech(output);
        if (now >= _heardAgainUntil) _heardAgainUntil = null;
        _unwritten.OnDue(now);
        if (_responses.Active is { } silent && now >= _made.HeardAt + ShownWithin)
        {
            CancelResponse(silent, output);
            Over(Lost(silent), now, output);
        }

        if (_responses.GiveUp(now) is { } unanswered) _outcomes.OnUnanswered(unanswered, now, output);
        if (!_caller.IsSpeaking) _outcomes.OnDue(now, output);
    }

    /// <summary>Speech does not end: nobody waits for its end any longer.</summary>
    private void OnEndlessSpeech(ITurnOutput output)
    {
        _caller.Forget();
        _interruption.OnEndless(output);
        ResponseOutcomes.Note(Problems.EndlessSpeech, "speech was reported to begin, and not to end", output);
    }
}
