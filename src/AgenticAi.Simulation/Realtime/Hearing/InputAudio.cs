namespace AgenticAi.Simulation.Realtime.Hearing;

/// <summary>The input audio buffer of a session: what was appended, what of it was committed, and what the VAD noticed.</summary>
internal sealed class InputAudio(int mostKept)
{
    private readonly List<short> _kept = [];
    private AudioFormat _format = AudioFormat.Pcm;
    private EnergyVad? _vad;
    private NoiseEar _noises = new(AudioFormat.Pcm.SampleRate, startMs: 0);
    private int _baseMs;
    private long _samples;
    private int _committedMs;

    /// <summary>Time of the audio of the session: how much was appended.</summary>
    public int TotalMs => _baseMs + (int)(_samples * 1000 / _format.SampleRate);

    /// <summary>How much waits to be committed.</summary>
    public int UncommittedMs => TotalMs - _committedMs;

    public AudioFormat Format => _format;

    /// <summary>What was appended in the present format, as far as it is kept.</summary>
    public short[] Recording => [.. _kept];

    /// <summary>Takes over new settings.</summary>
    /// <param name="format">A change begins a new recording.</param>
    /// <param name="vad">Null to detect nothing.</param>
    public void Configure(AudioFormat format, VadSettings? vad)
    {
        if (format != _format)
        {
            _baseMs = TotalMs;
            _samples = 0;
            _kept.Clear();
            _format = format;
            _vad = null;
            _noises = new NoiseEar(format.SampleRate, _baseMs);
        }

        if (vad is null) _vad = null;
        else if (_vad is null) _vad = new EnergyVad(format.SampleRate, vad, TotalMs);
        else _vad.Settings = vad;
    }

    public void Append(ReadOnlySpan<byte> bytes, ICollection<VadEvent> events)
    {
        short[] pcm = _format.Decode(bytes);
        _samples += pcm.Length;
        _kept.AddRange(pcm.AsSpan(0, Math.Min(pcm.Length, Math.Max(0, mostKept - _kept.Count))));
        _noises.Process(pcm);
        _vad?.Process(pcm, events);
    }

    /// <summary>Commits what waits up to a time.</summary>
    public CommittedAudio Commit(int fromMs, int toMs)
    {
        _committedMs = toMs;
        return new CommittedAudio(toMs - fromMs, _noises.IsNoise(fromMs, toMs));
    }

    public CommittedAudio CommitAll()
    {
        CommittedAudio audio = Commit(_committedMs, TotalMs);
        _vad?.Reset();
        return audio;
    }

    public void Clear() => CommitAll();
}
