using AgenticAi.Calls.Audio;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns.Playing;

/// <summary>
/// What the agent says: plays it, can be stopped, and keeps the model's memory and the journal to what was heard. A response is over
/// when it was made and nothing of it is left to hear.
/// </summary>
/// <param name="buffers">Where chunks come from.</param>
/// <param name="over">Told of a response when nothing of it is left to hear, and why the rest was dropped; null when it was not.</param>
internal sealed class AgentSpeech(AudioBuffers buffers, Action<string, string?, ITurnOutput> over) : IDisposable
{
    private readonly Playback _playback = new(buffers);
    private readonly CancelledResponses _cancelled = new();
    private readonly HeardWords _words = new();
    private readonly List<HeardPart> _parts = [];
    private readonly List<(string Item, NewItem Words)> _heardWhileAway = [];
    private bool _isModelThere = true;
    private int _kept;

    public bool IsSpeaking => _playback.IsSpeaking;

    public bool HasUnheard => _playback.HasUnheard;

    /// <summary>How much of what the model has said so far is not heard.</summary>
    public TimeSpan Unheard => _playback.Unheard;

    /// <summary>The response that is being said, or is next.</summary>
    public string? Response => _playback.Response;

    public long LateFrames => _cancelled.LateFrames;

    /// <summary>Responses that were stopped because they went on for too long.</summary>
    public long Overlong { get; private set; }

    public TimeSpan? DueAt => _playback.DueAt;

    public bool HasUnheardOf(string response) => _playback.HasUnheardOf(response);

    /// <summary>More is to come of something that is not heard to its end.</summary>
    public bool IsOpen(string response) => _playback.IsOpen(response);

    public bool IsCancelled(string response) => _cancelled.Contains(response);

    /// <summary>Audio of the model. False when its response must be stopped, because more of it waits than anyone listens to.</summary>
    public bool Add(AudioFrame frame)
    {
        if (_playback.Add(frame)) return true;
        Overlong++;
        return false;
    }

    /// <summary>
    /// Audio of a response that was stopped before it came. What the caller never hears, the model must not remember.
    /// </summary>
    public void DropLate(AudioFrame frame, ITurnOutput output)
    {
        SpeechPart part = frame.Part!;
        if (!_cancelled.Drop(frame)) return;
        output.Send(new ItemTruncate(part.ItemId, part.ContentIndex, 0));
        output.Tell(new AssistantHeard(part.ItemId, 0, "", Interrupted: true));
    }

    public void AddWords(OutputTranscriptDelta delta) => _words.Add(delta);

    public void Complete(string response) => _playback.Complete(response);

    /// <summary>The server stopped a response in the middle: its last part is no whole sentence.</summary>
    public void MarkCut(string response) => _playback.MarkCut(response);

    /// <summary>The response was stopped: audio of it that comes from now on is late.</summary>
    public void Cancel(string response) => _cancelled.Add(response, _playback.PartsOf(response));

    public void OnMark(string name, TimeSpan now) => _playback.OnMark(name, now);

    /// <summary>Sends what may be sent, and reports what was heard to its end.</summary>
    public void Proceed(TimeSpan now, ITurnOutput output)
    {
        _playback.OnDue(now);
        while (_playback.TryFinish(out HeardPart part)) Finish(part, output);
        _playback.Send(now, output);
    }

    /// <summary>Stops at once. What was not heard is kept, to go on with it or to discard it.</summary>
    public void Hold(TimeSpan now, ITurnOutput output)
    {
        if (_playback.IsSpeaking) output.Clear();
        _playback.Hold(now);
    }

    public void Resume() => _playback.Resume();

    /// <summary>
    /// The session is lost, and with it all it remembered: what is heard from now on is told to the next one as text. What was being made
    /// will not be finished.
    /// </summary>
    /// <param name="unfinished">The response that was being made; null when none was.</param>
    /// <param name="output">Where the brain is told how far that had come.</param>
    public void OnModelGone(string? unfinished, ITurnOutput output)
    {
        _isModelThere = false;
        _playback.ForgetAll(_parts);
        foreach (HeardPart part in _parts.Where(part => part.Part.ResponseId == unfinished))
            if (_words.SoFar(part) is { } words) output.Tell(new AssistantTranscript(part.Part.ItemId, part.Part.ResponseId, words));
        _parts.Clear();
        if (unfinished is not null) _playback.Complete(unfinished);
    }

    /// <summary>Another session is there. It is told what was heard meanwhile, unless it knows.</summary>
    public void OnModelReady(IReadOnlySet<string> remembered, ITurnOutput output)
    {
        _isModelThere = true;
        foreach ((string item, NewItem words) in _heardWhileAway)
            if (!remembered.Contains(item)) output.Send(new ItemCreate(words));
        _heardWhileAway.Clear();
    }

    /// <summary>While held: the model forgets what was not heard.</summary>
    public void Forget(ITurnOutput output)
    {
        _playback.Settle(_parts);
        foreach (HeardPart part in _parts) Remember(part, output);
        _parts.Clear();
    }

    /// <summary>The call is over.</summary>
    public void End(TimeSpan now, ITurnOutput output)
    {
        _playback.Hold(now);
        Discard(_ => true, "call-ended", output);
    }

    /// <summary>While held: what was not heard will not be said any more, but for the speech of one response, which can begin.</summary>
    public void DiscardAllBut(string? response, ITurnOutput output)
    {
        Discard(other => other != response, "interrupted", output);
        _playback.Resume();
    }

    /// <summary>While held: a response that was not begun is never said, and the model must not remember it.</summary>
    public void Drop(string response, ITurnOutput output)
    {
        _playback.Discard(other => other == response, _parts);
        foreach (HeardPart part in _parts)
        {
            Remember(part, output);
            output.Tell(new AssistantHeard(part.Part.ItemId, part.HeardMs, _words.Of(part), Interrupted: true));
        }

        _parts.Clear();
        Settle(response, "interrupted", output);
    }

    /// <summary>Tells that the response is over when nothing of it is left to hear.</summary>
    public void Settle(string response, string? dropped, ITurnOutput output)
    {
        if (!_playback.HasUnheardOf(response)) over(response, dropped, output);
    }

    public void ForgetWords(string response) => _words.Forget(response);

    public void Dispose() => _playback.Dispose();

    private void Discard(Func<string, bool> responses, string reason, ITurnOutput output)
    {
        _playback.Discard(responses, _parts);
        HeardPart[] cut = [.. _parts];
        _parts.Clear();
        foreach (HeardPart part in cut)
            output.Tell(new AssistantHeard(part.Part.ItemId, part.HeardMs, _words.Of(part), Interrupted: true));
        foreach (HeardPart part in cut) Settle(part.Part.ResponseId, reason, output);
    }

    private void Finish(HeardPart part, ITurnOutput output)
    {
        // Of a response that was stopped the model may have made more than came, and of one it was made to forget it knows less.
        if (part.RememberedMs is not null || _cancelled.Contains(part.Part.ResponseId)) Remember(part, output);
        output.Tell(new AssistantHeard(part.Part.ItemId, part.HeardMs, part.IsCut ? _words.Of(part) : null, Interrupted: part.IsCut));
        Settle(part.Part.ResponseId, dropped: null, output);
    }

    /// <summary>
    /// Truncates what the model remembers to what was heard. An item can be cut once only: what is heard of it after that comes back
    /// into the model's memory as text.
    /// </summary>
    private void Remember(HeardPart part, ITurnOutput output)
    {
        if (part.RememberedMs is null)
            output.Send(new ItemTruncate(part.Part.ItemId, part.Part.ContentIndex, part.HeardMs));
        else if (_words.Forgotten(part) is { Length: > 0 } words)
            Remind(part.Part.ItemId, KeptItems.Named(new AssistantTextItem(words), $"heard_{++_kept}"), output);
    }

    private void Remind(string item, NewItem words, ITurnOutput output)
    {
        if (_isModelThere) output.Send(new ItemCreate(words));
        else _heardWhileAway.Add((item, words));
    }
}
