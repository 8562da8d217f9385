namespace AgenticAi.Simulation.Twilio;

/// <summary>One side of a call on its timeline: PCM at 8 kHz, silence where nobody wrote. Not safe for several threads.</summary>
internal sealed class AudioTrack
{
    private short[] _samples = [];
    private int _length;

    public void Write(long position, ReadOnlySpan<short> samples)
    {
        int end = checked((int)(position + samples.Length));
        if (end > _samples.Length) Array.Resize(ref _samples, Math.Max(end, Math.Max(2 * _samples.Length, 10 * MediaFrame.SampleRate)));
        samples.CopyTo(_samples.AsSpan((int)position));
        _length = Math.Max(_length, end);
    }

    public ReadOnlyMemory<short> ToMemory() => _samples.AsSpan(0, _length).ToArray();
}
