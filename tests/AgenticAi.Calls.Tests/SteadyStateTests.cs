using System.Net.WebSockets;
using System.Text;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Caller;
using AgenticAi.Calls.Lifecycle;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Streams.Embedded;
using AgenticAi.Testing;
using AgenticAi.Twilio.MediaStreams;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Calls.Tests;

/// <summary>
/// A whole call in steady state, counted to the byte: caller audio in and on to the model, model audio in and on to the caller,
/// marks out and back. Both sockets complete on the test's own thread, and so does everything between them.
/// Runs alone: a collection that another test brings about trims the pools that are counted here.
/// </summary>
[CollectionDefinition(nameof(SteadyStateTests), DisableParallelization = true)]
[Collection(nameof(SteadyStateTests))]
public sealed class SteadyStateTests : IDisposable
{
    private const string Handshake = """{"type":"session.created","session":{"type":"realtime","id":"sess_1","model":"gpt-realtime-2.1"}}""";
    private const string Updated = """{"type":"session.updated","session":{"type":"realtime","id":"sess_1","model":"gpt-realtime-2.1"}}""";

    private readonly SteppedWebSocket _caller = new() { SendsAtOnce = true };
    private readonly SteppedWebSocket _model = new() { SendsAtOnce = true };
    private readonly QuietClock _time = new();
    private readonly AudioBuffers _buffers = new();
    private RealtimeWebSocketFlow? _realtime;
    private int _marks;

    public void Dispose()
    {
        _caller.Dispose();
        _model.Dispose();
    }

    [Theory]
    [InlineData(RealtimeAudioFormat.Pcm16At24kHz, 960)]
    [InlineData(RealtimeAudioFormat.MuLaw, 160)]
    public async Task A_call_allocates_nothing(RealtimeAudioFormat format, int bytesIn20Ms)
    {
        using var metrics = new CallMetrics(() => []);
        await using GraphRun run = await StartAsync(format, metrics);
        byte[][] caller = [.. Enumerable.Range(0, 5).Select(CallerMessage)];
        byte[] model = Delta(bytesIn20Ms);

        // A hundred seconds: every name of a mark has been used once.
        for (int i = 0; i < 1100; i++) TenthOfASecond(caller, model);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) TenthOfASecond(caller, model);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        int lastAppend = _model.Sent.Length;
        _caller.Deliver("""{"event":"stop","stop":{}}"""u8);
        _model.Deliver([], type: WebSocketMessageType.Close);
        await run.StopAsync().Within();
        _realtime!.Dispose();

        allocated.ShouldBe(0);
        lastAppend.ShouldBeGreaterThan(bytesIn20Ms, "the caller was heard to the end");
        _marks.ShouldBe(1200, "and the model, mark by mark");
        _buffers.Outstanding.ShouldBe(0);
    }

    private async Task<GraphRun> StartAsync(RealtimeAudioFormat format, CallMetrics metrics)
    {
        var telemetry = new CallTelemetry(metrics, NullLogger.Instance, logTranscripts: false);
        var stream = new MediaStreamConnection(_caller, new MediaStreamLimits(), _time);
        Task<StreamStarted> started = stream.ReceiveStartAsync(CancellationToken.None);
        _caller.Deliver("""{"event":"connected","protocol":"Call","version":"1.0.0"}"""u8);
        _caller.Deliver("""{"event":"start","start":{"streamSid":"MZ1","callSid":"CA1","customParameters":{}},"streamSid":"MZ1"}"""u8);
        await started.Within();

        var session = new RealtimeSession { Format = format };
        Task<RealtimeConnection> connecting = RealtimeConnection.ConnectAsync(
            _model, new RealtimeEndpoint(RealtimeEndpoint.OpenAI, "sk-test", RealtimeModel.Default), session,
            new RealtimeConnectionOptions(), _time, NullLogger.Instance, CancellationToken.None);
        _model.Deliver(Encoding.UTF8.GetBytes(Handshake));
        _model.Deliver(Encoding.UTF8.GetBytes(Updated));
        await connecting.Within();

        _realtime = new RealtimeWebSocketFlow(
            _ => connecting, Options.For(format), new RecordingBrain(), _buffers, telemetry, new LastWords(), _time);
        return new EmbeddedEngine(_time).Start(
            CallGraph.Draw(
                new TwilioSource(stream, _buffers, telemetry, _time),
                new EncodeSink(stream, telemetry, _time),
                _realtime,
                new CallControl(), Options.For(format), new RecordingBrain(), telemetry, _buffers, _time),
            telemetry);
    }

    private void TenthOfASecond(byte[][] caller, byte[] model)
    {
        foreach (byte[] message in caller)
        {
            _caller.Deliver(message);
            _model.Deliver(model);
            _time.Pass(20);
        }

        if (!_caller.Sent.Span.StartsWith("{\"event\":\"mark\""u8)) return;
        _marks++;
        _caller.Deliver(_caller.Sent.Span);
    }

    private static byte[] CallerMessage(int number) => Encoding.UTF8.GetBytes(
        $$"""{"event":"media","sequenceNumber":"{{number + 3}}","media":{"track":"inbound","chunk":"{{number + 1}}","timestamp":"{{number * 20}}","payload":"{{Convert.ToBase64String(new byte[160])}}"},"streamSid":"MZ1"}""");

    private static byte[] Delta(int bytes) => Encoding.UTF8.GetBytes(
        $$"""{"type":"response.output_audio.delta","event_id":"e","response_id":"resp_1","item_id":"item_1","output_index":0,"content_index":0,"delta":"{{Convert.ToBase64String(new byte[bytes])}}"}""");

    /// <summary>A clock that moves by hand and whose timers never fire: speech is sent when audio or a mark arrives.</summary>
    private sealed class QuietClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => _now;

        public void Pass(int ms) => _now += ms;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
