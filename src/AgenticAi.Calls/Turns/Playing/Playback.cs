using AgenticAi.Audio.G711;
using AgenticAi.Calls.Audio;

namespace AgenticAi.Calls.Turns.Playing;

/// <summary>
/// What waits to be said to the caller, and what of it was heard. Sends chunks a little ahead of what the caller's side has played,
/// each followed by a mark. It can be held, which takes back what was not heard, and goes on from there.
/// </summary>
internal sealed class Playback(AudioBuffers buffers) : IDisposable
{
    private readonly List<PlaybackPart> _parts = [];
    private readonly PlayoutClock _clock = new();
    private bool _isHeld;

    /// <summary>True while there is something the caller has not heard to its end, as far as is known, held or not.</summary>
    public bool HasUnheard => _parts.Count > 0;

    /// <summary>How much of all parts waits to be sent; while held, all that was not heard.</summary>
    public TimeSpan Unheard => TimeSpan.FromMilliseconds(Ms(_parts.Sum(part => part.Waiting)));

    /// <summary>True while the caller is being spoken to.</summary>
    public bool IsSpeaking => _parts.Count > 0 && !_isHeld;

    /// <summary>When <see cref="Send"/> or <see cref="OnDue"/> has something to do again; null when only an event can bring it.</summary>
    public TimeSpan? DueAt => Sendable() is not null ? _clock.RunsOutAt - PlaybackLimits.LowWater : HasUnheard ? _clock.MarksLostAt : null;

    /// <summary>True while a part of this response is not heard to its end.</summary>
    public bool HasUnheardOf(string responseId)
    {
        foreach (PlaybackPart part in _parts)
            if (part.Part.ResponseId == responseId) return true;
        return false;
    }

    /// <summary>True while more audio is to come for a part of this response.</summary>
    public bool IsOpen(string responseId)
    {
        foreach (PlaybackPart part in _parts)
            if (part.Part.ResponseId == responseId && !part.IsComplete) return true;
        return false;
    }

    /// <summary>The parts of this response that are not heard to their ends.</summary>
    public IEnumerable<SpeechPart> PartsOf(string responseId) =>
        _parts.Select(part => part.Part).Where(part => part.ResponseId == responseId);

    /// <summary>The response that is being said, or is next.</summary>
    public string? Response => _parts.Count > 0 ? _parts[0].Part.ResponseId : null;

    /// <summary>Adds audio to its part. Returns false when too much of the part waits; the audio is kept all the same.</summary>
    public bool Add(AudioFrame frame)
    {
        PlaybackPart part = PartOf(frame.Part!, frame.ReadAt);
        part.Add(frame.Buffer);
        part.IsComplete |= frame.EndsPart;
        return part.Waiting <= PlaybackLimits.MaxWaitingBytes;
    }

    /// <summary>No more audio will come for this response.</summary>
    public void Complete(string responseId)
    {
        foreach (PlaybackPart part in _parts)
            if (part.Part.ResponseId == responseId) part.IsComplete = true;
    }

    /// <summary>The last part of this response ends before its end.</summary>
    public void MarkCut(string responseId)
    {
        if (_parts.FindLast(part => part.Part.ResponseId == responseId) is { } last) last.IsCut = true;
    }

    /// <summary>Sends what may be sent now. A part that has ended is filled up to whole frames with silence.</summary>
    public void Send(TimeSpan now, ITurnOutput output)
    {
        while (Sendable() is { } part && _clock.RunsOutAt <= now + PlaybackLimits.LowWater)
        {
            bool isQuiet = _clock.RunsOutAt <= now;
            int most = isQuiet ? PlaybackLimits.FirstChunkBytes : PlaybackLimits.ChunkBytes;
            int audio = (int)Math.Min(part.Waiting, most);
            if (!part.IsComplete) audio -= audio % PlaybackLimits.FrameBytes;
            int frames = (audio + PlaybackLimits.FrameBytes - 1) / PlaybackLimits.FrameBytes;
            AudioBuffer chunk = buffers.Rent(frames * PlaybackLimits.FrameBytes);
            long readAt = isQuiet && part.Sent == 0 ? part.ReadAt : 0;
            part.Take(chunk.Span[..audio], _clock.Sent);
            chunk.Span[audio..].Fill(MuLaw.Silence);
            string mark = _clock.OnSent(chunk.Length, now);
            output.Play(chunk, readAt);
            output.Mark(mark);
        }
    }

    /// <summary>A mark came back.</summary>
    /// <returns>False when it is not out.</returns>
    public bool OnMark(ReadOnlySpan<char> name, TimeSpan now)
    {
        bool isDue = _clock.OnMark(name, now);
        if (_parts.Count > 0) _parts[0].ReleaseHeard(_clock.Played);
        return isDue;
    }

    /// <summary>Marks that have been out for too long do not come back.</summary>
    public void OnDue(TimeSpan now)
    {
        if (_clock.OnDue(now) && _parts.Count > 0) _parts[0].ReleaseHeard(_clock.Played);
    }

    /// <summary>Takes the next part that was heard to its end.</summary>
    public bool TryFinish(out HeardPart heard)
    {
        heard = default;
        if (_parts.Count == 0 || !_parts[0].IsHeard(_clock.Played)) return false;
        using PlaybackPart part = _parts[0];
        _parts.RemoveAt(0);
        heard = Report(part);
        return true;
    }

    /// <summary>Stops, and takes back what was not heard; the caller's side must be told to forget it.</summary>
    public void Hold(TimeSpan now)
    {
        long position = _clock.HeardAt(now);
        foreach (PlaybackPart part in _parts) part.Rewind(position);
        _clock.OnClear(now);
        _isHeld = true;
    }

    /// <summary>Goes on from where it was held.</summary>
    public void Resume() => _isHeld = false;

    /// <summary>While held: how much of each part was heard, marking that the model is made to remember just that.</summary>
    public void Settle(List<HeardPart> heard)
    {
        foreach (PlaybackPart part in _parts)
        {
            heard.Add(Report(part));
            part.Remembered = part.Sent;
        }
    }

    /// <summary>The model remembers nothing of what is not heard to its end; names those parts.</summary>
    public void ForgetAll(List<HeardPart> parts)
    {
        foreach (PlaybackPart part in _parts)
        {
            parts.Add(Report(part));
            part.Remembered = 0;
        }
    }

    /// <summary>While held: throws away what was not heard of these responses, and tells how much of each part was.</summary>
    public void Discard(Func<string, bool> responses, List<HeardPart> cut)
    {
        foreach (PlaybackPart part in _parts.Where(part => responses(part.Part.ResponseId)).ToArray())
        {
            cut.Add(Report(part));
            _parts.Remove(part);
            part.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (PlaybackPart part in _parts) part.Dispose();
        _parts.Clear();
    }

    private static HeardPart Report(PlaybackPart part) =>
        new(part.Part, Ms(part.Sent), Ms(part.Received), part.Remembered is { } bytes ? Ms(bytes) : null, part.IsCut);

    private static int Ms(long bytes) => (int)(bytes / PlaybackLimits.BytesPerMs);

    private PlaybackPart PartOf(SpeechPart part, long readAt)
    {
        for (int i = _parts.Count - 1; i >= 0; i--)
            if (_parts[i].Part == part) return _parts[i];
        var added = new PlaybackPart(part, readAt);
        _parts.Add(added);
        return added;
    }

    /// <summary>
    /// The first part that has whole frames to send. Parts are said in order: one that may still grow holds the next back.
    /// </summary>
    private PlaybackPart? Sendable()
    {
        if (_isHeld) return null;
        foreach (PlaybackPart part in _parts)
        {
            if (part.Waiting >= PlaybackLimits.FrameBytes || (part.IsComplete && part.Waiting > 0)) return part;
            if (!part.IsComplete) return null;
        }

        return null;
    }
}
