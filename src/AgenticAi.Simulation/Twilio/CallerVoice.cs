namespace AgenticAi.Simulation.Twilio;

/// <summary>The caller's mouth: gives speech out frame by frame, silence otherwise.</summary>
internal sealed class CallerVoice
{
    private ReadOnlyMemory<short> _speech;

    public bool IsSpeaking => !_speech.IsEmpty;

    public void Say(ReadOnlyMemory<short> speech) => _speech = speech;

    /// <summary>The next 20 ms.</summary>
    public void Next(Span<short> pcm)
    {
        int length = Math.Min(pcm.Length, _speech.Length);
        _speech.Span[..length].CopyTo(pcm);
        pcm[length..].Clear();
        _speech = _speech[length..];
    }
}
