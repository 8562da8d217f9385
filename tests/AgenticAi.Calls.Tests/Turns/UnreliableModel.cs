using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>
/// A server that follows the protocol and whose events are left out, delayed, doubled and put out of order on their way. What it means to
/// send is right; what arrives may be anything.
/// </summary>
internal sealed class UnreliableModel(Line line, Random random, double trouble)
{
    private readonly List<(TimeSpan At, Action Arrives)> _onTheirWay = [];
    private readonly HashSet<string> _cancelled = [];
    private readonly bool _namesRequests = random.Next(3) > 0;
    private readonly bool _echoesMetadata = random.Next(3) > 0;
    private string? _speaking;
    private string? _response;
    private int _responses;
    private int _items;
    private int _handled;

    /// <summary>From here on nothing goes wrong.</summary>
    public bool IsReliable { get; set; }

    /// <summary>What it was asked for arrives and is answered, and what is on its way arrives when it is time.</summary>
    public void Step()
    {
        for (; _handled < line.ToModel.Count; _handled++) Handle(line.ToModel[_handled]);
        foreach ((TimeSpan At, Action Arrives) due in _onTheirWay.Where(one => one.At <= line.Now).ToArray())
        {
            _onTheirWay.Remove(due);
            due.Arrives();
        }
    }

    public void CallerSpeaks()
    {
        if (_speaking is not null) return;
        _speaking = $"caller_{_items++}";
        string item = _speaking;
        Send(new SpeechStarted(item, (int)line.Now.TotalMilliseconds));
    }

    public void CallerStops(string words)
    {
        if (_speaking is not { } item) return;
        _speaking = null;
        Send(new SpeechStopped(item, (int)line.Now.TotalMilliseconds));
        Send(new InputAudioCommitted(item, null));
        if (_response is null) Respond(null);
        Send(random.Next(5) == 0 ? new InputTranscriptionFailed(item, "no", "no") : new InputTranscriptionCompleted(item, 0, words, null), 200);
    }

    private void Handle(ClientEvent asked)
    {
        switch (asked)
        {
            case ResponseCancel { ResponseId: { } id }: _cancelled.Add(id); break;
            case ResponseCreate when _response is not null: Refuse(asked, "conversation_already_has_active_response"); break;
            case ResponseCreate create when Fails(10): Refuse(create, "server_error"); break;
            case ResponseCreate create: Respond(_echoesMetadata ? create.Metadata : null); break;
        }
    }

    private void Refuse(ClientEvent asked, string code)
    {
        bool isInType = random.Next(3) == 0;
        Send(new ErrorReceived(isInType ? code : "invalid_request_error", isInType ? null : code, "no", null, _namesRequests ? asked.EventId : null));
    }

    private void Respond(IReadOnlyDictionary<string, string>? metadata)
    {
        string response = _response = $"resp_{_responses++}";
        Send(new ResponseCreated(response) { Metadata = metadata });
        string status = Fails(6) ? ResponseStatuses.Failed : Fails(6) ? ResponseStatuses.Incomplete : ResponseStatuses.Completed;
        int kind = random.Next(12);
        string item = $"item_{_items++}";
        if (kind == 0 && !IsReliable)
            Send(new OutputItemDone(response, 0, new ConversationItem(item, ItemTypes.FunctionCall) { Name = "nothing", CallId = $"call_{item}" }));
        else if (kind == 1 && !IsReliable)
            Send(new OutputTextDone(response, item, 0, "Only written."));
        else if (status != ResponseStatuses.Failed || random.Next(2) == 0)
            Speak(response, item);
        After(300, () => Finish(response, status));
    }

    private void Speak(string response, string item)
    {
        for (int piece = 0; piece < random.Next(1, 4); piece++)
        {
            Send(new OutputTranscriptDelta(response, item, 0, "some words "));
            int ms = random.Next(20, 400);
            Deliver(() => line.ModelSpeaks(ms, item, response), 10);
        }

        Deliver(() => line.ModelSpeaks(0, item, response, done: true), 20);
        Send(new OutputTranscriptDone(response, item, 0, "some words"));
    }

    private void Finish(string response, string status)
    {
        if (_response == response) _response = null;
        Send(new ResponseDone(response, _cancelled.Contains(response) ? ResponseStatuses.Cancelled : status, null, null, null, []));
    }

    private bool Fails(int one) => !IsReliable && random.Next(one) == 0;

    private void Send(ServerEvent sent, int after = 0) => Deliver(() => line.Model(sent), after);

    /// <summary>On the way an event may be lost, come late (and so after what was sent later), or come twice.</summary>
    private void Deliver(Action arrives, int after)
    {
        bool isTroubled = !IsReliable && random.NextDouble() < trouble;
        switch (isTroubled ? random.Next(3) : 3)
        {
            case 0: return;
            case 1: After(after + random.Next(0, 8_000), arrives); return;
            case 2:
                After(after, arrives);
                After(after + random.Next(0, 2_000), arrives);
                return;
            default: After(after, arrives); return;
        }
    }

    private void After(int ms, Action arrives) => _onTheirWay.Add((line.Now + TimeSpan.FromMilliseconds(ms), arrives));
}
