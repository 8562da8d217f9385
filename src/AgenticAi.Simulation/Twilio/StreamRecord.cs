namespace AgenticAi.Simulation.Twilio;

/// <summary>What happened on one media stream. Times count from the moment the call was dialled.</summary>
public sealed record StreamRecord
{
    public required string StreamSid { get; init; }

    public required Uri Url { get; init; }

    /// <summary>The custom parameters that were sent in <c>start</c>.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>When <c>start</c> was sent; the time of the stream's timestamp 0.</summary>
    public TimeSpan StartedAt { get; init; }

    public TimeSpan EndedAt { get; init; }

    public StreamEndKind End { get; init; }

    /// <summary>Code of the close frame the server sent, if it sent one.</summary>
    public int? CloseCode { get; init; }

    /// <summary>Media frames sent to the server.</summary>
    public long FramesSent { get; init; }

    /// <summary>Samples of audio received from the server, one byte each.</summary>
    public long Received { get; init; }

    /// <summary>Samples the caller heard.</summary>
    public long Played { get; init; }

    /// <summary>Samples thrown away by <c>clear</c>.</summary>
    public long Cleared { get; init; }

    /// <summary>Samples that were left when the stream ended.</summary>
    public long Unplayed { get; init; }

    /// <summary>Media messages received.</summary>
    public long MediaMessages { get; init; }

    /// <summary>Those whose length is not a multiple of 160 bytes: Twilio plays them, callers may hear it.</summary>
    public long UnalignedMedia { get; init; }

    /// <summary>What was heard when, in order.</summary>
    public IReadOnlyList<PlayedRun> Runs { get; init; } = [];

    public IReadOnlyList<MarkRecord> Marks { get; init; } = [];

    public IReadOnlyList<ClearRecord> Clears { get; init; } = [];

    /// <summary>All pauses between pieces of audio that no clear separates, however short or long.</summary>
    public IReadOnlyList<GapRecord> Gaps { get; init; } = [];

    /// <summary>Messages of the server that Twilio would not accept; the first 1,000.</summary>
    public IReadOnlyList<ProtocolViolation> Violations { get; init; } = [];

    /// <summary>Gaps short enough to be a stutter in the middle of speech rather than a pause between two answers.</summary>
    /// <param name="longest">Longer gaps do not count.</param>
    public IEnumerable<GapRecord> Underruns(TimeSpan longest) => Gaps.Where(gap => gap.Length <= longest);
}

/// <summary>Audio that was played without a break.</summary>
/// <param name="At">When its first sample was heard.</param>
/// <param name="Offset">Which sample of all received that was.</param>
/// <param name="Samples">How many.</param>
public sealed record PlayedRun(TimeSpan At, long Offset, long Samples);

/// <summary>A mark.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">When everything before it had been played or was thrown away.</param>
/// <param name="Cleared">It was thrown away.</param>
public sealed record MarkRecord(string Name, TimeSpan At, bool Cleared);

/// <summary>A <c>clear</c>.</summary>
/// <param name="At">When it arrived.</param>
/// <param name="Played">Samples that had been played until then.</param>
/// <param name="Discarded">Samples thrown away.</param>
public sealed record ClearRecord(TimeSpan At, long Played, long Discarded);

/// <summary>A time without audio between two pieces of it.</summary>
/// <param name="At">When it began.</param>
/// <param name="Length">How long it was.</param>
public sealed record GapRecord(TimeSpan At, TimeSpan Length);

/// <summary>A message of the server that Twilio would not accept.</summary>
/// <param name="At">When.</param>
/// <param name="Rule">What is wrong with it.</param>
/// <param name="Message">Its beginning.</param>
public sealed record ProtocolViolation(TimeSpan At, string Rule, string Message);

/// <summary>How a media stream ended.</summary>
public enum StreamEndKind
{
    /// <summary>It was not opened: the server refused the upgrade or was not there.</summary>
    NotConnected,

    /// <summary>Twilio sent <c>stop</c> and closed.</summary>
    Stopped,

    /// <summary>Twilio's side was aborted without <c>stop</c>.</summary>
    Aborted,

    /// <summary>The server closed it with a close frame.</summary>
    ServerClosed,

    /// <summary>The server's side went away without a close frame.</summary>
    ServerLost,
}
