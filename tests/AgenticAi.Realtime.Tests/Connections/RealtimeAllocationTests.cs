using System.Text;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Realtime.Tests.Connections;

public sealed class RealtimeAllocationTests
{
    private static readonly byte[] Delta = Encoding.UTF8.GetBytes(
        "{\"type\":\"response.output_audio.delta\",\"response_id\":\"r\",\"item_id\":\"i\",\"delta\":\""
        + Convert.ToBase64String(new byte[1920]) + "\"}");

    [Fact]
    public async Task Receiving_audio_allocates_nothing()
    {
        using var socket = new ScriptedSocket(Delta, times: 2000);
        await using RealtimeConnection connection = await ConnectAsync(socket);
        var meter = new Meter();
        await connection.ReceiveAsync(meter, CancellationToken.None);
        meter.Heard.ShouldBe(2000);
        meter.Allocated.ShouldBe(0);
    }

    [Fact]
    public async Task Sending_audio_allocates_nothing()
    {
        using var socket = new ScriptedSocket([], times: 0);
        await using RealtimeConnection connection = await ConnectAsync(socket);
        byte[] audio = new byte[960];
        long before = 0;
        for (int i = 0; i < 2000; i++)
        {
            if (i == 1000) before = GC.GetAllocatedBytesForCurrentThread();
            ValueTask sending = connection.AppendAudioAsync(audio, CancellationToken.None);
            sending.IsCompletedSuccessfully.ShouldBeTrue();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        socket.LastSentBytes.ShouldBe(1327);
    }

    private static Task<RealtimeConnection> ConnectAsync(ScriptedSocket socket) => RealtimeConnection.ConnectAsync(
        socket,
        RealtimePeer.Endpoint(),
        new RealtimeSession(),
        new RealtimeConnectionOptions(),
        TimeProvider.System,
        NullLogger.Instance,
        TestContext.Current.CancellationToken);

    /// <summary>Compares what the thread had allocated in the middle of the stream and at its end.</summary>
    private sealed class Meter : IRealtimeReceiver
    {
        private long _before;

        public int Heard { get; private set; }

        public long Allocated { get; private set; }

        public void OnAudio(in AudioDelta delta, ReadOnlySpan<byte> audio)
        {
            Heard++;
            if (Heard == 1000) _before = GC.GetAllocatedBytesForCurrentThread();
            if (Heard == 2000) Allocated = GC.GetAllocatedBytesForCurrentThread() - _before;
        }

        public void OnEvent(ServerEvent serverEvent) => throw new InvalidOperationException("Only audio was sent.");

        public void OnRejected(string reason) => throw new InvalidOperationException(reason);
    }
}
