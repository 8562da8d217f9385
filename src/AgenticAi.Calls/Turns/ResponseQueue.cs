using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>
/// One response at a time: what is to be said waits until the model is free, in order. A request that the model refuses because it
/// is busy is asked again when it is not.
/// </summary>
internal sealed class ResponseQueue
{
    /// <summary>How long the model is expected to begin its own answer after the caller stopped speaking.</summary>
    private static readonly TimeSpan OwnAnswerWithin = TimeSpan.FromSeconds(2);

    /// <summary>The model gives metadata back with the response, which tells our responses from its own.</summary>
    private const string RequestIdKey = "speech_request";

    private readonly LinkedList<SpeechRequest> _waiting = [];
    private readonly Dictionary<string, SpeechRequest> _byResponse = [];
    private SpeechRequest? _asked;
    private TimeSpan _ownAnswerUntil = TimeSpan.MinValue;

    /// <summary>The response the model is making; null when it makes none.</summary>
    public string? Active { get; private set; }

    /// <summary>When <see cref="TryAsk"/> is worth another try though nothing happened; null when only an event can help.</summary>
    public TimeSpan? RetryAt => _waiting.Count > 0 && Active is null && _asked is null ? _ownAnswerUntil : null;

    public void Add(SpeechRequest request) => _waiting.AddLast(request);

    /// <summary>The caller has stopped speaking: the model will answer by itself, and would refuse what is asked meanwhile.</summary>
    public void ExpectOwnAnswer(TimeSpan now) => _ownAnswerUntil = now + OwnAnswerWithin;

    /// <summary>The request to send to the model now, if there is one and it is free.</summary>
    public ResponseCreate? TryAsk(TimeSpan now)
    {
        if (Active is not null || _asked is not null || _waiting.First is not { } first || now < _ownAnswerUntil) return null;
        _waiting.RemoveFirst();
        _asked = first.Value;
        return Ask(_asked);
    }

    public void OnCreated(ResponseCreated created)
    {
        Active = created.ResponseId;
        _ownAnswerUntil = TimeSpan.MinValue;
        if (_asked is null || created.Metadata?.GetValueOrDefault(RequestIdKey) != _asked.Id) return;
        _byResponse[created.ResponseId] = _asked;
        _asked = null;
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
        SpeechRequest refused = _asked;
        _asked = null;
        if (!isBusy) return refused;
        _waiting.AddFirst(refused);
        return null;
    }

    /// <summary>The request that this response was made for, once.</summary>
    public SpeechRequest? Settle(string responseId) => _byResponse.Remove(responseId, out SpeechRequest? request) ? request : null;

    /// <summary>Everything that was neither said nor given up.</summary>
    public IEnumerable<SpeechRequest> TakeAll()
    {
        List<SpeechRequest> left = [.. _byResponse.Values, .. _waiting];
        if (_asked is not null) left.Add(_asked);
        _byResponse.Clear();
        _waiting.Clear();
        _asked = null;
        return left;
    }

    private static ResponseCreate Ask(SpeechRequest request) => new()
    {
        EventId = request.Id,
        Instructions = $"Say to the caller exactly these words, in the language they are written in, and nothing else: {request.Text}",
        Metadata = new Dictionary<string, string> { [RequestIdKey] = request.Id },
    };
}
