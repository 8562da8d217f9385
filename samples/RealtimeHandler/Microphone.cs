using System.Buffers.Binary;

namespace RealtimeHandlerSample;

/// <summary>Plays a file as if somebody spoke it now, and then silence: each read gives what was "recorded" since the one before.</summary>
internal sealed class Microphone : IDisposable
{
    private const int BytesPerMillisecond = 48;

    // As much as a sound card would keep for a program that comes late.
    private const int MostMilliseconds = 1_000;

    private readonly byte[] _sound;
    private readonly TimeProvider _time;
    private readonly PeriodicTimer _timer;
    private readonly long _start;
    private long _read;
    private int _position;

    /// <param name="file">WAV or raw PCM, 16 bit, 24 kHz, one channel; null for silence only.</param>
    /// <param name="time">The clock that the recording runs by.</param>
    public Microphone(string? file, TimeProvider time)
    {
        _sound = file is null ? [] : WithoutHeader(File.ReadAllBytes(file));
        _time = time;
        _timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), time);
        _start = time.GetTimestamp();
    }

    /// <returns>Some 20 ms of audio, more when the last read was long ago.</returns>
    public async Task<byte[]> ReadAsync()
    {
        await _timer.WaitForNextTickAsync();
        long now = (long)_time.GetElapsedTime(_start).TotalMilliseconds;
        byte[] chunk = new byte[(int)Math.Min(now - _read, MostMilliseconds) * BytesPerMillisecond];
        _read = now;
        int spoken = Math.Min(chunk.Length, _sound.Length - _position);
        _sound.AsSpan(_position, spoken).CopyTo(chunk);
        _position += spoken;
        return chunk;
    }

    public void Dispose() => _timer.Dispose();

    private static byte[] WithoutHeader(byte[] file)
    {
        if (!file.AsSpan().StartsWith("RIFF"u8)) return file;
        if (BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(24)) != 24_000 || file[22] != 1 || file[34] != 16)
            throw new InvalidDataException("The microphone's WAV file must be 16 bit, 24 kHz, one channel.");
        int data = file.AsSpan().IndexOf("data"u8);
        return file[(data + 8)..];
    }
}
