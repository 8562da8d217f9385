using System.Net.WebSockets;
using System.Text.Json;
using AgenticAi.Testing;
using AgenticAi.Twilio.MediaStreams;
using AgenticAi.WebSockets.Tests;

namespace AgenticAi.Twilio.Tests.MediaStreams;

public class MediaStreamSendTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Media_mark_and_clear_arrive_in_the_order_they_were_sent()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        await harness.Connection.SendMediaAsync(Fixture.Audio, Token);
        await harness.Connection.SendMarkAsync("item_7:160:2:41", Token);
        await harness.Connection.SendClearAsync(Token);
        foreach (string name in (string[])["media", "mark", "clear"])
            (await harness.ReceiveAsync()).ToString().ShouldBe(Fixture.Sent(name));
    }

    [Fact]
    public async Task Senders_on_many_threads_never_mix_their_messages()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync(wireBytes: 2000);
        Task[] sending =
        [
            .. Enumerable.Range(0, 40).Select(number => Task.Run(
                async () =>
                {
                    await harness.Connection.SendMediaAsync(Enumerable.Repeat((byte)number, number * 20).ToArray(), Token);
                    await harness.Connection.SendMarkAsync($"mark {number}", Token);
                    await harness.Connection.SendClearAsync(Token);
                },
                Token)),
        ];

        var seen = new Dictionary<string, int>();
        for (int i = 0; i < 120; i++)
        {
            JsonElement message = (await harness.ReceiveAsync())!.Value;
            string name = message.GetProperty("event").GetString()!;
            seen[name] = seen.GetValueOrDefault(name) + 1;
            if (name != "media") continue;
            byte[] audio = message.GetProperty("media").GetProperty("payload").GetBytesFromBase64();
            audio.ShouldAllBe(value => value * 20 == audio.Length);
        }

        await Task.WhenAll(sending).Within();
        seen.ShouldBe(new Dictionary<string, int> { ["media"] = 40, ["mark"] = 40, ["clear"] = 40 }, ignoreOrder: true);
    }

    [Fact]
    public async Task Sending_goes_on_while_nothing_is_received_and_while_reading()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        Task<MediaStreamEnd> reading = harness.Connection.ReceiveAsync(harness.Receiver, Token);
        await harness.Connection.SendMarkAsync("while reading", Token);
        (await harness.ReceiveAsync()).ShouldNotBeNull();
        await harness.SendAsync(Fixture.Received("stop"));
        await reading.Within();
        await harness.Connection.SendMarkAsync("after stop", Token);
        (await harness.ReceiveAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task Sending_on_a_connection_that_is_gone_is_an_exception()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync();
        harness.Pair.Cut();
        await Should.ThrowAsync<WebSocketException>(harness.Connection.SendMediaAsync(Fixture.Audio, Token).Within());
    }

    [Fact]
    public async Task A_sender_may_give_up_on_a_peer_that_does_not_read()
    {
        await using StreamHarness harness = await StreamHarness.StartedAsync(wireBytes: 500);
        using var cancellation = new CancellationTokenSource();
        Task sending = harness.Connection.SendMediaAsync(new byte[4000], cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        (await Record.ExceptionAsync(() => sending.Within())).ShouldNotBeNull();
        harness.Pair.Server.State.ShouldBe(WebSocketState.Aborted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sending_allocates_nothing_whether_or_not_it_has_to_wait(bool atOnce)
    {
        using var socket = new SteppedWebSocket { SendsAtOnce = atOnce };
        SynchronizationContext.SetSynchronizationContext(null);
        var connection = new MediaStreamConnection(socket, new MediaStreamLimits(), TimeProvider.System);
        Task<StreamStarted> starting = connection.ReceiveStartAsync(CancellationToken.None);
        socket.Deliver(Fixture.ReceivedBytes("connected"));
        socket.Deliver(Fixture.ReceivedBytes("start"));
        starting.IsCompletedSuccessfully.ShouldBeTrue();

        byte[] audio = new byte[160];
        Allocations.Of(() =>
        {
            Complete(connection.SendMediaAsync(audio, CancellationToken.None));
            Complete(connection.SendMarkAsync("item_7:160:2:41", CancellationToken.None));
            Complete(connection.SendClearAsync(CancellationToken.None));
        }).ShouldBe(0);

        void Complete(ValueTask sending)
        {
            if (!atOnce) socket.CompleteSend();
            Completed.Result(sending);
        }
    }
}
