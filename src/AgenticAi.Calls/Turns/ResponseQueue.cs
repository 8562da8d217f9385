namespace AgenticAi.Calls.Turns;

/// <summary>
/// One response at a time: what is to be said waits until the model is free, in order, urgent things first. A request that the model
/// refuses because it is busy is asked again when it is not. Nothing is waited for without a limit.
/// </summary>
internal sealed class ResponseQueue
{
    /// <summary>How long the model is expected to begin its own answer after the caller stopped speaking.</summary>
    private static readonly TimeSpan OwnAnswerWithin = TimeSpan.FromSeconds(2);

    /// <summary>A request is acknowledged within a round trip, well or badly.</summary>
    private static readonly TimeSpan AcknowledgedWithin = TimeSpan.FromSeconds(5);

    /// <summary>An error that does not say what it refuses may have refused our request; its response would have begun by then.</summary>
    private static readonly TimeSpan DoubtedFor = TimeSpan.FromSeconds(1);

    private readonly LinkedList<ResponseWish> _waiting = [];
    private readonly Dictionary<string, ResponseWish> _made = [];
    private readonly OwedTurns _owed = new();
    private ResponseWish? _asked;
    private ResponseWish? _taken;
    private TimeSpan _askedUntil;
    private TimeSpan _pausedUntil = TimeSpan.MinValue;
    private TimeSpan _ownAnswerUntil = TimeSpan.MinValue;
    private TimeSpan _unwantedUntil = TimeSpan.MinValue;
    private bool _isNamed;
    private int _wishes;

    /// <summary>The response the model is making; null when it makes none.</summary>
    public string? Active { get; private set; }

    /// <summary>True when the response that is being made is the model's own, not one that was asked for.</summary>
    public bool IsActiveOwn { get; private set; }

    /// <summary>True when nothing is being made and nothing waits to be.</summary>
    public bool IsIdle => Active is null && _asked is null && _waiting.Count == 0;

    /// <summary>When <see cref="TryAsk"/> is worth another try though nothing happened; null when only an event can help.</summary>
    public TimeSpan? RetryAt
    {
        get
        {
            if (Active is not null || _asked is not null) return null;
            TimeSpan from = Later(_ownAnswerUntil, _pausedUntil);
            if (_waiting.Count > 0) return from;
            return ExpectsOwnAnswer ? _ownAnswerUntil : _owed.DueAt is { } owed ? Later(owed, from) : null;
        }
    }

    /// <summary>When a request has waited for its receipt for too long; null while none does.</summary>
    public TimeSpan? GivesUpAt => _asked is null ? null : _askedUntil;

    /// <summary>True while the model is expected to begin an answer by itself.</summary>
    public bool ExpectsOwnAnswer => _ownAnswerUntil > TimeSpan.MinValue;

    public void Add(SpeechRequest request)
    {
        var wish = ResponseWish.ToSay(request);
        if (wish.IsUrgent) InsertBefore(wish, waiting => !waiting.IsUrgent);
        else _waiting.AddLast(wish);
    }

    /// <summary>The model owes the caller an answer that it will not begin by itself.</summary>
    public void Owe()
    {
        if (!_waiting.Any(wish => wish.IsAnswer)) InsertBefore(ResponseWish.ToAnswer(NewId("answer")), wish => !wish.IsUrgent);
    }

    /// <summary>An answer that was stopped while it was being made is to be finished.</summary>
    public void GoOn(SpeechRequest? request = null) => First(ResponseWish.ToGoOn(NewId("go-on"), request));

    /// <summary>An answer that cannot be finished is to be excused.</summary>
    public void Excuse(SpeechRequest? request) => First(ResponseWish.ToExcuse(NewId("excuse"), request));

    /// <summary>What the model wrote is to be said.</summary>
    public void Speak(string text, ResponseWish before) => First(ResponseWish.ToSpeak(NewId("speak"), text, before));

    /// <summary>What was asked for in vain is asked for again, as the next thing, not before a time.</summary>
    public void Retry(ResponseWish wish, TimeSpan at)
    {
        if (wish.IsAnswer && _waiting.Any(waiting => waiting.IsAnswer)) return;
        First(wish with { Attempt = wish.Attempt + 1, Note = null });
        PauseUntil(at);
    }

    /// <summary>The model is not asked for anything until then.</summary>
    public void PauseUntil(TimeSpan at) => _pausedUntil = Later(at, _pausedUntil);

    /// <summary>The caller has stopped speaking: the model will answer by itself, and would refuse what is asked meanwhile.</summary>
    public void ExpectOwnAnswer(TimeSpan now) => _ownAnswerUntil = now + OwnAnswerWithin;

    /// <summary>The caller's turn is over; if nobody answers it, it is asked about.</summary>
    public void OnTurn(string item, TimeSpan now) => _owed.Open(item, now);

    /// <summary>It is known what the caller said in a turn.</summary>
    public void OnUnderstood(string item, bool isNothing, TimeSpan now) => _owed.OnUnderstood(item, isNothing, now);

    /// <summary>What the caller said was nothing: the model's own answer to it, if one comes, is not wanted.</summary>
    public void RejectOwnAnswer(TimeSpan now)
    {
        _unwantedUntil = now + OwnAnswerWithin;
        _owed.Clear();
        foreach (ResponseWish answer in _waiting.Where(wish => wish.IsAnswer).ToArray()) _waiting.Remove(answer);
    }

    /// <summary>The caller speaks again: what is said now is to be answered.</summary>
    public void WantOwnAnswer() => _unwantedUntil = TimeSpan.MinValue;

    /// <summary>The request to send to the model now, if there is one and it is free.</summary>
    public ResponseWish? TryAsk(TimeSpan now)
    {
        if (now >= _ownAnswerUntil) _ownAnswerUntil = TimeSpan.MinValue;
        if (Active is not null || _asked is not null || ExpectsOwnAnswer || now < _pausedUntil) return null;
        if (_owed.IsDue(now)) Owe();
        if (_waiting.First is not { } first) return null;
        _waiting.RemoveFirst();
        _asked = first.Value with { Note = null };
        _askedUntil = now + AcknowledgedWithin;
        return first.Value;
    }

    /// <summary>The model begins a response. Returns false when it is one that is not wanted.</summary>
    public bool OnCreated(string responseId, IReadOnlyDictionary<string, string>? metadata, TimeSpan now)
    {
        Active = responseId;
        _ownAnswerUntil = TimeSpan.MinValue;
        string? wish = ResponseWish.IdIn(metadata);
        _isNamed |= wish is not null;
        _taken = Take(wish);
        IsActiveOwn = _taken is null;
        if (_taken is not null) _made[responseId] = _taken;
        if (_taken is { IsAnswer: true }) _owed.Clear();
        if (!IsActiveOwn) return true;
        // A request that was given up, or is met already, and answered all the same.
        if (wish is not null) return false;
        _owed.Clear();
        if (_waiting.FirstOrDefault(waiting => waiting.IsAnswer) is { } answer) _waiting.Remove(answer);
        bool isWanted = now >= _unwantedUntil;
        _unwantedUntil = TimeSpan.MinValue;
        return isWanted;
    }

    /// <summary>The session is lost: what was asked of it waits again.</summary>
    /// <returns>The response that was being made; null when none was.</returns>
    public string? OnModelGone()
    {
        if (_asked is not null) _waiting.AddFirst(_asked);
        // What was to be told stands in the memory with which the next session begins.
        for (LinkedListNode<ResponseWish>? node = _waiting.First; node is not null; node = node.Next) node.Value = node.Value with { Note = null };
        string? unfinished = Active;
        (_asked, _taken, Active) = (null, null, null);
        (_ownAnswerUntil, _unwantedUntil, _pausedUntil) = (TimeSpan.MinValue, TimeSpan.MinValue, TimeSpan.MinValue);
        _owed.Clear();
        return unfinished;
    }

    /// <summary>Nothing of a response was heard, and nothing will be: what it was made for is asked again.</summary>
    public void AskAgain(string responseId)
    {
        if (_made.Remove(responseId, out ResponseWish? wish)) _waiting.AddFirst(wish with { Note = null });
    }

    public void OnDone(string responseId)
    {
        if (Active == responseId) (Active, _taken) = (null, null);
    }

    /// <summary>What a response was made for, which is not settled by it any more; an answer when it was the model's own.</summary>
    public ResponseWish TakeBack(string responseId) =>
        _made.Remove(responseId, out ResponseWish? wish) ? wish : ResponseWish.ToAnswer(NewId("answer"));

    /// <summary>The model refused something. Returns the request when it is ours and will not be met, null otherwise.</summary>
    /// <param name="requestId">What the error says it refuses; null when it does not say.</param>
    /// <param name="isBusy">Because a response is being made.</param>
    /// <param name="now">The time.</param>
    public ResponseWish? OnRefused(string? requestId, bool isBusy, TimeSpan now)
    {
        if (isBusy && _taken is { } taken && requestId == taken.EventId && !_isNamed)
        {
            // A server that does not name its responses: the one that began was its own.
            _made.Remove(Active!);
            (_taken, IsActiveOwn) = (null, true);
            if (!taken.IsAnswer) _waiting.AddFirst(taken);
            return null;
        }

        if (_asked is not { } asked || (requestId is not null && requestId != asked.EventId)) return null;
        if (requestId is null && !isBusy)
        {
            _askedUntil = _askedUntil < now + DoubtedFor ? _askedUntil : now + DoubtedFor;
            return null;
        }

        _asked = null;
        // What keeps it busy without a word of it cannot be waited for.
        if (!isBusy || Active is null) return asked;
        // What keeps the model busy is the very answer that was asked for.
        if (!asked.IsAnswer || !IsActiveOwn) _waiting.AddFirst(asked);
        return null;
    }

    /// <summary>The request whose receipt did not come in time; null while there is none.</summary>
    public ResponseWish? GiveUp(TimeSpan now)
    {
        if (_asked is not { } asked || now < _askedUntil) return null;
        _asked = null;
        return asked;
    }

    /// <summary>The request that this response was made for, if it was made for one.</summary>
    public SpeechRequest? RequestOf(string? responseId) => responseId is null ? null : _made.GetValueOrDefault(responseId)?.Request;

    /// <summary>The request that this response was made for, once.</summary>
    public SpeechRequest? Settle(string responseId) => _made.Remove(responseId, out ResponseWish? wish) ? wish.Request : null;

    /// <summary>Everything that was neither said nor given up.</summary>
    public IEnumerable<SpeechRequest> TakeAll()
    {
        List<SpeechRequest> left =
            [.. _made.Values.Concat(_waiting).Append(_asked).Select(wish => wish?.Request).OfType<SpeechRequest>()];
        _made.Clear();
        _waiting.Clear();
        _asked = null;
        return left;
    }

    /// <summary>The wish that the response which begins was made for; null for one of the model's own.</summary>
    /// <param name="wish">Its id, as the response names it.</param>
    private ResponseWish? Take(string? wish)
    {
        // A server that has named a response once names all.
        bool isAsked = _asked is not null && (wish == _asked.Id || (wish is null && !_isNamed));
        if (isAsked)
        {
            ResponseWish asked = _asked!;
            _asked = null;
            return asked;
        }

        // Asked for, given up, and begun after all before it was asked for again.
        if (wish is null || _waiting.FirstOrDefault(waiting => waiting.Id == wish && waiting.Attempt > 0) is not { } late) return null;
        _waiting.Remove(late);
        return late;
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private string NewId(string kind) => $"{kind}-{++_wishes}";

    private void First(ResponseWish wish) => InsertBefore(wish, waiting => !waiting.IsUrgent);

    private void InsertBefore(ResponseWish wish, Func<ResponseWish, bool> place)
    {
        LinkedListNode<ResponseWish>? node = _waiting.First;
        while (node is not null && !place(node.Value)) node = node.Next;
        if (node is null) _waiting.AddLast(wish);
        else _waiting.AddBefore(node, wish);
    }
}
