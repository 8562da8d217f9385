using System.Text;
using AgenticAi.Calls.Actors.Legs;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Testing;
using AgenticAi.Twilio.MediaStreams;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AgenticAi.Calls.Actors.Tests.Legs;

/// <summary>The nine cases of the sink that writes to the caller's leg: its consumer is the socket.</summary>
public sealed class EncodeSinkTests(StreamKit kit) : IClassFixture<StreamKit>, IDisposable
{
    private readonly CallMetrics _metrics = new(() => []);
    private readonly AudioBuffers _buffers = new();
    private readonly ManualTimeProvider _time = new();
    private readonly RecordingLoggerFactory _log = new();
    private readonly SteppedWebSocket _socket = new();
    private readonly RunEnd _end = new();

    public void Dispose()
    {
        _metrics.Dispose();
        _socket.Dispose();
        _log.Dispose();
    }

    [Fact]
    public Task Each_command_is_one_message_and_in_order() => RunAsync(commands =>
    {
        commands.SendNext(Play(160));
        Sent().ShouldBe("""{"event":"media","streamSid":"MZ1","media":{"payload":""" + $"\"{Convert.ToBase64String(new byte[160])}\"}}}}");
        _socket.CompleteSend();
        commands.SendNext(new SendMark("m1"));
        Sent().ShouldBe("""{"event":"mark","streamSid":"MZ1","mark":{"name":"m1"}}""");
        _socket.CompleteSend();
        commands.SendNext(new ClearAudio(0));
        Sent().ShouldBe("""{"event":"clear","streamSid":"MZ1"}""");
        _socket.CompleteSend();
        commands.SendComplete();
    });

    [Fact]
    public Task While_a_write_is_under_way_the_next_command_is_not_pulled() => RunAsync(commands =>
    {
        commands.SendNext(Play(160));
        commands.SendNext(new SendMark("m1"));
        commands.Pending.ShouldBe(0);
        commands.Probe.HasMessages.ShouldBeFalse("one is being written, one waits before the stage, and no more is wanted");
        Sent().ShouldContain("media");
        _socket.CompleteSend();
        Sent().ShouldContain("mark");
        commands.ExpectRequest().ShouldBe(1);
        _socket.CompleteSend();
        commands.SendComplete();
    });

    [Fact]
    public Task What_is_being_written_when_upstream_completes_is_written_to_its_end() => RunAsync(commands =>
    {
        commands.SendNext(Play(160));
        commands.SendComplete();
        _end.Stopped.IsCompleted.ShouldBeFalse();
        _socket.CompleteSend();
    });

    [Fact]
    public Task When_upstream_fails_in_the_middle_of_a_write_the_run_waits_for_the_write() => RunAsync(commands =>
    {
        commands.SendNext(Play(160));
        commands.SendError(new IOException("upstream is gone"));
        _end.Stopped.IsCompleted.ShouldBeFalse("its buffer is still in use");
        _buffers.Outstanding.ShouldBe(1);
        _socket.CompleteSend();
    });

    [Fact]
    public async Task Stopped_from_outside_in_the_middle_of_a_write_the_run_waits_for_the_write()
    {
        ActorMaterializer materializer = kit.Materializer();
        TestPublisher.Probe<CallerCommand> commands = Run(materializer, await ConnectionAsync());
        commands.SendNext(Play(160));
        materializer.Shutdown();
        commands.ExpectCancellation();
        _end.Stopped.IsCompleted.ShouldBeFalse("its buffer is still in use");
        _socket.CompleteSend();
        await NothingIsLeftAsync();
    }

    [Fact]
    public Task What_cannot_be_written_ends_the_run_by_the_sink_s_name() => RunAsync(async commands =>
    {
        commands.SendNext(Play(160));
        _socket.FailSend(new NotSupportedException("no more"));
        commands.ExpectCancellation();
        (await _end.First.Within()).Detail.ShouldBe("Stage EncodeSink failed: no more");
    });

    [Fact]
    public async Task A_leg_that_is_gone_is_left_to_its_reader_and_nothing_waits_for_it()
    {
        using var pair = new WebSocketPair();
        MediaStreamConnection connection = await ConnectionAsync(pair);
        await kit.AllStopAsync(async materializer =>
        {
            TestPublisher.Probe<CallerCommand> commands = Run(materializer, connection);
            pair.Cut();
            commands.SendNext(Play(160));
            commands.SendNext(Play(160));
            commands.SendComplete();
            await _end.Stopped.Within();
        });
        _log.Lines.Count(line => line.Message.Contains("twilio", StringComparison.Ordinal)).ShouldBe(2);
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task The_last_words_reach_a_slow_peer_whole()
    {
        using var pair = new WebSocketPair(wireBytes: 64);
        MediaStreamConnection connection = await ConnectionAsync(pair);
        await kit.AllStopAsync(async materializer =>
        {
            TestPublisher.Probe<CallerCommand> commands = Run(materializer, connection);
            commands.SendNext(Play(1600));
            commands.SendComplete();
            (await pair.Client.ReceiveTextAsync()).ShouldContain(Convert.ToBase64String(new byte[1600]));
            await _end.Stopped.Within();
        });
        await NothingIsLeftAsync();
    }

    /// <summary>A peer that reads nothing any more is cut off at the end of a call: the write under way then ends as if it were cancelled.</summary>
    [Fact]
    public async Task A_leg_that_is_cut_in_the_middle_of_a_write_holds_the_run_up_no_longer()
    {
        using var pair = new WebSocketPair(wireBytes: 64);
        MediaStreamConnection connection = await ConnectionAsync(pair);
        await kit.AllStopAsync(async materializer =>
        {
            TestPublisher.Probe<CallerCommand> commands = Run(materializer, connection);
            commands.SendNext(Play(1600));
            commands.SendNext(Play(1600));
            _end.Stopped.IsCompleted.ShouldBeFalse();
            connection.Abort();
            commands.SendComplete();
            await _end.Stopped.Within();
        });
        await NothingIsLeftAsync();
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private string Sent() => Text(_socket.Sent);

    private PlayAudio Play(int bytes)
    {
        AudioBuffer audio = _buffers.Rent(bytes);
        audio.Span.Clear();
        return new PlayAudio(audio, 0);
    }

    private Task RunAsync(Action<TestPublisher.Probe<CallerCommand>> test) => RunAsync(commands =>
    {
        test(commands);
        return Task.CompletedTask;
    });

    private async Task RunAsync(Func<TestPublisher.Probe<CallerCommand>, Task> test)
    {
        MediaStreamConnection connection = await ConnectionAsync();
        await kit.AllStopAsync(materializer => test(Run(materializer, connection)));
        await NothingIsLeftAsync();
    }

    private async Task NothingIsLeftAsync()
    {
        await _end.Stopped.Within();
        _buffers.Outstanding.ShouldBe(0);
    }

    private TestPublisher.Probe<CallerCommand> Run(IMaterializer materializer, MediaStreamConnection connection)
    {
        var telemetry = new CallTelemetry(_metrics, _log.CreateLogger("call"), logTranscripts: false);
        TestPublisher.Probe<CallerCommand> commands = kit.CreatePublisherProbe<CallerCommand>();
        Source.FromPublisher(commands).To(new EncodeSink(connection, telemetry, _time)).WithAttributes(new Attributes(_end)).Run(materializer);
        _end.Release();
        commands.EnsureSubscription();
        // The probe has brought its own.
        StreamKit.LikeAServer();
        return commands;
    }

    private Task<MediaStreamConnection> ConnectionAsync() => CallRig.AcceptAsync(_socket, _time, message =>
    {
        _socket.Deliver(Encoding.UTF8.GetBytes(message));
        return Task.CompletedTask;
    }).Within();

    private Task<MediaStreamConnection> ConnectionAsync(WebSocketPair pair) =>
        CallRig.AcceptAsync(pair.Server, _time, pair.Client.SendTextAsync).Within();
}
