namespace AgenticAi.Calls.Turns;

/// <summary>
/// Whether the agent is heard on the caller's side, or was a moment ago, so that what comes back may be its own echo.
/// Turn-taking says so from its loop, the caller's audio asks from another; neither waits. One writer, any number of readers.
/// </summary>
public sealed class AgentVoice(TimeProvider time)
{
    /// <summary>
    /// The way to the caller's ear and back. ITU-T G.114 (https://www.itu.int/rec/T-REC-G.114) wants a telephone connection to take
    /// no more than 150 ms one way for an undisturbed conversation; an echo makes that way twice.
    /// </summary>
    private static readonly TimeSpan EchoTail = TimeSpan.FromMilliseconds(300);

    private readonly long _tail = (long)(EchoTail.TotalSeconds * time.TimestampFrequency);
    private long _echoEnds = long.MinValue;

    /// <summary>Says whether the agent is heard at this moment. To be called as often as one likes: only a change costs anything.</summary>
    /// <param name="isSpeaking">Audio is being played to the caller.</param>
    /// <param name="timestamp">The present, <see cref="TimeProvider.GetTimestamp"/>.</param>
    public void Speaking(bool isSpeaking, long timestamp)
    {
        if (isSpeaking == (_echoEnds == long.MaxValue)) return;
        Volatile.Write(ref _echoEnds, isSpeaking ? long.MaxValue : timestamp + _tail);
    }

    /// <summary>
    /// True while the agent speaks and for 300 ms after it: audio of the caller's side that was read at this time may hold its echo.
    /// </summary>
    /// <param name="timestamp">A <see cref="TimeProvider.GetTimestamp"/>.</param>
    public bool MayEcho(long timestamp) => timestamp < Volatile.Read(ref _echoEnds);
}
