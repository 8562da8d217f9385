using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Calls.Tests.Model;

/// <summary>One session on a socket, read and written without a graph: what comes in order, what is skipped, that all comes back.</summary>
public sealed class RealtimeSessionsTests : IDisposable
{
    private readonly CallMetrics _metrics = new(() => []);
    private readonly WebSocketPair _pair = new();
    private readonly ManualTimeProvider _time = new();
    private readonly AudioBuffers _buffers = new();
    private readonly OfferedInputs _inputs = new();
    private readonly CancellationTokenSource _stop = new();
    private RealtimeSessions? _sessions;

    public void Dispose()
    {
        _sessions?.Dispose();
        _inputs.Dispose();
        _stop.Dispose();
        _pair.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task Split_at_every_byte_a_message_is_read_whole()
    {
        await StartAsync();
        byte[] message = Encoding.UTF8.GetBytes(Message([1, 2, 3, 4, 5]));
        for (int cut = 0; cut <= message.Length; cut++)
        {
            await SendAsync(message.AsMemory(0, cut), endOfMessage: false);
            await SendAsync(message.AsMemory(cut), endOfMessage: true);
            (await _inputs.NextAudioAsync()).ShouldBe([1, 2, 3, 4, 5], $"cut at {cut}");
        }
    }

    [Fact]
    public async Task Many_messages_at_once_are_read_one_by_one_and_nobody_has_to_take_them()
    {
        await StartAsync();
        for (byte i = 0; i < 40; i++) await SendAsync(Message([i]));
        for (byte i = 0; i < 40; i++) (await _inputs.NextAudioAsync()).ShouldBe([i]);
    }

    [Fact]
    public async Task What_cannot_be_read_is_skipped_and_reading_goes_on()
    {
        await StartAsync();
        foreach (string nonsense in (string[])["", "{", "[]", "null", "{}", Message([1])[..^2]]) await SendAsync(nonsense);
        await SendAsync(Message([7]));
        (await _inputs.NextAudioAsync()).ShouldBe([7]);
    }

    [Fact]
    public async Task When_the_server_says_goodbye_what_was_read_comes_first_and_the_sessions_end_with_a_reason()
    {
        Task running = await StartAsync();
        for (byte i = 0; i < 8; i++) await SendAsync(Message([i]));
        await _pair.Server.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);
        await running.Within();
        for (byte i = 0; i < 8; i++) (await _inputs.NextAudioAsync()).ShouldBe([i]);
        (await _inputs.NextAsync<ModelGone>()).SessionId.ShouldBe("sess_1");
        _sessions!.End!.Reason.ShouldBe(CallEndReason.OurFault, "opening another one failed");
        NothingIsLent();
    }

    [Fact]
    public async Task When_the_line_breaks_the_sessions_end_and_everything_is_given_back()
    {
        Task running = await StartAsync();
        await AppendAsync([9, 9]);
        await SendAsync(Message([1]));
        (await _inputs.NextAudioAsync()).ShouldBe([1]);
        _pair.Cut();
        await running.Within();
        (await _inputs.NextAsync<ModelGone>()).SessionId.ShouldBe("sess_1");
        NothingIsLent();
    }

    [Fact]
    public async Task When_what_is_said_is_not_taken_the_sessions_fail_with_that()
    {
        Task running = await StartAsync();
        _inputs.Failure = new InvalidOperationException("downstream is gone");
        await SendAsync(Message([1]));
        (await Should.ThrowAsync<InvalidOperationException>(running.Within())).Message.ShouldBe("downstream is gone");
        NothingIsLent();
    }

    [Fact]
    public async Task Stopped_in_the_middle_of_a_message_they_end_at_once_and_everything_is_given_back()
    {
        Task running = await StartAsync();
        await SendAsync(Message([1]));
        await SendAsync(Encoding.UTF8.GetBytes(Message([2])).AsMemory(0, 10), endOfMessage: false);
        await AppendAsync([9, 9]);
        await _stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running.Within());
        _sessions!.End.ShouldBeNull("we ended them");
        NothingIsLent();
        _time.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task Audio_and_commands_are_written_and_a_command_for_another_session_is_not()
    {
        await StartAsync();
        await AppendAsync([1, 2, 3]);
        (await ReceiveAsync()).GetProperty("audio").GetBytesFromBase64().ShouldBe([1, 2, 3]);
        await _sessions!.SendAsync(new ModelCommand(new InputAudioCommit(), Generation: 0), TestContext.Current.CancellationToken);
        await _sessions.SendAsync(new ModelCommand(new ResponseCancel("resp_1"), Generation: 1), TestContext.Current.CancellationToken);
        (await ReceiveAsync()).GetProperty("type").GetString().ShouldBe("response.cancel");
    }

    [Fact]
    public async Task Audio_waits_for_a_session_and_waiting_can_be_given_up()
    {
        var opening = new TaskCompletionSource<RealtimeConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        _sessions = Make(_ => opening.Task);
        Task running = _sessions.RunAsync(_inputs, _stop.Token);
        using var giveUp = new CancellationTokenSource();
        Task waiting = _sessions.AppendAsync(new AudioFrame(_buffers.Copy([1]), readAt: 0), giveUp.Token).AsTask();
        waiting.IsCompleted.ShouldBeFalse();
        await giveUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting.Within());
        opening.SetException(new InvalidOperationException("There is no session here."));
        await running.Within();
        NothingIsLent();
    }

    private static string Message(ReadOnlySpan<byte> audio) =>
        """{"type":"response.output_audio.delta","event_id":"e","response_id":"resp_1","item_id":"item_1","output_index":0"""
        + $$""","content_index":0,"delta":"{{Convert.ToBase64String(audio)}}"}""";

    /// <summary>The session that is there, and none after it.</summary>
    private static OpenSession OpenOnce(Task<RealtimeConnection> connecting)
    {
        int opened = 0;
        return _ => opened++ == 0 ? connecting : throw new InvalidOperationException("There is no other session here.");
    }

    private RealtimeSessions Make(OpenSession open) => new(
        open, Options.For(RealtimeAudioFormat.MuLaw), new RecordingBrain(), _buffers,
        new CallTelemetry(_metrics, NullLogger.Instance, logTranscripts: false), new LastWords(), _time);

    /// <returns>Completes when there is no session any more.</returns>
    private async Task<Task> StartAsync()
    {
        Task<RealtimeConnection> connecting = RealtimeConnection.ConnectAsync(
            _pair.Client, new RealtimeEndpoint(RealtimeEndpoint.OpenAI, "sk-test", RealtimeModel.Default),
            new RealtimeSession { Format = RealtimeAudioFormat.MuLaw }, new RealtimeConnectionOptions(), _time, NullLogger.Instance,
            TestContext.Current.CancellationToken);
        await SendAsync("""{"type":"session.created","session":{"type":"realtime","id":"sess_1","model":"gpt-realtime-2.1"}}""");
        await SendAsync("""{"type":"session.updated","session":{"type":"realtime","id":"sess_1","model":"gpt-realtime-2.1"}}""");
        await connecting.Within();
        (await ReceiveAsync()).GetProperty("type").GetString().ShouldBe("session.update");
        _sessions = Make(OpenOnce(connecting));
        Task running = _sessions.RunAsync(_inputs, _stop.Token);
        ModelReady ready = await _inputs.NextAsync<ModelReady>();
        (ready.SessionId, ready.Generation, ready.OwesAnswer, _sessions.Generation).ShouldBe(("sess_1", 1, false, 1));
        return running;
    }

    private Task AppendAsync(byte[] bytes) =>
        _sessions!.AppendAsync(new AudioFrame(_buffers.Copy(bytes), readAt: 0), TestContext.Current.CancellationToken).AsTask().Within();

    private Task SendAsync(string message) => SendAsync(Encoding.UTF8.GetBytes(message), endOfMessage: true);

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, bool endOfMessage) =>
        await _pair.Server.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage, TestContext.Current.CancellationToken);

    /// <summary>The next message that the server got.</summary>
    private async Task<JsonElement> ReceiveAsync()
    {
        byte[] room = new byte[64 * 1024];
        int length = 0;
        ValueWebSocketReceiveResult received;
        do
        {
            received = await _pair.Server.ReceiveAsync(room.AsMemory(length), TestContext.Current.CancellationToken).Within();
            length += received.Count;
        }
        while (!received.EndOfMessage);
        return JsonElement.Parse(room.AsSpan(0, length));
    }

    private void NothingIsLent()
    {
        _sessions!.Dispose();
        _inputs.Failure = null;
        _inputs.Dispose();
        _buffers.Outstanding.ShouldBe(0);
    }
}
