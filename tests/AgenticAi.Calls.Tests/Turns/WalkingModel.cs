using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>A model that makes one response at a time, of one or more items, refuses a second, and knows what became of each.</summary>
internal sealed class WalkingModel(Line line, Random random)
{
    private readonly Dictionary<string, List<long>> _items = [];
    private readonly Dictionary<string, int> _sentWhenSettled = [];
    private string? _response;
    private bool _open;
    private int _responses;
    private int _answered;
    private bool _isAway;
    private int _generation = 1;

    public int Concurrent { get; private set; }

    private string Item => $"item_{_items.Count}";

    /// <summary>Milliseconds from the beginning of an item to the last one that was played.</summary>
    public int HeardOf(string item) => _items[item].FindLastIndex(line.WasHeard) + 1;

    /// <summary>Milliseconds of an item that were sent after the brain was told how much of it was heard.</summary>
    public int SentSince(string item)
    {
        int sent = _items[item].Sum(line.TimesSent);
        return sent - (_sentWhenSettled.TryAdd(item, sent) ? sent : _sentWhenSettled[item]);
    }

    public void Begin(IReadOnlyDictionary<string, string>? metadata = null)
    {
        if (_response is not null || _isAway) return;
        _response = $"resp_{_responses++}";
        line.Model(new ResponseCreated(_response) { Metadata = metadata });
    }

    public void Speak(int ms)
    {
        if (_response is null) return;
        if (!_open) _items.Add($"item_{_items.Count + 1}", []);
        _open = true;
        for (int i = 0; i < ms; i++) _items[Item].Add(line.SpokenMs + i);
        line.ModelSpeaks(ms, Item, _response);
        line.Model(new OutputTranscriptDelta(_response, Item, 0, "some words "));
    }

    public void FinishItem()
    {
        if (_response is null || !_open) return;
        line.ModelSpeaks(0, Item, _response, done: true);
        _open = false;
    }

    public void Finish()
    {
        if (_response is null) return;
        FinishItem();
        string done = _response;
        _response = null;
        bool wasCancelled = line.ToModel.OfType<ResponseCancel>().Any(cancel => cancel.ResponseId == done);
        line.Model(new ResponseDone(done, wasCancelled ? ResponseStatuses.Cancelled : ResponseStatuses.Completed, null, null, null, []));
    }

    /// <summary>The session is gone, with what was being made; now and then.</summary>
    public void BeLost()
    {
        if (_isAway || random.Next(3) > 0) return;
        _isAway = true;
        (_response, _open) = (null, false);
        line.Gone();
    }

    /// <summary>The session gives way to another while it stands; now and then, between two turns or not.</summary>
    public bool GiveWay()
    {
        if (_isAway || random.Next(3) > 0) return false;
        (_response, _open) = (null, false);
        _answered = line.ToModel.OfType<ResponseCreate>().Count();
        line.Ready(++_generation, owesAnswer: random.Next(2) == 0);
        return true;
    }

    /// <summary>The next session, some time after the loss.</summary>
    public void ComeBack()
    {
        if (!_isAway || random.Next(3) > 0) return;
        _isAway = false;
        _answered = line.ToModel.OfType<ResponseCreate>().Count();
        line.Ready(++_generation, owesAnswer: random.Next(2) == 0);
    }

    /// <summary>Grants the requests that have come, refuses them while busy, and now and then refuses one for good.</summary>
    public void AnswerRequests()
    {
        if (_isAway) return;
        ResponseCreate[] asked = [.. line.ToModel.OfType<ResponseCreate>()];
        Concurrent = asked.Length - _answered;
        for (; _answered < asked.Length; _answered++)
        {
            if (_response is not null) Refuse(asked[_answered], "conversation_already_has_active_response");
            else if (random.Next(6) == 0) Refuse(asked[_answered], "invalid_value");
            else Begin(asked[_answered].Metadata);
        }
    }

    private void Refuse(ResponseCreate asked, string code) =>
        line.Model(new ErrorReceived("invalid_request_error", code, "no", null, asked.EventId));
}

/// <summary>A caller who starts and stops at any time; what was said is understood later, in any order, or was nothing.</summary>
internal sealed class WalkingCaller(Line line, Random random)
{
    private readonly List<string> _notUnderstood = [];
    private string? _speaking;
    private int _utterances;

    public void Start()
    {
        if (_speaking is not null || line.IsAway) return;
        _speaking = $"caller_{_utterances++}";
        line.CallerSpeaks(_speaking);
    }

    public void Stop()
    {
        if (_speaking is null) return;
        line.CallerStops(_speaking, endMs: random.Next(500, 1500));
        _notUnderstood.Add(_speaking);
        _speaking = null;
    }

    /// <summary>What was said is not known to the next session, or is heard again as something new.</summary>
    public void BeLost(bool isLeft = false)
    {
        if (!line.IsAway && !isLeft) return;
        _speaking = null;
        _notUnderstood.Clear();
    }

    public void BeUnderstood()
    {
        if (_notUnderstood.Count == 0) return;
        string item = _notUnderstood[random.Next(_notUnderstood.Count)];
        _notUnderstood.Remove(item);
        line.Understood(random.Next(2) == 0 ? "" : "Wait.", item);
    }
}
