using AgenticAi.Audio.Levels;

namespace AgenticAi.Simulation.Twilio;

/// <summary>Tells when the agent speaks, from what is played to the caller. Pure: positions are samples at 8 kHz.</summary>
internal sealed class AgentEar
{
    // Telephone speech lies around -20 dB, comfort noise below -50.
    private const double AudibleDecibels = -45;

    /// <summary>Shorter silences belong to the speech.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private long? _lastHeard;

    /// <summary>Hears a piece of what is played.</summary>
    /// <returns>Whether it was audible at all, and whether speech began with it.</returns>
    public (bool Audible, bool Began) Hear(long end, ReadOnlySpan<byte> mulaw)
    {
        bool audible = LevelMeter.DecibelsOfMuLaw(mulaw) > AudibleDecibels;
        bool began = audible && _lastHeard is null;
        if (audible) _lastHeard = end;
        return (audible, began);
    }

    /// <summary>True once when speech has ended: nothing was heard for <see cref="Pause"/>.</summary>
    public bool HasStopped(long now)
    {
        if (_lastHeard is not { } last || now - last < MediaFrame.ToSamples(Pause)) return false;
        _lastHeard = null;
        return true;
    }
}
