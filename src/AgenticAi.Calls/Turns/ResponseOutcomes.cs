using AgenticAi.Calls.Turns.Limits;
using AgenticAi.Calls.Turns.Playing;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>
/// What follows when a response did not give the caller what is owed: it is asked for again, gone on with, said instead of written, or
/// replaced by words of ours. When even those cannot be said, the call ends as a fault of the model, with the apology that needs no model.
/// </summary>
internal sealed class ResponseOutcomes(
    TurnOptions options, AgentSpeech speech, ResponseQueue responses, CallClosing closing, Action<string, string, ITurnOutput> drop)
{
    /// <summary>An answer that is cut off again and again is as good as finished.</summary>
    private const int MostContinuations = 3;

    /// <summary>From the wish for an apology until it is heard to begin: the way through the journal and to the model.</summary>
    private static readonly TimeSpan ApologyWithin = TimeSpan.FromSeconds(10);

    private readonly FailureSeries _failures = new();
    private readonly Dictionary<string, (ResponseWish Wish, bool IsFiltered)> _toContinue = [];
    private TimeSpan? _apologyUntil;
    private string? _apology;
    private int _apologies;
    private int _continuations;

    /// <summary>When <see cref="OnDue"/> is wanted; null when nothing is waited for.</summary>
    public TimeSpan? DueAt => _apologyUntil;

    /// <summary>Speech of the model has come.</summary>
    public void OnAudio()
    {
        _failures.End();
        (_apology, _apologyUntil) = (null, null);
    }

    /// <summary>The caller takes the turn: what was to be said before is of yesterday.</summary>
    public void OnCallerTurn() => _continuations = 0;

    /// <summary>A response was made without speech. What it was made for is still owed.</summary>
    public void OnSilent(ResponseDone done, MadeResponse made, TimeSpan now, ITurnOutput output)
    {
        if (done.Status == ResponseStatuses.Completed && made.HasCalls) return;
        ResponseWish wish = responses.TakeBack(done.ResponseId);
        if (done.Status != ResponseStatuses.Completed)
        {
            Note(Problems.Failed, Words(done), output);
            Fail(wish, Code(done), _failures.Next(now, RealtimeErrors.RetryAfter(done.ErrorMessage)), now, output);
        }
        else if (made.BrokenCalls > 0)
        {
            // It was told what is wrong; the answer to that is the next attempt.
            Fail(wish, Problems.FunctionNotOffered, _failures.Next(now, TimeSpan.Zero), now, output);
        }
        else if (made.Text is { Length: > 0 } text && wish.Attempt == 0)
        {
            responses.Speak(text, wish);
        }
        else if (made.Text is null && wish.IsAnswer && wish.Attempt > 0)
        {
            // Asked twice, it has nothing to say: so it be.
            Note(Problems.Empty, "nothing was said", output);
        }
        else
        {
            string problem = made.Text is null ? Problems.Empty : Problems.TextOnly;
            Note(problem, "nothing was said", output);
            Fail(wish, problem, _failures.Next(now, wanted: null), now, output);
        }
    }

    /// <summary>A response was cut off by the server after some of it was said. The rest is asked for when that is heard.</summary>
    public void OnCut(ResponseDone done, TimeSpan now, ITurnOutput output)
    {
        Note(Problems.Cut, Words(done), output);
        speech.MarkCut(done.ResponseId);
        if (RealtimeErrors.RetryAfter(done.ErrorMessage) is { } wanted) responses.PauseUntil(now + wanted);
        if (++_continuations > MostContinuations) return;
        _toContinue[done.ResponseId] = (responses.TakeBack(done.ResponseId), done.StatusReason == "content_filter");
    }

    /// <summary>A response came to its end as it should.</summary>
    public void OnWhole() => _continuations = 0;

    /// <summary>Nothing of a response is left to hear: what was cut off of it is asked for, unless the caller has cut it off too.</summary>
    public void OnOver(string response, string? dropped, ITurnOutput output)
    {
        if (!_toContinue.Remove(response, out (ResponseWish Wish, bool IsFiltered) rest)) return;
        if (dropped is not null)
        {
            if (rest.Wish.Request is { } request) drop(request.Id, dropped, output);
        }
        else if (rest.IsFiltered)
        {
            responses.Excuse(rest.Wish.Request);
        }
        else
        {
            responses.GoOn(rest.Wish.Request);
        }
    }

    /// <summary>A request was refused. One that is wrong is wrong the next time too.</summary>
    public void OnRefused(ResponseWish wish, ErrorReceived error, TimeSpan now, ITurnOutput output)
    {
        bool isWrong = error.Type == "invalid_request_error" && RealtimeErrors.Classify(error) != RealtimeErrorKind.Wait;
        TimeSpan? next = isWrong ? null : _failures.Next(now, RealtimeErrors.RetryAfter(error.Message));
        Note(Problems.Refused, RealtimeErrors.CodeOf(error), output);
        Fail(wish, RealtimeErrors.CodeOf(error), next, now, output);
    }

    /// <summary>A request has no receipt.</summary>
    public void OnUnanswered(ResponseWish wish, TimeSpan now, ITurnOutput output)
    {
        Note(Problems.Unanswered, "the model did not say whether it answers", output);
        Fail(wish, Problems.Unanswered, _failures.Next(now, TimeSpan.Zero), now, output);
    }

    /// <summary>The apology itself does not come.</summary>
    public void OnDue(TimeSpan now, ITurnOutput output)
    {
        if (_apologyUntil is { } until && now >= until) GiveUp(output);
    }

    /// <summary>The call is over: nothing is continued.</summary>
    public IEnumerable<SpeechRequest> TakeAll()
    {
        SpeechRequest[] left = [.. _toContinue.Values.Select(rest => rest.Wish.Request).OfType<SpeechRequest>()];
        _toContinue.Clear();
        return left;
    }

    public static void Note(string problem, string words, ITurnOutput output) => output.Tell(new NoteProblem(problem, words));

    /// <param name="wish">What was not met.</param>
    /// <param name="why">For whoever asked.</param>
    /// <param name="next">When it is worth another attempt; null when it is not.</param>
    /// <param name="now">The time.</param>
    /// <param name="output">Takes what is to be done.</param>
    private void Fail(ResponseWish wish, string why, TimeSpan? next, TimeSpan now, ITurnOutput output)
    {
        bool isApology = wish.Request is { } request && request.Id == _apology;
        if (!isApology && next is { } at)
        {
            responses.Retry(wish, at);
            return;
        }

        if (wish.Request is { } given) drop(given.Id, why, output);
        // A goodbye that cannot be said is none, and the call ends as it was going to.
        if (closing.IsBegun) return;
        if (_apology is not null) GiveUp(output);
        else Apologise(now, output);
    }

    private void Apologise(TimeSpan now, ITurnOutput output)
    {
        _apology = $"apology-{++_apologies}{options.RequestSuffix}";
        _apologyUntil = now + ApologyWithin;
        output.Tell(new RequestSpeech(_apology, options.Limits.Apology, SpeechSources.Apology));
    }

    private void GiveUp(ITurnOutput output)
    {
        _apologyUntil = null;
        closing.HangUpNow(CallEndReason.ModelLost, output);
    }

    private static string Code(ResponseDone done) => done.ErrorCode ?? done.StatusReason ?? done.Status;

    private static string Words(ResponseDone done) =>
        done.ErrorMessage is { Length: > 0 } message ? $"{Code(done)}: {message}" : Code(done);
}
