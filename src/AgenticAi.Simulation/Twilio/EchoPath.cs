using AgenticAi.Audio.G711;

namespace AgenticAi.Simulation.Twilio;

/// <summary>
/// Carries what was played to the caller back into the caller's audio. Pure: positions are samples at 8 kHz, and those of the caller's
/// audio never go back. Not safe for several threads.
/// </summary>
internal sealed class EchoPath(LineEcho echo)
{
    private readonly Queue<(long At, short[] Samples)> _returning = new();
    private readonly double _gain = Math.Pow(10, -echo.LossDb / 20);
    private readonly long _delay = MediaFrame.ToSamples(echo.Delay);

    /// <summary>A piece of audio was played.</summary>
    public void Play(long position, ReadOnlySpan<byte> mulaw)
    {
        var samples = new short[mulaw.Length];
        MuLaw.Decode(mulaw, samples);
        _returning.Enqueue((position + _delay, samples));
    }

    /// <summary>Adds the echo to a piece of the caller's audio.</summary>
    public void AddTo(long position, Span<short> pcm)
    {
        while (_returning.TryPeek(out (long At, short[] Samples) over) && over.At + over.Samples.Length <= position) _returning.Dequeue();
        foreach ((long at, short[] samples) in _returning)
        {
            long end = Math.Min(at + samples.Length, position + pcm.Length);
            for (long i = Math.Max(at, position); i < end; i++)
            {
                ref short sample = ref pcm[(int)(i - position)];
                sample = (short)Math.Clamp(Math.Round(sample + _gain * samples[i - at]), short.MinValue, short.MaxValue);
            }
        }
    }
}
