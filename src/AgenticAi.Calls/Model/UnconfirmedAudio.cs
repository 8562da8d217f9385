using AgenticAi.Calls.Audio;
using AgenticAi.Realtime.Sessions;

namespace AgenticAi.Calls.Model;

/// <summary>
/// Caller audio whose words the model has not written down yet. A session that is lost takes it along, and the next one has to hear it
/// again. Speech is kept until its transcript is there, for 10 s at most; of silence the last second, in which speech may have begun
/// unnoticed. Places are milliseconds of the audio that a session was sent, as the model counts them. Safe for any thread.
/// </summary>
internal sealed class UnconfirmedAudio(RealtimeAudioFormat format) : IDisposable
{
    private const int MostMs = 10_000;
    private const int UnnoticedMs = 1_000;

    /// <summary>Buffers that were let go and still stand in the list; they are removed together.</summary>
    private const int MostHoles = 64;

    private readonly int _bytesPerMs = format == RealtimeAudioFormat.Pcm16At24kHz ? 48 : 8;
    private readonly Lock _gate = new();
    private readonly List<AudioBuffer> _audio = [];
    private int _first;
    private int _next;
    private long _firstAt;
    private long _nextAt;
    private int _generation = 1;
    private long _openSinceMs = long.MaxValue;
    private long _writtenMs;

    /// <summary>Adds what the caller said. The buffer belongs to this from here on.</summary>
    public void Add(AudioBuffer audio)
    {
        lock (_gate)
        {
            LetGo();
            _audio.Add(audio);
        }
    }

    /// <summary>
    /// What is to be sent to a session next; a later session than the last begins with what the one before may have taken along. The
    /// audio is valid until the next call.
    /// </summary>
    public bool TryTake(int generation, out ReadOnlyMemory<byte> audio)
    {
        lock (_gate)
        {
            if (generation != _generation)
                (_generation, _next, _firstAt, _nextAt, _openSinceMs, _writtenMs) = (generation, _first, 0, 0, long.MaxValue, 0);
            audio = default;
            if (_next == _audio.Count) return false;
            audio = _audio[_next++].Memory;
            _nextAt += audio.Length;
            return true;
        }
    }

    /// <summary>Says what a session has written down.</summary>
    public void OnProgress(int generation, OpenSpeech speech)
    {
        lock (_gate)
        {
            if (generation != _generation) return;
            _openSinceMs = speech.SinceMs ?? long.MaxValue;
            _writtenMs = speech.WrittenMs;
            LetGo();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            foreach (AudioBuffer audio in _audio.Skip(_first)) audio.Dispose();
            _audio.Clear();
            (_first, _next) = (0, 0);
        }
    }

    private void LetGo()
    {
        long sentMs = _nextAt / _bytesPerMs;
        long needed = Math.Max(Math.Min(_openSinceMs, sentMs - UnnoticedMs), _writtenMs);
        long until = Math.Max(needed, sentMs - MostMs) * _bytesPerMs;
        while (_first < _next && _firstAt + _audio[_first].Length <= until)
        {
            _firstAt += _audio[_first].Length;
            _audio[_first++].Dispose();
        }

        if (_first <= MostHoles) return;
        _audio.RemoveRange(0, _first);
        _next -= _first;
        _first = 0;
    }
}
