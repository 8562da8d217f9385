using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Tests.Fixtures;
using AgenticAi.Testing;

namespace AgenticAi.Realtime.Tests.Handling;

public sealed class OpenAIRealtimeHandlerTests
{
    [Fact]
    public async Task The_session_is_set_up_as_the_constructor_says()
    {
        await using var fixture = new HandlerFixture(voice: "onyx");
        JsonElement session = (await fixture.ConnectAsync()).GetProperty("session");
        session.GetProperty("instructions").GetString().ShouldBe("Be brief.");
        session.GetProperty("audio").GetProperty("output").GetProperty("voice").GetString().ShouldBe("cedar");
        JsonElement input = session.GetProperty("audio").GetProperty("input");
        input.GetProperty("format").GetRawText().ShouldBe("""{"type":"audio/pcm","rate":24000}""");
        input.GetProperty("transcription").GetProperty("model").GetString().ShouldBe("gpt-transcribe");
        input.GetProperty("turn_detection").GetProperty("silence_duration_ms").GetInt32().ShouldBe(300);
    }

    [Fact]
    public async Task The_initial_prompt_is_a_text_to_respond_to()
    {
        await using var fixture = new HandlerFixture();
        await fixture.ConnectAsync("Hello!");
        JsonElement item = (await fixture.Peer.ReceiveAsync()).GetProperty("item");
        item.GetRawText().ShouldBe("""{"type":"message","role":"user","content":[{"type":"input_text","text":"Hello!"}]}""");
        (await fixture.SentTypeAsync()).ShouldBe("response.create");
    }

    [Fact]
    public async Task Audio_goes_out_and_comes_in()
    {
        await using var fixture = new HandlerFixture();
        await fixture.ConnectAsync();
        await fixture.Handler.SendAudioAsync(new byte[] { 1, 2 }, TestContext.Current.CancellationToken);
        (await fixture.Peer.ReceiveAsync()).GetProperty("audio").GetBytesFromBase64().ShouldBe([1, 2]);
        await fixture.AudioAsync("r", 3, 4, 5, 6);
        (await fixture.Handler.GetAudioAsync(TestContext.Current.CancellationToken).Within()).ShouldBe([3, 4, 5, 6]);
        fixture.Logged.ShouldContain("First audio chunk received! 4 bytes");
    }

    [Fact]
    public async Task Chunks_that_wait_go_together_ten_at_most()
    {
        await using var fixture = new HandlerFixture(wireBytes: 16 * 1024);
        await fixture.ConnectAsync();

        // More than the wire takes: until the server reads on, this one is being sent.
        await fixture.Handler.SendAudioAsync(new byte[64 * 1024], TestContext.Current.CancellationToken);
        await fixture.Peer.Socket.ReceiveAsync(new byte[16].AsMemory(), TestContext.Current.CancellationToken).AsTask().Within();
        for (byte i = 0; i < 12; i++) await fixture.Handler.SendAudioAsync(new[] { i, i }, TestContext.Current.CancellationToken);
        await ReadToTheEndAsync(fixture.Peer.Socket);

        (await fixture.Peer.ReceiveAsync()).GetProperty("audio").GetBytesFromBase64()
            .ShouldBe([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9]);
        (await fixture.Peer.ReceiveAsync()).GetProperty("audio").GetBytesFromBase64().ShouldBe([10, 10, 11, 11]);
    }

    [Fact]
    public async Task No_chunk_is_lost_or_changed_and_each_hundred_is_told()
    {
        await using var fixture = new HandlerFixture();
        await fixture.ConnectAsync();
        const int chunks = 1000;
        Task sending = Task.Run(
            async () =>
            {
                byte[] chunk = new byte[4096];
                for (int i = 0; i < chunks; i++)
                {
                    BitConverter.TryWriteBytes(chunk, i);
                    await fixture.Handler.SendAudioAsync(chunk);
                }
            },
            TestContext.Current.CancellationToken);
        int received = 0;
        while (received < chunks)
        {
            byte[] audio = (await fixture.Peer.ReceiveAsync()).GetProperty("audio").GetBytesFromBase64();
            for (int at = 0; at < audio.Length; at += 4096) BitConverter.ToInt32(audio, at).ShouldBe(received++);
        }

        await sending.Within();
        await fixture.AudioAsync("r", 1);
        await fixture.Handler.GetAudioAsync(TestContext.Current.CancellationToken).Within();
        await fixture.Peer.SeeOffAsync(fixture.Handler.DisconnectAsync());
        fixture.Logged.Where(text => text.StartsWith("Sent ", StringComparison.Ordinal)).ShouldBe(
            Enumerable.Range(1, 10).Select(hundred => $"Sent {hundred}00 audio chunks"));
    }

    [Fact]
    public async Task A_text_waits_until_the_response_is_done()
    {
        await using var fixture = new HandlerFixture();
        await fixture.ConnectAsync();
        await fixture.BeginResponseAsync("r1");
        await fixture.AudioAsync("r1", 1);
        await fixture.Handler.GetAudioAsync(TestContext.Current.CancellationToken).Within();
        await fixture.Handler.SendTextAsync("The mail is sent.");
        await fixture.Handler.SendAudioAsync(new byte[2], TestContext.Current.CancellationToken);
        (await fixture.SentTypeAsync()).ShouldBe("input_audio_buffer.append");
        await fixture.EndResponseAsync("r1");
        (await fixture.SentTypeAsync()).ShouldBe("conversation.item.create");
        (await fixture.SentTypeAsync()).ShouldBe("response.create");
    }

    [Fact]
    public async Task Texts_get_one_response_each_in_order()
    {
        await using var fixture = new HandlerFixture();
        await fixture.ConnectAsync();
        await fixture.Handler.SendTextAsync("one");
        await fixture.Handler.SendTextAsync("two");
        (await fixture.Peer.ReceiveAsync()).GetRawText().ShouldContain("one");
        (await fixture.SentTypeAsync()).ShouldBe("response.create");

        // The second one waits from the moment the response is asked for, not only from its beginning.
        await fixture.AudioAsync("r0", 1);
        await fixture.Handler.GetAudioAsync(TestContext.Current.CancellationToken).Within();
        await fixture.Handler.SendAudioAsync(new byte[2], TestContext.Current.CancellationToken);
        (await fixture.SentTypeAsync()).ShouldBe("input_audio_buffer.append");
        await fixture.BeginResponseAsync("r1");
        await fixture.EndResponseAsync("r1");
        (await fixture.Peer.ReceiveAsync()).GetRawText().ShouldContain("two");
        (await fixture.SentTypeAsync()).ShouldBe("response.create");
    }

    [Fact]
    public async Task A_response_that_is_refused_because_another_one_is_active_is_asked_for_again()
    {
        await using var fixture = new HandlerFixture();
        await fixture.ConnectAsync();
        await fixture.Handler.SendTextAsync("one");
        await fixture.SentTypeAsync();
        string id = (await fixture.Peer.ReceiveAsync()).GetProperty("event_id").GetString()!;

        // The caller spoke at the same moment, and the server began an answer of its own.
        await fixture.BeginResponseAsync("r1");
        const string code = "conversation_already_has_active_response";
        await fixture.Peer.SendAsync($$$"""{"type":"error","error":{"type":"x","code":"{{{code}}}","event_id":"{{{id}}}"}}""");
        await fixture.EndResponseAsync("r1");
        (await fixture.SentTypeAsync()).ShouldBe("response.create");
    }

    [Fact]
    public async Task After_a_response_that_was_refused_for_another_reason_the_next_text_goes_out()
    {
        await using var fixture = new HandlerFixture();
        await fixture.ConnectAsync();
        await fixture.Handler.SendTextAsync("one");
        await fixture.SentTypeAsync();
        string id = (await fixture.Peer.ReceiveAsync()).GetProperty("event_id").GetString()!;
        await fixture.Peer.SendAsync($$$"""{"type":"error","error":{"type":"server_error","code":"oops","event_id":"{{{id}}}"}}""");
        await fixture.Handler.SendTextAsync("two");
        (await fixture.Peer.ReceiveAsync()).GetRawText().ShouldContain("two");
    }

    [Fact]
    public async Task A_text_within_a_turn_asks_for_no_response()
    {
        await using var fixture = new HandlerFixture();
        await fixture.ConnectAsync();
        await fixture.Handler.SendTextAsync("a note", endOfTurn: false);
        await fixture.Handler.SendTextAsync("a question");
        (await fixture.Peer.ReceiveAsync()).GetRawText().ShouldContain("a note");
        (await fixture.Peer.ReceiveAsync()).GetRawText().ShouldContain("a question");
        (await fixture.SentTypeAsync()).ShouldBe("response.create");
    }

    [Fact]
    public async Task Too_many_waiting_texts_are_refused()
    {
        await using var fixture = new HandlerFixture();
        await fixture.ConnectAsync();
        await fixture.BeginResponseAsync("r1");
        await fixture.AudioAsync("r1", 1);
        await fixture.Handler.GetAudioAsync(TestContext.Current.CancellationToken).Within();
        for (int i = 0; i < 32; i++) await fixture.Handler.SendTextAsync("text");
        await Should.ThrowAsync<InvalidOperationException>(() => fixture.Handler.SendTextAsync("one too many"));
    }

    [Fact]
    public async Task When_the_user_begins_to_speak_the_rest_of_the_answer_is_dropped()
    {
        await using var fixture = new HandlerFixture();
        await fixture.ConnectAsync();
        await fixture.BeginResponseAsync("r1");
        await fixture.AudioAsync("r1", 1);
        await fixture.AudioAsync("r1", 2);
        await fixture.Peer.SendAsync(Samples.Read("input_audio_buffer.speech_started"));
        await fixture.AudioAsync("r1", 3);
        await fixture.EndResponseAsync("r1");
        await fixture.BeginResponseAsync("r2");
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.Handler.SetCallbacks(onTurnComplete: () => answered.TrySetResult());
        await fixture.AudioAsync("r2", 4);
        await fixture.EndResponseAsync("r2");
        await answered.Task.Within();
        (await fixture.Handler.GetAudioAsync(TestContext.Current.CancellationToken).Within()).ShouldBe([4]);
    }

    [Fact]
    public async Task What_the_user_says_is_logged_only_when_that_is_wanted()
    {
        foreach (bool wanted in (bool[])[false, true])
        {
            await using var fixture = new HandlerFixture(logTranscripts: wanted);
            await fixture.ConnectAsync();
            var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            fixture.Handler.SetCallbacks(onUserTranscript: _ => heard.SetResult());
            await fixture.Peer.SendAsync(Samples.Read("conversation.item.input_audio_transcription.completed"));
            await heard.Task.Within();
            string line = fixture.Logged.Single(text => text.StartsWith("OPENAI USER TRANSCRIPT", StringComparison.Ordinal));
            line.Contains("John Smith", StringComparison.Ordinal).ShouldBe(wanted);
        }
    }

    [Fact]
    public async Task Audio_nobody_fetches_is_kept_within_bounds()
    {
        await using var fixture = new HandlerFixture();
        await fixture.ConnectAsync();
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.Handler.SetCallbacks(onTurnComplete: () => turn.SetResult());
        for (int i = 0; i < 4098; i++) await fixture.AudioAsync("r", BitConverter.GetBytes(i));
        await fixture.EndResponseAsync("r");
        await turn.Task.Within();
        BitConverter.ToInt32(await fixture.Handler.GetAudioAsync(TestContext.Current.CancellationToken).Within()).ShouldBe(2);
        fixture.Logged.Count(text => text.StartsWith("Received audio is not fetched", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task When_the_line_breaks_what_came_can_still_be_fetched_and_then_it_says_so()
    {
        await using var fixture = new HandlerFixture();
        await fixture.ConnectAsync();
        await fixture.AudioAsync("r", 1);
        await fixture.Peer.CloseAsync(1011, "oops");
        (await fixture.Handler.GetAudioAsync(TestContext.Current.CancellationToken).Within()).ShouldBe([1]);
        await Should.ThrowAsync<ChannelClosedException>(fixture.Handler.GetAudioAsync(TestContext.Current.CancellationToken).Within());
        await Should.ThrowAsync<InvalidOperationException>(
            async () => await fixture.Handler.SendAudioAsync(new byte[2], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_connection_everything_says_so()
    {
        await using var handler = new OpenAIRealtimeHandler("sk-1");
        await Should.ThrowAsync<InvalidOperationException>(async () => await handler.GetAudioAsync(TestContext.Current.CancellationToken));
        await Should.ThrowAsync<InvalidOperationException>(
            async () => await handler.SendAudioAsync(new byte[2], TestContext.Current.CancellationToken));
        await Should.ThrowAsync<InvalidOperationException>(() => handler.SendTextAsync("x"));
        await handler.DisconnectAsync();
    }

    [Fact]
    public async Task It_connects_once_at_a_time_and_again_after_a_disconnect()
    {
        await using var fixture = new HandlerFixture();
        await fixture.ConnectAsync();
        await Should.ThrowAsync<InvalidOperationException>(
            fixture.Handler.ConnectAsync(fixture.Peer.Client, cancellationToken: TestContext.Current.CancellationToken));
        await fixture.Peer.SeeOffAsync(fixture.Handler.DisconnectAsync());

        using var second = new Connections.RealtimePeer();
        Task connecting = fixture.Handler.ConnectAsync(second.Client, cancellationToken: TestContext.Current.CancellationToken);
        await second.ShakeHandsAsync();
        await connecting.Within();
        await fixture.Handler.SendTextAsync("again");
        (await second.ReceiveAsync()).GetRawText().ShouldContain("again");
        await second.SeeOffAsync(fixture.Handler.DisconnectAsync());
    }

    [Fact]
    public async Task A_retired_model_is_refused_with_its_replacement_named()
    {
        await using var fixture = new HandlerFixture(model: "gpt-4o-realtime-preview-2024-12-17");
        RealtimeConnectException error = await Should.ThrowAsync<RealtimeConnectException>(
            fixture.Handler.ConnectAsync(fixture.Peer.Client, cancellationToken: TestContext.Current.CancellationToken));
        error.Message.ShouldContain("use gpt-realtime-2.1");
    }

    private static async Task ReadToTheEndAsync(WebSocket socket)
    {
        byte[] buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult frame;
        do frame = await socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken).AsTask().Within();
        while (!frame.EndOfMessage);
    }
}
