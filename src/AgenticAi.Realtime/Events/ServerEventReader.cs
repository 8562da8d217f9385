using System.Buffers;
using System.Text.Json;
using AgenticAi.Realtime.Events.Reading;

namespace AgenticAi.Realtime.Events;

/// <summary>Reads what the server sends. One for each connection, one message at a time: it keeps the ids that repeat.</summary>
/// <remarks>
/// Properties may come in any order, the type last; what is not known is skipped. Audio is decoded from the message straight into
/// the caller's buffer without an allocation, everything else becomes a <see cref="ServerEvent"/>.
/// </remarks>
public sealed class ServerEventReader
{
    private readonly AudioDeltaReader _audio = new();

    /// <summary>Reads one message.</summary>
    /// <param name="message">A whole message, UTF-8 JSON.</param>
    /// <param name="audio">Takes the decoded audio of a delta, in the session's format; is not touched by anything else.</param>
    /// <param name="delta">What the audio belongs to, when the result is null.</param>
    /// <returns>The event, or null for a piece of audio.</returns>
    /// <exception cref="RealtimeProtocolException">
    /// Not JSON, no type, or a field is missing without which the event means nothing.
    /// </exception>
    public ServerEvent? Read(ReadOnlySpan<byte> message, IBufferWriter<byte> audio, out AudioDelta delta)
    {
        ArgumentNullException.ThrowIfNull(audio);
        delta = default;
        try
        {
            Utf8JsonReader type = EventType.Find(message);
            if (type.ValueTextEquals("response.output_audio.delta"u8))
            {
                delta = _audio.Read(message, audio);
                return null;
            }

            return EventCatalog.Find(ref type) is { } known
                ? known.Read(message)
                : EventType.ReadUnknown(ref type, message);
        }
        catch (JsonException error)
        {
            throw new RealtimeProtocolException($"not JSON at line {error.LineNumber}, byte {error.BytePositionInLine}");
        }
        catch (InvalidOperationException)
        {
            // What Utf8JsonReader throws for text that is not UTF-8 or holds half a surrogate pair.
            throw new RealtimeProtocolException("a text that is not Unicode");
        }
    }
}
