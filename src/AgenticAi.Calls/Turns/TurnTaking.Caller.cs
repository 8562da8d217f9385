using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

// The caller's turns, from the first sound to the words.
public sealed partial class TurnTaking
{
    private void OnSpeechStarted(SpeechStarted started, TimeSpan now, ITurnOutput output)
    {
        _caller.OnStarted(started, now);
        _outcomes.OnCallerTurn();
        _unwritten.Add(started.ItemId, now);
        _closing.OnSpeechStarted(started.ItemId);
        // Speech that is heard again is no interruption of what has begun since.
        if (_heardAgainUntil is null || !_speech.HasUnheard) _interruption.OnSpeechStarted(started, now, output);
    }

    private void OnSpeechStopped(SpeechStopped stopped, TimeSpan now, ITurnOutput output)
    {
        if (!_caller.OnStopped(stopped.ItemId)) return;
        _heardAgainUntil = null;
        _responses.ExpectOwnAnswer(now);
        // While the model is busy it begins no answer by itself.
        if (_responses.Active is not null) _responses.Owe();
        else _responses.OnTurn(stopped.ItemId, now);
        _interruption.OnSpeechStopped(stopped, now, output);
    }

    /// <summary>An item of the caller is complete: if its end was not told, this is it.</summary>
    private void OnComplete(string item, TimeSpan now, ITurnOutput output)
    {
        if (_caller.EndOf(item, now) is { } stopped) OnSpeechStopped(stopped, now, output);
    }

    private void OnUnderstood(string item, bool isNothing, TimeSpan now, ITurnOutput output)
    {
        _unwritten.Remove(item);
        _responses.OnUnderstood(item, isNothing, now);
        _interruption.OnUnderstood(item, isNothing, now, output);
        _closing.OnUnderstood(item, isNothing, output);
    }
}
