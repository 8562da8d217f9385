using System.Text;

namespace AgenticAi.Realtime.Events.Reading;

/// <summary>An event of the protocol and how it is made from its fields.</summary>
internal sealed class KnownEvent(string name, Func<EventFields, ServerEvent> build)
{
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    public ServerEvent Read(ReadOnlySpan<byte> message)
    {
        EventFields fields = EventFields.Read(message);
        try
        {
            return build(fields);
        }
        catch (RealtimeProtocolException error)
        {
            throw new RealtimeProtocolException($"{name}: {error.Message}");
        }
    }
}
