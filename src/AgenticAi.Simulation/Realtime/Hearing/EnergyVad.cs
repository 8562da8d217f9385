using AgenticAi.Audio.Levels;

namespace AgenticAi.Simulation.Realtime.Hearing;

/// <summary>
/// Voice activity detection by loudness, in the time of the audio: the same audio gives the same events however it is cut and however
/// fast it comes. Pure.
/// </summary>
public sealed class EnergyVad
{
    private const int WindowMs = 10;

    // A click is shorter than this, a syllable longer.
    private const int WindowsToStart = 4;

    private readonly short[] _window;
    private int _filled;
    private int _timeMs;
    private int _voiced;
    private int _onsetMs;
    private int _silentMs;
    private int _lastEndMs;

    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="settings">May be changed later.</param>
    /// <param name="startMs">Time of the first sample.</param>
    public EnergyVad(int sampleRate, VadSettings settings, int startMs = 0)
    {
        _window = new short[sampleRate * WindowMs / 1000];
        Settings = settings;
        _timeMs = startMs;
        _lastEndMs = startMs;
    }

    public VadSettings Settings { get; set; }

    /// <summary>Speech has begun and not ended.</summary>
    public bool IsSpeech { get; private set; }

    /// <summary>Hears audio.</summary>
    /// <param name="pcm">Mono, any number of samples.</param>
    /// <param name="events">What was noticed is added here, in order.</param>
    public void Process(ReadOnlySpan<short> pcm, ICollection<VadEvent> events)
    {
        while (!pcm.IsEmpty)
        {
            int taken = Math.Min(pcm.Length, _window.Length - _filled);
            pcm[..taken].CopyTo(_window.AsSpan(_filled));
            pcm = pcm[taken..];
            _filled += taken;
            if (_filled < _window.Length) return;
            _filled = 0;
            Window(LevelMeter.Decibels(_window) > Settings.LevelDecibels, events);
        }
    }

    /// <summary>Forgets an utterance that has begun, as when the buffer is cleared or committed by hand.</summary>
    public void Reset()
    {
        IsSpeech = false;
        _voiced = 0;
        _lastEndMs = _timeMs;
    }

    private void Window(bool voiced, ICollection<VadEvent> events)
    {
        if (IsSpeech) Continue(voiced, events);
        else Wait(voiced, events);
        _timeMs += WindowMs;
    }

    private void Wait(bool voiced, ICollection<VadEvent> events)
    {
        if (voiced && _voiced == 0) _onsetMs = _timeMs;
        _voiced = Math.Max(0, _voiced + (voiced ? 1 : -1));
        if (_voiced < WindowsToStart) return;
        IsSpeech = true;
        _voiced = 0;
        _silentMs = 0;
        events.Add(new VadEvent(true, Math.Max(_onsetMs - Settings.PrefixPaddingMs, _lastEndMs)));
    }

    private void Continue(bool voiced, ICollection<VadEvent> events)
    {
        _silentMs = voiced ? 0 : _silentMs + WindowMs;
        if (_silentMs < Settings.SilenceDurationMs) return;
        IsSpeech = false;
        _lastEndMs = _timeMs + WindowMs;
        events.Add(new VadEvent(false, _lastEndMs));
    }
}
