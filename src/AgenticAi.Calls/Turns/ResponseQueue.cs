using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>
/// One response at a time: what is to be said waits until the model is free, in order, urgent things first. A request that the model
/// refuses because it is busy is asked again when it is not.
/// </summary>
internal sealed class ResponseQueue
{
    /// <summary>How long the model is expected to begin its own answer after the caller stopped speaking.</summary>
    private static readonly TimeSpan OwnAnswerWithin = TimeSpan.FromSeconds(2);

    private readonly LinkedList<ResponseWish> _waiting = [];
    private readonly Dictionary<string, SpeechRequest> _byResponse = [];
    private ResponseWish? _asked;
    private TimeSpan _ownAnswerUntil = TimeSpan.MinValue;
    private TimeSpan _unwantedUntil = TimeSpan.MinValue;
    private int _wishes;

    /// <summary>The response the model is making; null when it makes none.</summary>
    public string? Active { get; private set; }

    /// <summary>True when the response that is being made is the model's own, not one that was asked for.</summary>
    public bool IsActiveOwn { get; private set; }

    /// <summary>True when nothing is being made and nothing waits to be.</summary>
    public bool IsIdle => Active is null && _asked is null && _waiting.Count == 0;

    /// <summary>When <see cref="TryAsk"/> is worth another try though nothing happened; null when only an event can help.</summary>
    public TimeSpan? RetryAt => (_waiting.Count > 0 || ExpectsOwnAnswer) && Active is null && _asked is null ? _ownAnswerUntil : null;

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
    public void GoOn() => InsertBefore(ResponseWish.ToGoOn(NewId("go-on")), wish => !wish.IsUrgent);

    /// <summary>The caller has stopped speaking: the model will answer by itself, and would refuse what is asked meanwhile.</summary>
    public void ExpectOwnAnswer(TimeSpan now) => _ownAnswerUntil = now + OwnAnswerWithin;

    /// <summary>What the caller said was nothing: the model's own answer to it, if one comes, is not wanted.</summary>
    public void RejectOwnAnswer(TimeSpan now)
    {
        _unwantedUntil = now + OwnAnswerWithin;
        foreach (ResponseWish answer in _waiting.Where(wish => wish.IsAnswer).ToArray()) _waiting.Remove(answer);
    }

    /// <summary>The caller speaks again: what is said now is to be answered.</summary>
    public void WantOwnAnswer() => _unwantedUntil = TimeSpan.MinValue;

    /// <summary>The request to send to the model now, if there is one and it is free.</summary>
    public ResponseWish? TryAsk(TimeSpan now)
    {
        if (now >= _ownAnswerUntil) _ownAnswerUntil = TimeSpan.MinValue;
        if (Active is not null || _asked is not null || _waiting.First is not { } first || ExpectsOwnAnswer) return null;
        _waiting.RemoveFirst();
        _asked = first.Value with { Note = null };
        return first.Value;
    }

    /// <summary>The model begins a response. Returns false when it is an answer that is not wanted.</summary>
    public bool OnCreated(ResponseCreated created, TimeSpan now)
    {
        Active = created.ResponseId;
        _ownAnswerUntil = TimeSpan.MinValue;
        IsActiveOwn = _asked is null || !_asked.IsMetBy(created);
        if (IsActiveOwn)
        {
            if (_waiting.FirstOrDefault(wish => wish.IsAnswer) is { } answer) _waiting.Remove(answer);
            bool isWanted = now >= _unwantedUntil;
            _unwantedUntil = TimeSpan.MinValue;
            return isWanted;
        }

        if (_asked!.Request is { } request) _byResponse[created.ResponseId] = request;
        _asked = null;
        return true;
    }

    /// <summary>The session is lost: what was asked of it waits again.</summary>
    /// <returns>The response that was being made; null when none was.</returns>
    public string? OnModelGone()
    {
        if (_asked is not null) _waiting.AddFirst(_asked);
        // What was to be told stands in the memory with which the next session begins.
        for (LinkedListNode<ResponseWish>? node = _waiting.First; node is not null; node = node.Next) node.Value = node.Value with { Note = null };
        string? unfinished = Active;
        (_asked, Active, _ownAnswerUntil, _unwantedUntil) = (null, null, TimeSpan.MinValue, TimeSpan.MinValue);
        return unfinished;
    }

    /// <summary>Nothing of a response was heard, and nothing will be: what it was made for is asked again.</summary>
    public void AskAgain(string responseId)
    {
        if (_byResponse.Remove(responseId, out SpeechRequest? request)) _waiting.AddFirst(ResponseWish.ToSay(request) with { Note = null });
    }

    public void OnDone(string responseId)
    {
        if (Active == responseId) Active = null;
    }

    /// <summary>
    /// The model refused a request. Returns the request when it is given up, null when it is asked again or was not ours.
    /// </summary>
    public SpeechRequest? OnRefused(string? requestId, bool isBusy)
    {
        if (_asked is null || requestId != _asked.Id) return null;
        ResponseWish refused = _asked;
        _asked = null;
        if (!isBusy) return refused.Request;
        // What keeps the model busy is the very answer that was asked for.
        if (refused.IsAnswer && Active is not null && IsActiveOwn) return null;
        _waiting.AddFirst(refused);
        return null;
    }

    /// <summary>The request that this response was made for, if it was made for one.</summary>
    public SpeechRequest? RequestOf(string? responseId) => responseId is null ? null : _byResponse.GetValueOrDefault(responseId);

    /// <summary>The request that this response was made for, once.</summary>
    public SpeechRequest? Settle(string responseId) => _byResponse.Remove(responseId, out SpeechRequest? request) ? request : null;

    /// <summary>Everything that was neither said nor given up.</summary>
    public IEnumerable<SpeechRequest> TakeAll()
    {
        List<SpeechRequest> left = [.. _byResponse.Values, .. _waiting.Select(wish => wish.Request).OfType<SpeechRequest>()];
        if (_asked?.Request is { } asked) left.Add(asked);
        _byResponse.Clear();
        _waiting.Clear();
        _asked = null;
        return left;
    }

    private string NewId(string kind) => $"{kind}-{++_wishes}";

    private void InsertBefore(ResponseWish wish, Func<ResponseWish, bool> place)
    {
        LinkedListNode<ResponseWish>? node = _waiting.First;
        while (node is not null && !place(node.Value)) node = node.Next;
        if (node is null) _waiting.AddLast(wish);
        else _waiting.AddBefore(node, wish);
    }
}
