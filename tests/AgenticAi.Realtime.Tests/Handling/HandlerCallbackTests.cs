using System.Threading.Channels;
using AgenticAi.Realtime.Tests.Fixtures;
using AgenticAi.Testing;

namespace AgenticAi.Realtime.Tests.Handling;

public sealed class HandlerCallbackTests : IAsyncDisposable
{
    private static readonly string[] WholeTalk =
    [
        "user turn", "user Call John Smith — über 5 o’clock.", "audio 00010203040506070809", "ai False Loud ",
        "ai True Loud and clear.", "turn",
    ];

    private readonly HandlerFixture _fixture = new();
    private readonly Channel<string> _told = Channel.CreateBounded<string>(100);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Plain_callbacks_hear_everything_in_order()
    {
        _fixture.Handler.SetCallbacks(
            onAudio: audio => Tell($"audio {Convert.ToHexString(audio)}"),
            onTranscript: (text, isFinal) => Tell($"ai {isFinal} {text}"),
            onUserTranscript: text => Tell($"user {text}"),
            onTurnComplete: () => Tell("turn"),
            onUserTurnComplete: () => Tell("user turn"));
        await _fixture.ConnectAsync();
        await TalkAsync();
        (await ToldAsync(6)).ShouldBe(WholeTalk);
    }

    [Fact]
    public async Task Asynchronous_callbacks_hear_everything_in_order()
    {
        _fixture.Handler.SetCallbacks(
            onAudio: async audio => await TellAsync($"audio {Convert.ToHexString(audio)}"),
            onTranscript: async (text, isFinal) => await TellAsync($"ai {isFinal} {text}"),
            onUserTranscript: async text => await TellAsync($"user {text}"),
            onTurnComplete: async () => await TellAsync("turn"),
            onUserTurnComplete: async () => await TellAsync("user turn"));
        await _fixture.ConnectAsync();
        await TalkAsync();
        (await ToldAsync(6)).ShouldBe(WholeTalk);
    }

    [Fact]
    public async Task Plain_and_asynchronous_callbacks_can_be_mixed_and_replaced_while_connected()
    {
        _fixture.Handler.SetCallbacks(onTurnComplete: () => Tell("plain turn"), onUserTranscript: text => Tell("plain " + text.Length));
        await _fixture.ConnectAsync();
        _fixture.Handler.SetCallbacks(onTurnComplete: async () => await TellAsync("async turn"));
        await TalkAsync();
        (await ToldAsync(2)).ShouldBe(["plain 33", "async turn"]);
    }

    [Fact]
    public async Task A_slow_callback_does_not_stop_the_reading()
    {
        var slow = new SyncPoint();
        _fixture.Handler.SetCallbacks(onAudio: async _ => await slow.ArriveAsync(TestContext.Current.CancellationToken));
        _fixture.Handler.SetCallbacks(onTurnComplete: () => Tell("turn"));
        await _fixture.ConnectAsync();
        await _fixture.AudioAsync("r", 1, 1);
        await slow.Arrived;

        // Everything after it is read while the callback waits.
        for (byte i = 2; i < 100; i++) await _fixture.AudioAsync("r", i, i);
        for (byte i = 1; i < 100; i++)
            (await _fixture.Handler.GetAudioAsync(TestContext.Current.CancellationToken).Within()).ShouldBe([i, i]);
        await _fixture.EndResponseAsync("r");
        _told.Reader.Count.ShouldBe(0);
        slow.Release();
        (await ToldAsync(1)).ShouldBe(["turn"]);
    }

    [Fact]
    public async Task A_callback_that_throws_is_logged_and_the_session_goes_on()
    {
        _fixture.Handler.SetCallbacks(
            onAudio: _ => throw new FormatException("my own fault"), onTurnComplete: () => Tell("turn"));
        await _fixture.ConnectAsync();
        await TalkAsync();
        (await ToldAsync(1)).ShouldBe(["turn"]);
        _fixture.Peer.Logs.Lines.ShouldContain(line => line.Exception is FormatException && line.Message.Contains("callback threw"));
        _fixture.Peer.Logs.ShouldHaveNoErrors("A callback threw");
    }

    [Fact]
    public async Task A_callback_may_disconnect()
    {
        var disconnected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _fixture.Handler.SetCallbacks(onTurnComplete: async () =>
        {
            await _fixture.Handler.DisconnectAsync();
            disconnected.SetResult();
        });
        await _fixture.ConnectAsync();
        await _fixture.EndResponseAsync("r");
        await _fixture.Peer.ReceiveCloseAsync();
        await _fixture.Peer.CloseAsync(1000, "");
        await disconnected.Task.Within();
        await Should.ThrowAsync<InvalidOperationException>(async () => await _fixture.Handler.GetAudioAsync());
    }

    [Fact]
    public async Task Callbacks_that_wait_are_called_before_a_disconnect_is_done()
    {
        _fixture.Handler.SetCallbacks(onTurnComplete: () => Tell("turn"));
        await _fixture.ConnectAsync();
        await _fixture.EndResponseAsync("r");
        await _fixture.AudioAsync("r", 1, 1);
        await _fixture.Handler.GetAudioAsync(TestContext.Current.CancellationToken).Within();
        Task disconnecting = _fixture.Handler.DisconnectAsync();
        await _fixture.Peer.CloseAsync(1000, "");
        await disconnecting.Within();
        _told.Reader.TryRead(out string? told).ShouldBeTrue();
        told.ShouldBe("turn");
    }

    [Fact]
    public async Task A_disconnect_waits_two_seconds_for_callbacks_and_then_for_the_running_one_only()
    {
        var slow = new SyncPoint();
        _fixture.Handler.SetCallbacks(onAudio: async _ => await slow.ArriveAsync(TestContext.Current.CancellationToken));
        _fixture.Handler.SetCallbacks(onTurnComplete: () => Tell("turn"));
        await _fixture.ConnectAsync();
        await _fixture.AudioAsync("r", 1, 1);
        await _fixture.EndResponseAsync("r");
        await slow.Arrived;
        Task disconnecting = _fixture.Handler.DisconnectAsync();
        await _fixture.Peer.CloseAsync(1000, "");
        await _fixture.Peer.Time.AdvanceUntilAsync(
            TimeSpan.FromSeconds(1),
            () => _fixture.Logged.Any(text => text.StartsWith("Callbacks were still waiting", StringComparison.Ordinal)),
            "the warning about waiting callbacks");

        disconnecting.IsCompleted.ShouldBeFalse();
        slow.Release();
        await disconnecting.Within();
        _told.Reader.Count.ShouldBe(0);
    }

    [Fact]
    public async Task When_callbacks_are_too_slow_for_long_the_oldest_notifications_are_dropped()
    {
        var slow = new SyncPoint();
        int heard = 0;
        _fixture.Handler.SetCallbacks(onAudio: async audio =>
        {
            heard++;
            await slow.ArriveAsync(TestContext.Current.CancellationToken);
            if (audio[0] == 3) await TellAsync("last");
        });
        _fixture.Handler.SetCallbacks(onTurnComplete: () => Tell("turn"));
        await _fixture.ConnectAsync();
        await _fixture.AudioAsync("r", 1);
        await slow.Arrived;
        for (int i = 0; i < 4200; i++) await _fixture.AudioAsync("r", 2);
        await _fixture.EndResponseAsync("r");
        await _fixture.AudioAsync("r", 3);
        while ((await _fixture.Handler.GetAudioAsync(TestContext.Current.CancellationToken).Within())[0] != 3)
        {
            // Until the last piece has been read, and so all before it.
        }

        slow.Release();
        (await ToldAsync(2)).ShouldBe(["turn", "last"]);
        heard.ShouldBe(1 + 4096 - 1);
        _fixture.Logged.Count(text => text.StartsWith("The callbacks are too slow", StringComparison.Ordinal)).ShouldBe(1);
    }

    private async Task TalkAsync()
    {
        await _fixture.Peer.SendAsync(Samples.Read("input_audio_buffer.speech_stopped"));
        await _fixture.Peer.SendAsync(Samples.Read("conversation.item.input_audio_transcription.completed"));
        await _fixture.Peer.SendAsync("""{"type":"conversation.item.input_audio_transcription.completed","item_id":"i"}""");
        await _fixture.Peer.SendAsync(Samples.Read("response.created"));
        await _fixture.Peer.SendAsync(Samples.Read("response.output_audio.delta"));
        await _fixture.Peer.SendAsync(Samples.Read("response.output_audio_transcript.delta"));
        await _fixture.Peer.SendAsync(Samples.Read("response.output_audio_transcript.done"));
        await _fixture.Peer.SendAsync(Samples.Read("response.done"));
    }

    private void Tell(string text) => _told.Writer.TryWrite(text).ShouldBeTrue();

    private async Task TellAsync(string text)
    {
        await Task.Yield();
        Tell(text);
    }

    private async Task<List<string>> ToldAsync(int count)
    {
        var told = new List<string>();
        while (told.Count < count) told.Add(await _told.Reader.ReadAsync(TestContext.Current.CancellationToken).Within());
        return told;
    }
}
