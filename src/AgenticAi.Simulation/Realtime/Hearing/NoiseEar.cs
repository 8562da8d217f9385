using AgenticAi.Simulation.Speech;

namespace AgenticAi.Simulation.Realtime.Hearing;

/// <summary>
/// Tells a <see cref="SteadyTone"/> from words, in the time of the audio: the same audio is judged alike however it is cut and however
/// fast it comes. Pure.
/// </summary>
internal sealed class NoiseEar
{
    // A minute: nothing that long is taken for a noise.
    private const int MostWindows = 3000;

    private readonly Queue<(int AtMs, bool IsTone)> _audible = new();
    private readonly int _sampleRate;
    private readonly short[] _window;
    private int _filled;
    private int _timeMs;

    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="startMs">Time of the first sample.</param>
    public NoiseEar(int sampleRate, int startMs)
    {
        _sampleRate = sampleRate;
        _window = new short[sampleRate * SteadyTone.WindowMs / 1000];
        _timeMs = startMs;
    }

    public void Process(ReadOnlySpan<short> pcm)
    {
        while (!pcm.IsEmpty)
        {
            int taken = Math.Min(pcm.Length, _window.Length - _filled);
            pcm[..taken].CopyTo(_window.AsSpan(_filled));
            pcm = pcm[taken..];
            _filled += taken;
            if (_filled < _window.Length) return;
            _filled = 0;
            Note(SteadyTone.Recognise(_window, _sampleRate));
            _timeMs += SteadyTone.WindowMs;
        }
    }

    /// <summary>Whether most of what was to be heard in a time was the tone. What came before its end is forgotten.</summary>
    public bool IsNoise(int fromMs, int toMs)
    {
        int tones = 0;
        int audible = 0;
        while (_audible.TryPeek(out (int AtMs, bool IsTone) window) && window.AtMs < toMs)
        {
            _audible.Dequeue();
            if (window.AtMs < fromMs) continue;
            audible++;
            if (window.IsTone) tones++;
        }

        return tones > audible / 2;
    }

    private void Note(SteadyTone.Sound sound)
    {
        if (sound == SteadyTone.Sound.Silence) return;
        if (_audible.Count == MostWindows) _audible.Dequeue();
        _audible.Enqueue((_timeMs, sound == SteadyTone.Sound.Tone));
    }
}
