using System.Threading.Channels;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;
using AgenticAi.Testing;

namespace AgenticAi.Realtime.Tests.Connections;

/// <summary>Keeps what it is given until a test asks for it.</summary>
internal sealed class TestReceiver : IRealtimeReceiver
{
    private readonly Channel<object> _received = Channel.CreateBounded<object>(10_000);

    public void OnAudio(in AudioDelta delta, ReadOnlySpan<byte> audio) => Keep((delta, Convert.ToHexString(audio)));

    public void OnEvent(ServerEvent serverEvent) => Keep(serverEvent);

    public void OnRejected(string reason) => Keep(reason);

    /// <summary>The next thing received: an event, a reason, or audio as (delta, hexadecimal).</summary>
    public Task<object> NextAsync() => _received.Reader.ReadAsync(TestContext.Current.CancellationToken).Within();

    private void Keep(object received) => _received.Writer.TryWrite(received).ShouldBeTrue();
}
