using System.Net.WebSockets;

namespace AgenticAi.Simulation.Twilio;

/// <summary>Reads what the server sends on a media stream.</summary>
internal sealed class StreamListener(CallContext call, StreamSocket socket, StreamLog log, StreamTalker talker)
{
    // twilio.com/docs/api/errors: 31950 binary message, 31951 invalid message; each once a stream.
    private const int MalformedMessage = 31950;
    private const int InvalidMessage = 31951;

    /// <returns>True when the server sent a close frame, false when the connection was lost.</returns>
    public async Task<bool> ListenAsync(CancellationToken hard)
    {
        try
        {
            while (call.Plan.Faults.ReadingStopsAt is not { } stop || talker.Elapsed < stop)
            {
                if (await socket.ReceiveAsync(hard) is not { } received) return true;
                Hear(received.Type, received.Message);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, call.Options.Time, hard);
            return false;
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // A socket that is aborted between two messages is a disposed one for the next receive.
            return false;
        }
    }

    private void Hear(WebSocketMessageType type, ReadOnlyMemory<byte> raw)
    {
        if (type == WebSocketMessageType.Binary)
        {
            Refuse(MalformedMessage, "binary message", raw.Span);
            return;
        }

        OutboundMessage message = OutboundMessage.Read(raw, talker.StreamSid);
        switch (message.Kind)
        {
            case OutboundKind.Media:
                log.Media(talker.Position, message.Audio, atOnce: call.Plan.Unpaced);
                break;
            case OutboundKind.Mark:
                log.Mark(talker.Position, message.Mark);
                break;
            case OutboundKind.Clear:
                log.Clear(talker.Position);
                break;
            default:
                Refuse(InvalidMessage, message.Fault, raw.Span);
                break;
        }
    }

    private void Refuse(int code, string rule, ReadOnlySpan<byte> message)
    {
        log.Violation(rule, message);
        call.Log.ErrorOnce(code, $"The server sent an invalid message: {rule}.", talker.StreamSid);
    }
}
