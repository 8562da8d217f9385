using AgenticAi.Calls.Audio;

namespace AgenticAi.Calls.Turns.Playing;

/// <summary>Responses that were stopped, whose audio may still be on its way, and the parts of them that are known.</summary>
internal sealed class CancelledResponses
{
    /// <summary>Audio is late by a round trip; nobody interrupts so often in that time.</summary>
    private const int Remembered = 16;

    private readonly Queue<(string Response, HashSet<SpeechPart> Known)> _responses = new();

    /// <summary>Audio of stopped responses that was dropped.</summary>
    public long LateFrames { get; private set; }

    public void Add(string response, IEnumerable<SpeechPart> known)
    {
        _responses.Enqueue((response, [.. known]));
        if (_responses.Count > Remembered) _responses.Dequeue();
    }

    public bool Contains(string response)
    {
        foreach ((string cancelled, HashSet<SpeechPart> _) in _responses)
            if (cancelled == response) return true;
        return false;
    }

    /// <summary>Drops late audio.</summary>
    /// <returns>True for the first audio of a part that came too late altogether.</returns>
    public bool Drop(AudioFrame frame)
    {
        if (frame.Buffer.Length > 0) LateFrames++;
        frame.Dispose();
        foreach ((string response, HashSet<SpeechPart> known) in _responses)
            if (response == frame.Part!.ResponseId) return known.Add(frame.Part);
        return false;
    }
}
