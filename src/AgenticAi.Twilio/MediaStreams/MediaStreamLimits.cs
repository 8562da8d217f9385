namespace AgenticAi.Twilio.MediaStreams;

/// <summary>How much a media stream may ask of this server.</summary>
public sealed record MediaStreamLimits
{
    /// <summary>
    /// Longest message that is read, in bytes. Twilio's are some 300 bytes long (20 ms of audio), the start message with its custom
    /// parameters (500 characters each) a few thousand; 64 KiB are a hundred times what is common and nothing to worry about.
    /// </summary>
    public int MaxMessageBytes { get; init => field = AtLeastAStart(value); } = 64 * 1024;

    /// <summary>
    /// How long a socket may take to say which call it is. Twilio does so as soon as the socket is open; ten seconds forgive a slow
    /// network, and bound what a socket that never speaks can hold.
    /// </summary>
    public TimeSpan StartTimeout { get; init => field = Positive(value); } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the peer may take to answer a close frame before the connection is cut. No option: internal for tests of a peer that
    /// does not answer.
    /// </summary>
    internal TimeSpan CloseTimeout { get; init => field = Positive(value); } = TimeSpan.FromSeconds(5);

    /// <summary>A limit under which not even a start message fits would refuse every call.</summary>
    private static int AtLeastAStart(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1024, nameof(MaxMessageBytes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 16 * 1024 * 1024, nameof(MaxMessageBytes));
        return value;
    }

    private static TimeSpan Positive(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
        return value;
    }
}
