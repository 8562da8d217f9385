using AgenticAi.Conversations;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

// Responses from their first sign to the last word that is heard of them.
public sealed partial class TurnTaking
{
    private void OnError(ErrorReceived error, TimeSpan now, ITurnOutput output)
    {
        bool isBusy = RealtimeErrors.Classify(error) == RealtimeErrorKind.Wait;
        if (_responses.OnRefused(error.EventId, isBusy, now) is { } refused)
            _outcomes.OnRefused(refused, error, now, output);
    }

    /// <summary>A response begins, said so or seen by something of it. False when it is not wanted.</summary>
    private bool TryBegin(string response, TimeSpan now, ITurnOutput output)
    {
        bool isKnown = response == _responses.Active || _done.Contains(response);
        return isKnown || Begin(response, metadata: null, now, output);
    }

    private bool Begin(string response, IReadOnlyDictionary<string, string>? metadata, TimeSpan now, ITurnOutput output)
    {
        if (response == _responses.Active || _done.Contains(response)) return true;
        // One at a time is made: the end of the one before was not told.
        if (_responses.Active is { } before) Over(Lost(before), now, output);
        _made = new MadeResponse { HeardAt = now };
        if (_responses.OnCreated(response, metadata, now)) return true;
        CancelResponse(response, output);
        return false;
    }

    private void OnSignOf(string response, TimeSpan now)
    {
        if (response == _responses.Active) _made.HeardAt = now;
    }

    private void OnResponseDone(ResponseDone done, TimeSpan now, ITurnOutput output)
    {
        if (_done.Contains(done.ResponseId)) return;
        if (done.ResponseId != _responses.Active) Begin(done.ResponseId, done.Metadata, now, output);
        _made.Complete(done);
        Over(done, now, output);
    }

    /// <summary>A response is made, however it ended.</summary>
    private void Over(ResponseDone done, TimeSpan now, ITurnOutput output)
    {
        string response = done.ResponseId;
        bool isCancelled = _speech.IsCancelled(response) || done is { Status: ResponseStatuses.Cancelled, StatusReason: TurnDetected };
        bool isWhole = done.Status is ResponseStatuses.Completed || (done.Status == Problems.Lost && !_speech.IsOpen(response));
        _done.Add(response);
        foreach ((string item, string text) in _made.Written) TellWritten(item, response, text, output);
        if (!isCancelled && _made.HasAudio && !isWhole) _outcomes.OnCut(done, now, output);
        else if (!isCancelled && _made.HasAudio) _outcomes.OnWhole();
        _speech.Complete(response);
        _responses.OnDone(response);
        if (!isCancelled && !_made.HasAudio) _outcomes.OnSilent(done, _made, now, output);
        // What it called wrongly was answered with what is wrong, and the model is to go on from there.
        else if (!isCancelled && _made.BrokenCalls > 0) _responses.Owe();
        _speech.Settle(response, isCancelled ? done.Status : null, output);
    }

    private static ResponseDone Lost(string response) => new(response, Problems.Lost, null, Problems.Lost, null, []);

    /// <summary>What the model wrote and nobody could hear stands in the journal as what it is.</summary>
    private static void TellWritten(string item, string response, string text, ITurnOutput output)
    {
        output.Tell(new AssistantTranscript(item, response, text));
        output.Tell(new AssistantHeard(item, 0, "", Interrupted: true));
        output.Send(new ItemDelete(item));
    }

    private void CancelResponse(string response, ITurnOutput output)
    {
        if (_responses.Active == response) output.Send(new ResponseCancel(response));
        _speech.Cancel(response);
    }

    /// <summary>Nothing of a response is left to hear. When it is made as well, whoever asked for it is told, once.</summary>
    private void OnOver(string response, string? dropped, ITurnOutput output)
    {
        if (response == _responses.Active) return;
        _speech.ForgetWords(response);
        _outcomes.OnOver(response, dropped, output);
        if (dropped is null) _interruption.OnHeard(response);
        if (_responses.Settle(response) is { } request) Settle(request.Id, dropped, output);
    }
}
