using AgenticAi.Realtime.Events;

namespace AgenticAi.Realtime.Connections;

/// <summary>
/// Takes what the server sends, in order, on the loop that reads the socket. Must return at once: whatever is slow belongs behind a
/// queue. What it throws ends the loop.
/// </summary>
public interface IRealtimeReceiver
{
    /// <summary>A piece of the model's audio.</summary>
    /// <param name="delta">What it belongs to.</param>
    /// <param name="audio">Audio in the session's format, gone when the method returns. It need not be whole samples.</param>
    void OnAudio(in AudioDelta delta, ReadOnlySpan<byte> audio);

    /// <summary>Anything else, errors included.</summary>
    void OnEvent(ServerEvent serverEvent);

    /// <summary>A message that could not be read was skipped. The connection goes on.</summary>
    /// <param name="reason">What was wrong with it, without its content.</param>
    void OnRejected(string reason);
}
