using AgenticAi.Conversations;

namespace AgenticAi.Calls.Turns.Limits;

/// <summary>
/// The end of a call that we end: it comes when the last word was heard, not when it was sent. A caller who has something to say
/// after all can call it off, unless the time is up or the money is spent.
/// </summary>
internal sealed class Farewell
{
    /// <summary>How long a goodbye may take to be heard to begin, or a sentence of the caller to be understood.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>No goodbye is longer than the longest text that is configured for it: about a minute.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(75);

    private readonly HashSet<string> _callerItems = [];
    private CallEndReason _reason;
    private TimeSpan _begunAt;
    private string? _awaited;
    private bool _isDone;

    /// <summary>True from the decision to hang up until it is called off.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>The function call by which the model asked for it; null when it did not.</summary>
    public string? FunctionCallId { get; private set; }

    /// <summary>When <see cref="TryHangUp"/> is worth a try though nothing happened.</summary>
    /// <param name="isBusy">Something of ours is not heard to its end or is being made, or the caller is being heard.</param>
    public TimeSpan? DueAt(bool isBusy) => IsBegun && !_isDone ? _begunAt + (isBusy ? Longest : Patience) : null;

    /// <summary>Decides to hang up. A decision that cannot be called off takes the place of one that can.</summary>
    /// <param name="reason">Why the call ends.</param>
    /// <param name="now">The time.</param>
    /// <param name="goodbye">The request to say goodbye that has to be settled first; null when it was said already.</param>
    /// <param name="functionCallId">The function call by which the model asked for it.</param>
    /// <returns>False when it was decided before.</returns>
    public bool Begin(CallEndReason reason, TimeSpan now, string? goodbye, string? functionCallId = null)
    {
        if (IsBegun && (!CanBeCalledOff || CallerMayStop(reason))) return false;
        (IsBegun, _reason, _begunAt, _awaited, FunctionCallId) = (true, reason, now, goodbye, functionCallId);
        _callerItems.Clear();
        return true;
    }

    /// <summary>The call ends now. Returns false when it is being hung up already.</summary>
    public bool End(CallEndReason reason)
    {
        if (_isDone) return false;
        (IsBegun, _isDone, _reason) = (true, true, reason);
        return true;
    }

    public void OnSettled(string request)
    {
        if (request == _awaited) _awaited = null;
    }

    /// <summary>The caller speaks: whether the call ends is open until it is known what is said.</summary>
    public void OnSpeechStarted(string item)
    {
        if (IsBegun && CanBeCalledOff) _callerItems.Add(item);
    }

    /// <summary>It is known what the caller said. Returns true when that calls the end off.</summary>
    public bool OnUnderstood(string item, bool isNothing)
    {
        if (!_callerItems.Remove(item) || isNothing || _isDone) return false;
        IsBegun = false;
        _callerItems.Clear();
        return true;
    }

    /// <summary>The reason to hang up with, once, when it is time.</summary>
    /// <param name="now">The time.</param>
    /// <param name="isSpeaking">Something of ours is not heard to its end, or is being made.</param>
    /// <param name="callerIsSpeaking">The caller is being heard.</param>
    public CallEndReason? TryHangUp(TimeSpan now, bool isSpeaking, bool callerIsSpeaking)
    {
        if (!IsBegun || _isDone) return null;
        bool isSaid = _awaited is null && _callerItems.Count == 0 && !isSpeaking;
        if (!isSaid && now < DueAt(isSpeaking || callerIsSpeaking)) return null;
        _isDone = true;
        return _reason;
    }

    private bool CanBeCalledOff => CallerMayStop(_reason);

    private static bool CallerMayStop(CallEndReason reason) => reason is not (CallEndReason.DurationLimit or CallEndReason.Budget);
}
