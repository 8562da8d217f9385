namespace AgenticAi.Calls.Turns.Playing;

/// <summary>Sizes of what is sent to the caller, in μ-law bytes (8,000 a second).</summary>
internal static class PlaybackLimits
{
    public const int BytesPerMs = 8;

    /// <summary>20 ms: Twilio plays in frames of 160 bytes, and anything else makes it stutter.</summary>
    public const int FrameBytes = 160;

    /// <summary>100 ms a message: a fifth of the messages that single frames would need, and a mark often enough.</summary>
    public const int ChunkBytes = 5 * FrameBytes;

    /// <summary>Speech on a quiet line begins with one frame, whose mark soon tells how far the caller's side has come.</summary>
    public const int FirstChunkBytes = FrameBytes;

    /// <summary>
    /// Audio is sent while no more than this is unplayed on the caller's side, so at most 200 ms are ahead: enough for a late timer
    /// or a short stall, little enough that a mark's clock stays close to what is heard.
    /// </summary>
    public static readonly TimeSpan LowWater = TimeSpan.FromMilliseconds(100);

    /// <summary>Two minutes of one part: more than anyone listens to, less than a megabyte.</summary>
    public const int MaxWaitingBytes = 120_000 * BytesPerMs;
}
