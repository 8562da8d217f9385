namespace AgenticAi.Simulation.Twilio;

/// <summary>Hears what comes out of a <see cref="PlayoutBuffer"/>. Positions are samples at 8 kHz.</summary>
public interface IPlayoutListener
{
    /// <summary>Audio was played.</summary>
    /// <param name="position">When its first sample was heard.</param>
    /// <param name="offset">Which sample it is of all that were ever put in.</param>
    /// <param name="mulaw">One byte a sample.</param>
    void Played(long position, long offset, ReadOnlySpan<byte> mulaw);

    /// <summary>Everything before a mark has been played, or was thrown away.</summary>
    /// <param name="name">Name of the mark.</param>
    /// <param name="position">When.</param>
    /// <param name="cleared">It was thrown away.</param>
    void MarkReached(string name, long position, bool cleared);

    /// <summary>There was nothing to play between two pieces of audio that no clear separates.</summary>
    /// <param name="from">End of the first piece.</param>
    /// <param name="to">Beginning of the second.</param>
    void Gap(long from, long to);
}
