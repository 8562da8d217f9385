namespace AgenticAi.WebSockets;

/// <summary>What one receive brought.</summary>
public enum ReceivedKind
{
    /// <summary>A whole text message; the payload is its UTF-8.</summary>
    Text,

    /// <summary>A whole binary message.</summary>
    Binary,

    /// <summary>The peer sent a close frame. There is nothing more to read.</summary>
    Close,

    /// <summary>The message was longer than the limit. It was read to its end and thrown away; the next one can be received.</summary>
    TooLong,
}

/// <summary>One whole message, however many frames it came in.</summary>
/// <param name="Kind">What was received.</param>
/// <param name="Payload">The bytes of a text or binary message, valid until the next receive; otherwise empty.</param>
/// <param name="Length">Length of the message in bytes, also of one that was too long.</param>
public readonly record struct ReceivedMessage(ReceivedKind Kind, ReadOnlyMemory<byte> Payload, long Length);
