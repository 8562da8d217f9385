using AgenticAi.Audio.G711;
using AgenticAi.Calls.Audio;

namespace AgenticAi.Calls.Turns;

/// <summary>
/// What waits to be said to the caller, and what of it was heard. Sends chunks a little ahead of what the caller's side has played,
/// each followed by a mark.
/// </summary>
internal sealed class Playback(AudioBuffers buffers) : IDisposable
{
    private readonly List<PlaybackPart> _parts = [];
    private readonly PlayoutClock _clock = new();

    /// <summary>True while there is something the caller has not heard to its end, as far as is known.</summary>
    public bool IsSpeaking => _parts.Count > 0;

    /// <summary>When <see cref="Send"/> has something to do again; null when nothing can be sent.</summary>
    public TimeSpan? NextSendAt => Sendable() is null ? null : _clock.RunsOutAt - PlaybackLimits.LowWater;

    /// <summary>True while a part of this response is not heard to its end.</summary>
    public bool IsSpeakingFor(string responseId)
    {
        foreach (PlaybackPart part in _parts)
            if (part.Part.ResponseId == responseId) return true;
        return false;
    }

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

    /// <summary>Sends what may be sent now. A part that has ended is filled up to whole frames with silence.</summary>
    public void Send(TimeSpan now, ITurnOutput output)
    {
        while (Sendable() is { } part && _clock.RunsOutAt <= now + PlaybackLimits.LowWater)
        {
            int audio = (int)Math.Min(part.Waiting, PlaybackLimits.ChunkBytes);
            if (!part.IsComplete) audio -= audio % PlaybackLimits.FrameBytes;
            int frames = (audio + PlaybackLimits.FrameBytes - 1) / PlaybackLimits.FrameBytes;
            AudioBuffer chunk = buffers.Rent(frames * PlaybackLimits.FrameBytes);
            bool isFirstOnQuietLine = part.Sent == 0 && _clock.RunsOutAt <= now;
            part.Take(chunk.Span[..audio], _clock.Sent);
            chunk.Span[audio..].Fill(MuLaw.Silence);
            string mark = _clock.OnSent(chunk.Length, now);
            output.Play(chunk, isFirstOnQuietLine ? part.ReadAt : 0);
            output.Mark(mark);
        }
    }

    /// <summary>A mark came back.</summary>
    /// <returns>False when it is not the one that was due.</returns>
    public bool OnMark(ReadOnlySpan<char> name, TimeSpan now) => _clock.OnMark(name, now);

    /// <summary>Takes the next part that was heard to its end.</summary>
    public bool TryFinish(out HeardPart heard)
    {
        heard = default;
        if (_parts.Count == 0 || !_parts[0].IsHeard(_clock.Played)) return false;
        using PlaybackPart part = _parts[0];
        _parts.RemoveAt(0);
        heard = Report(part, part.Sent, cut: false);
        return true;
    }

    /// <summary>Throws away what was not heard, and tells how much of each part was.</summary>
    public void Interrupt(TimeSpan now, List<HeardPart> cut)
    {
        long position = _clock.HeardAt(now);
        foreach (PlaybackPart part in _parts)
        {
            long heard = part.Sent == 0 ? 0 : part.HeardUntil(position);
            cut.Add(Report(part, heard, cut: true));
            part.Dispose();
        }

        _parts.Clear();
        _clock.OnClear(now);
    }

    public void Dispose()
    {
        foreach (PlaybackPart part in _parts) part.Dispose();
        _parts.Clear();
    }

    private static HeardPart Report(PlaybackPart part, long heard, bool cut) =>
        new(part.Part, (int)(heard / PlaybackLimits.BytesPerMs), (int)(part.Received / PlaybackLimits.BytesPerMs), cut);

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
        foreach (PlaybackPart part in _parts)
        {
            if (part.Waiting >= PlaybackLimits.FrameBytes || (part.IsComplete && part.Waiting > 0)) return part;
            if (!part.IsComplete) return null;
        }

        return null;
    }
}
