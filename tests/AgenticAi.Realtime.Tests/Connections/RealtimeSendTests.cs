using System.Net.WebSockets;
using System.Text.Json;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;
using AgenticAi.Testing;

namespace AgenticAi.Realtime.Tests.Connections;

public sealed class RealtimeSendTests : IDisposable
{
    private readonly RealtimePeer _peer = new();

    public void Dispose() => _peer.Dispose();

    [Fact]
    public async Task Audio_is_appended_byte_by_byte()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        await connection.AppendAudioAsync(new byte[] { 1, 2, 3 }, TestContext.Current.CancellationToken);
        JsonElement message = await _peer.ReceiveAsync();
        message.GetRawText().ShouldBe("""{"type":"input_audio_buffer.append","audio":"AQID"}""");
    }

    [Fact]
    public async Task No_audio_is_no_message()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        await connection.AppendAudioAsync(ReadOnlyMemory<byte>.Empty, TestContext.Current.CancellationToken);
        await connection.SendAsync(new InputAudioCommit(), TestContext.Current.CancellationToken);
        (await _peer.ReceiveAsync()).GetProperty("type").GetString().ShouldBe("input_audio_buffer.commit");
    }

    [Fact]
    public async Task Senders_at_the_same_time_take_turns()
    {
        const int senders = 8;
        const int each = 50;
        await using RealtimeConnection connection = await _peer.OpenAsync();
        Task sending = Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(
            async () =>
            {
                byte[] audio = new byte[960];
                audio.AsSpan().Fill((byte)sender);
                for (int i = 0; i < each; i++)
                {
                    await connection.AppendAudioAsync(audio, TestContext.Current.CancellationToken);
                    await connection.SendAsync(new ItemDelete($"item_{sender}"), TestContext.Current.CancellationToken);
                }
            },
            TestContext.Current.CancellationToken)));
        int appended = 0, deleted = 0;
        for (int i = 0; i < senders * each * 2; i++)
        {
            JsonElement message = await _peer.ReceiveAsync();
            if (message.TryGetProperty("audio", out JsonElement audio))
            {
                appended++;
                audio.GetBytesFromBase64().Distinct().Count().ShouldBe(1);
            }
            else
            {
                deleted++;
            }
        }

        await sending.Within();
        appended.ShouldBe(senders * each);
        deleted.ShouldBe(senders * each);
    }

    [Fact]
    public async Task After_a_loss_sending_throws()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(new TestReceiver(), CancellationToken.None);
        _peer.Cut();
        await reading.Within();
        await Should.ThrowAsync<WebSocketException>(async () => await connection.SendAsync(new InputAudioClear(), CancellationToken.None));
    }

    [Fact]
    public async Task After_disposal_sending_throws()
    {
        RealtimeConnection connection = await _peer.OpenAsync();
        await connection.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(
            async () => await connection.AppendAudioAsync(new byte[2], CancellationToken.None));
    }
}
