using AgenticAi.Audio.G711;
using AgenticAi.Audio.Levels;
using AgenticAi.Calls.Audio;

namespace AgenticAi.Calls.Turns;

/// <summary>
/// Keeps the agent's own echo from being taken for the caller: while one may come back, frames that are too quiet for a person are
/// silenced in place. Someone who speaks up opens the gate. μ-law at 8 kHz in and out; the length never changes.
/// </summary>
public sealed class EchoSuppressor
{
    /// <summary>200 ms of audio, 8 bytes a ms: the soft end of a word, or the pause before a consonant, lasts no longer.</summary>
    private const int OpenBytes = 200 * 8;

    private readonly AgentVoice _voice;
    private readonly double _thresholdDb;
    private int _openBytes;

    /// <param name="voice">Tells when an echo may come back.</param>
    /// <param name="thresholdDb">
    /// The level from which a frame passes, in dB relative to overload as <see cref="LevelMeter"/> reads it: −127 (digital silence,
    /// everything passes) to 0.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="thresholdDb"/> is no such level.</exception>
    public EchoSuppressor(AgentVoice voice, double thresholdDb)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(thresholdDb, LevelMeter.Silence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(thresholdDb, 0);
        _voice = voice;
        _thresholdDb = thresholdDb;
    }

    /// <summary>Silences the frame in place when it is taken for an echo.</summary>
    public void Process(AudioFrame frame)
    {
        // By the time it came in: a frame that waited for a slow model is judged by what the agent did then.
        if (!_voice.MayEcho(frame.ReadAt)) _openBytes = 0;
        else if (LevelMeter.DecibelsOfMuLaw(frame.Buffer.Span) >= _thresholdDb) _openBytes = OpenBytes;
        else if (_openBytes > 0) _openBytes -= frame.Buffer.Length;
        else frame.Buffer.Span.Fill(MuLaw.Silence);
    }
}
