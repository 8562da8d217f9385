using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns.Limits;

/// <summary>
/// How a call comes to its end from our side: nobody says anything, its time is up, or somebody has decided so. In each case the goodbye
/// goes before.
/// </summary>
internal sealed class CallClosing(TurnOptions options)
{
    private readonly SilenceWatch _silence = new(options.Limits, options.RequestSuffix);
    private readonly DurationWatch _duration = new(options.Limits);
    private readonly Farewell _farewell = new();
    private int _goodbyes;

    /// <summary>It is decided to hang up.</summary>
    public bool IsBegun => _farewell.IsBegun;

    /// <summary>When there is something to do though nothing happens.</summary>
    /// <param name="isBusy">Something of ours is not heard to its end or is being made, or the caller is being heard.</param>
    public TimeSpan? DueAt(bool isBusy) => IsBegun ? _farewell.DueAt(isBusy) : Earlier.Of(_silence.DueAt, _duration.DueAt);

    /// <summary>The caller pressed a key.</summary>
    public void OnDigit() => _silence.OnCaller();

    public void OnSpeechStarted(string item)
    {
        _silence.OnCaller();
        _farewell.OnSpeechStarted(item);
    }

    /// <summary>It is known what the caller said, which may call the end off.</summary>
    public void OnUnderstood(string item, bool isNothing, ITurnOutput output)
    {
        if (_farewell.OnUnderstood(item, isNothing) && _farewell.FunctionCallId is { } callId)
            output.Send(new ItemCreate(new FunctionCallOutputItem(callId, AgentFunctions.NotHungUp)));
    }

    /// <summary>What was to be said is over.</summary>
    public void OnSettled(string request)
    {
        _silence.OnSettled(request);
        _farewell.OnSettled(request);
    }

    /// <summary>The model has said goodbye and wants to hang up.</summary>
    public void OnHangUpCalled(string callId, TimeSpan now) => _farewell.Begin(CallEndReason.AgentHungUp, now, goodbye: null, callId);

    /// <summary>Decides to hang up after a goodbye, unless that is decided already.</summary>
    public void SayGoodbye(CallEndReason reason, string words, string source, TimeSpan now, ITurnOutput output)
    {
        string id = $"goodbye-{_goodbyes + 1}{options.RequestSuffix}";
        if (!_farewell.Begin(reason, now, words.Length > 0 ? id : null) || words.Length == 0) return;
        _goodbyes++;
        output.Tell(new RequestSpeech(id, words, source));
    }

    /// <summary>Hangs up without a goodbye, unless that is decided already: there is no voice to say one.</summary>
    public void HangUpNow(CallEndReason reason, ITurnOutput output)
    {
        if (_farewell.End(reason)) output.HangUp(reason);
    }

    /// <summary>Asks, warns and says goodbye where a limit wants it.</summary>
    /// <param name="isSilent">Nobody is heard or about to be.</param>
    /// <param name="now">The time.</param>
    /// <param name="output">Takes what is to be done.</param>
    public void KeepLimits(bool isSilent, TimeSpan now, ITurnOutput output)
    {
        _silence.Observe(!isSilent, now);
        CallLimits limits = options.Limits;
        if (_duration.IsOver(now))
            SayGoodbye(CallEndReason.DurationLimit, limits.DurationGoodbye, SpeechSources.DurationGoodbye, now, output);
        if (IsBegun) return;
        if (_duration.Warn(now) is { } warning) output.Tell(warning);
        if (_silence.IsOver(now))
            SayGoodbye(CallEndReason.SilenceLimit, limits.SilenceGoodbye, SpeechSources.SilenceGoodbye, now, output);
        else if (_silence.Ask(now) is { } prompt) output.Tell(prompt);
    }

    /// <summary>Hangs up, once, when it is time.</summary>
    /// <param name="now">The time.</param>
    /// <param name="isSpeaking">Something of ours is not heard to its end, or is being made.</param>
    /// <param name="callerIsSpeaking">The caller is being heard.</param>
    /// <param name="output">Takes what is to be done.</param>
    public void TryHangUp(TimeSpan now, bool isSpeaking, bool callerIsSpeaking, ITurnOutput output)
    {
        if (_farewell.TryHangUp(now, isSpeaking, callerIsSpeaking) is { } reason) output.HangUp(reason);
    }
}
