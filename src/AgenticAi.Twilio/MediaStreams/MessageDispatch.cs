using System.Buffers;
using System.Globalization;
using AgenticAi.WebSockets;

namespace AgenticAi.Twilio.MediaStreams;

/// <summary>Reads each message of a running stream and hands it to the receiver. Allocates nothing for audio.</summary>
internal static class MessageDispatch
{
    /// <summary>Returns whether the stream was stopped.</summary>
    public static bool Take(in ReceivedMessage message, IMediaStreamReceiver receiver, int maxMessageBytes)
    {
        if (message.Kind is ReceivedKind.Text) return TakeText(message.Payload.Span, receiver);
        string length = message.Length.ToString(CultureInfo.InvariantCulture);
        receiver.OnRejected(message.Kind is ReceivedKind.TooLong
            ? string.Create(CultureInfo.InvariantCulture, $"A message of {length} bytes is longer than the limit of {maxMessageBytes}.")
            : $"A binary message of {length} bytes; media streams are text.");
        return false;
    }

    private static bool TakeText(ReadOnlySpan<byte> utf8, IMediaStreamReceiver receiver)
    {
        // From the pool and back within this call: whatever ends the stream, the buffer has one owner.
        byte[] payload = ArrayPool<byte>.Shared.Rent(utf8.Length);
        try
        {
            if (Parse(utf8, payload, receiver, out MediaFrame frame, out TwilioMessage? message))
                return Deliver(message, frame, payload, receiver);
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(payload);
        }
    }

    private static bool Parse(
        ReadOnlySpan<byte> utf8, byte[] payload, IMediaStreamReceiver receiver, out MediaFrame frame, out TwilioMessage? message)
    {
        try
        {
            message = MediaStreamReader.Read(utf8, payload, out frame);
            return true;
        }
        catch (TwilioProtocolException error)
        {
            receiver.OnRejected(error.Message);
            (frame, message) = (default, null);
            return false;
        }
    }

    private static bool Deliver(TwilioMessage? message, in MediaFrame frame, byte[] payload, IMediaStreamReceiver receiver)
    {
        switch (message)
        {
            case null:
                receiver.OnMedia(frame, payload.AsSpan(0, frame.PayloadBytes));
                return false;
            case Connected or StreamStarted:
                receiver.OnRejected($"A '{(message is Connected ? "connected" : "start")}' message in a stream that has begun.");
                return false;
            default:
                receiver.OnMessage(message);
                return message is Stopped;
        }
    }
}
