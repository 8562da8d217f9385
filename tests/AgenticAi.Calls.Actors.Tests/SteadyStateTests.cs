using System.Net.WebSockets;
using System.Text;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Actors.Tests.Legs;
using AgenticAi.Calls.Actors.Tests.Stages;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Testing;
using AgenticAi.Twilio.MediaStreams;
using Akka.Streams;
using Xunit.Abstractions;

namespace AgenticAi.Calls.Actors.Tests;

/// <summary>
/// A whole call in steady state: caller audio in and on to the model, model audio in and on to the caller, marks out and back. Both
/// sockets complete on the test's own thread, and so does everything between them. Runs alone: a collection that another test brings
/// about trims the pools that are counted here.
/// </summary>
[CollectionDefinition(nameof(SteadyStateTests), DisableParallelization = true)]
[Collection(nameof(SteadyStateTests))]
public sealed class SteadyStateTests(StreamKit kit, ITestOutputHelper output) : IClassFixture<StreamKit>, IDisposable
{
    private readonly SteppedWebSocket _caller = new() { SendsAtOnce = true };
    private readonly SteppedWebSocket _model = new() { SendsAtOnce = true };
    private readonly QuietClock _time = new();
    private int _marks;

    public void Dispose()
    {
        _caller.Dispose();
        _model.Dispose();
    }

    /// <summary>
    /// What a frame of the caller costs on its way to the model: the frame itself (72 bytes), and what Akka makes to bring a signal from the
    /// reading loop into the graph (120). Nothing between two stages.
    /// </summary>
    [Theory]
    [InlineData(RealtimeAudioFormat.Pcm16At24kHz)]
    [InlineData(RealtimeAudioFormat.MuLaw)]
    public async Task A_frame_of_the_caller_allocates_no_more_than_200_bytes(RealtimeAudioFormat format)
    {
        byte[][] caller = [.. Enumerable.Range(0, 5).Select(CallerMessage)];
        double perFrame = await MeasureAsync(format, () => Hear(caller, model: null));
        perFrame.ShouldBeLessThanOrEqualTo(200);
    }

    /// <summary>The same while the agent speaks: a delta of the model for each frame, and a mark for each 100 ms.</summary>
    [Theory]
    [InlineData(RealtimeAudioFormat.Pcm16At24kHz, 960)]
    [InlineData(RealtimeAudioFormat.MuLaw, 160)]
    public async Task Both_directions_together_allocate_no_more_than_600_bytes_in_20_ms(RealtimeAudioFormat format, int bytesIn20Ms)
    {
        byte[][] caller = [.. Enumerable.Range(0, 5).Select(CallerMessage)];
        byte[] model = Encoding.UTF8.GetBytes(ModelMessages.Delta(new byte[bytesIn20Ms]));
        double per20Ms = await MeasureAsync(format, () => Hear(caller, model));
        _marks.ShouldBeGreaterThanOrEqualTo(2_000, "the agent was heard to the end");
        per20Ms.ShouldBeLessThanOrEqualTo(600);
    }

    /// <returns>Bytes for 20 ms of a call.</returns>
    private async Task<double> MeasureAsync(RealtimeAudioFormat format, Action tenthOfASecond)
    {
        StreamKit.LikeAServer();
        CallOptions options = Options.For(format);
        MediaStreamConnection stream = await CallRig.AcceptAsync(_caller, _time, Say(_caller)).Within();
        RealtimeConnection connection = await CallRig.ConnectAsync(_model, options.Session, _time, Say(_model)).Within();
        using var rig = new CallRig(stream, _ => Task.FromResult(connection), options, new RecordingBrain(), _time);
        ActorMaterializer materializer = kit.Materializer();
        RunEnd end = rig.Run(materializer);

        // A hundred seconds: every name of a mark has been used once.
        for (int i = 0; i < 1_000; i++) tenthOfASecond();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++) tenthOfASecond();
        double allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / 5_000.0;
        output.WriteLine($"{format}: {allocated:0.0} bytes for 20 ms of a call");
        int lastAppend = _model.Sent.Length;

        _caller.Deliver(Encoding.UTF8.GetBytes(TwilioMessages.Stop));
        _model.Deliver([], type: WebSocketMessageType.Close);
        rig.Stop.Shutdown();
        await end.Stopped.Within();
        materializer.Shutdown();
        rig.Sessions.Dispose();
        lastAppend.ShouldBeGreaterThan(160, "the caller was heard to the end");
        rig.Buffers.Outstanding.ShouldBe(0);
        return allocated;
    }

    private void Hear(byte[][] caller, byte[]? model)
    {
        foreach (byte[] message in caller)
        {
            _caller.Deliver(message);
            if (model is not null) _model.Deliver(model);
            _time.Pass(20);
        }

        if (!_caller.Sent.Span.StartsWith("{\"event\":\"mark\""u8)) return;
        _marks++;
        _caller.Deliver(_caller.Sent.Span);
    }

    private static Func<string, Task> Say(SteppedWebSocket socket) => message =>
    {
        socket.Deliver(Encoding.UTF8.GetBytes(message));
        return Task.CompletedTask;
    };

    private static byte[] CallerMessage(int number) => Encoding.UTF8.GetBytes(TwilioMessages.Media(new byte[160], number * 20));

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
