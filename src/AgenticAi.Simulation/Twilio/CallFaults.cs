namespace AgenticAi.Simulation.Twilio;

/// <summary>What goes wrong on Twilio's side of one call. Without anything set, nothing does.</summary>
public sealed record CallFaults
{
    /// <summary>Nothing goes wrong.</summary>
    public static CallFaults None { get; } = new();

    /// <summary>Signature of the webhook and status requests.</summary>
    public SignatureFault WebhookSignature { get; init; }

    /// <summary>Signature of the WebSocket upgrade.</summary>
    public SignatureFault StreamSignature { get; init; }

    /// <summary>Sends <c>connected</c> and nothing more, as a stranger on the socket would.</summary>
    public bool NeverStart { get; init; }

    /// <summary>Changes the custom parameters the TwiML gave before they go into <c>start</c>: a wrong, stolen or missing token.</summary>
    public Func<IReadOnlyDictionary<string, string>, IReadOnlyDictionary<string, string>>? Parameters { get; init; }

    /// <summary>Changes the URL of the stream before it is opened: another path, another token.</summary>
    public Func<Uri, Uri>? StreamUrl { get; init; }

    /// <summary>The CallSid that <c>start</c> tells, when it is not to be the real one.</summary>
    public string? CallSidInStart { get; init; }

    /// <summary>Each message is sent in WebSocket frames of this many bytes; 0 for one frame a message.</summary>
    public int FragmentBytes { get; init; }

    /// <summary>Media frames that never arrive. Their time passes in the timestamps.</summary>
    public IReadOnlyList<LostFrames> LostFrames { get; init; } = [];

    /// <summary>Marks are reached and never come back.</summary>
    public bool MarksLost { get; init; }

    /// <summary>The webhook is asked twice, as after an answer that was lost; the second answer counts.</summary>
    public bool WebhookTwice { get; init; }

    /// <summary>From this time of the stream on no media comes any more, though the connection stays.</summary>
    public TimeSpan? MediaStopsAt { get; init; }

    /// <summary>At this time of the stream Twilio stops reading what the server sends.</summary>
    public TimeSpan? ReadingStopsAt { get; init; }

    /// <summary>
    /// At this time of the connection the line dies without a word: nothing arrives any more on either side, pings included, and no end
    /// of it either. Not with a handler of one's own.
    /// </summary>
    public TimeSpan? LineDiesAt { get; init; }

    /// <summary>Messages of any content that are sent in between.</summary>
    public IReadOnlyList<InjectedMessage> Messages { get; init; } = [];
}

/// <summary>Media frames that are lost on the way.</summary>
/// <param name="From">Time of the stream of the first one.</param>
/// <param name="Count">How many frames of 20 ms.</param>
public sealed record LostFrames(TimeSpan From, int Count)
{
    internal bool Include(TimeSpan time) => time >= From && time < From + Count * MediaFrame.Duration;
}

/// <summary>A message that Twilio would not send.</summary>
/// <param name="At">Time of the stream.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="Binary">As a binary message, else as text.</param>
public sealed record InjectedMessage(TimeSpan At, ReadOnlyMemory<byte> Payload, bool Binary = false);
