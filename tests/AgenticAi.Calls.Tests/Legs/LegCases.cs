using System.Net.WebSockets;
using System.Text;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Streams.Embedded;
using AgenticAi.Streams.Graph;
using AgenticAi.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Calls.Tests.Legs;

/// <summary>
/// The nine cases for the two sources that read a socket: there, "pulled while the consumer is blocked" means that reading never
/// stops, and what does not fit is dropped by the boundary's rule and counted.
/// </summary>
public abstract class LegCases : IDisposable
{
    private const int QueueCapacity = 8;

    private readonly CallMetrics _metrics = new(() => []);

    protected WebSocketPair Pair { get; } = new();

    protected AudioBuffers Buffers { get; } = new();

    protected ManualTimeProvider Time { get; } = new();

    protected CallTelemetry Telemetry { get; }

    protected LegCases() => Telemetry = new CallTelemetry(_metrics, NullLogger.Instance, logTranscripts: false);

    /// <summary>The far end of the socket.</summary>
    protected abstract WebSocket Peer { get; }

    /// <summary>Opens the leg on the near end, handshake included.</summary>
    protected abstract Task<(Source Source, Outlet<AudioFrame> Audio)> OpenAsync();

    /// <summary>Connects what the source says besides audio.</summary>
    protected abstract void Connect(BlueprintBuilder graph, Source source, Boundary<TurnInput> rest);

    /// <summary>A message that carries these bytes of audio.</summary>
    protected abstract string Message(ReadOnlySpan<byte> audio);

    /// <summary>The message, if any, and the close that end the leg well.</summary>
    protected abstract Task EndWellAsync();

    public void Dispose()
    {
        Pair.Dispose();
        _metrics.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Split_at_every_byte_a_message_is_read_whole()
    {
        await using Rig rig = await StartAsync();
        byte[] message = Encoding.UTF8.GetBytes(Message([1, 2, 3, 4, 5]));
        for (int cut = 0; cut <= message.Length; cut++)
        {
            await SendAsync(message.AsMemory(0, cut), endOfMessage: false);
            await SendAsync(message.AsMemory(cut), endOfMessage: true);
            (await rig.Sink.NextAsync()).ShouldBe([1, 2, 3, 4, 5], $"cut at {cut}");
        }
    }

    [Fact]
    public async Task Many_messages_at_once_are_read_one_by_one()
    {
        await using Rig rig = await StartAsync();
        for (byte i = 0; i < QueueCapacity; i++) await SendAsync(Message([i]));
        for (byte i = 0; i < QueueCapacity; i++) (await rig.Sink.NextAsync()).ShouldBe([i]);
    }

    [Fact]
    public async Task What_cannot_be_read_is_skipped_and_reading_goes_on()
    {
        await using Rig rig = await StartAsync();
        foreach (string nonsense in (string[])["", "{", "[]", "null", "{}", Message([1])[..^2]]) await SendAsync(nonsense);
        await SendAsync(Message([7]));
        (await rig.Sink.NextAsync()).ShouldBe([7]);
    }

    [Fact]
    public async Task While_the_consumer_is_blocked_reading_goes_on_and_the_oldest_is_dropped()
    {
        await using Rig rig = await StartAsync();
        rig.Sink.Gate = new SyncPoint();
        for (byte i = 0; i < 40; i++) await SendAsync(Message([i]));
        await rig.DroppedAsync(40 - QueueCapacity - 1);
        Interlocked.Exchange(ref rig.Sink.Gate, null)!.Release();
        (await rig.Sink.NextAsync()).ShouldBe([0]);
        (await rig.Sink.NextAsync()).ShouldBe([40 - QueueCapacity]);
    }

    [Fact]
    public async Task When_the_leg_ends_well_what_was_read_is_delivered()
    {
        Rig rig = await StartAsync();
        for (byte i = 0; i < QueueCapacity; i++) await SendAsync(Message([i]));
        await EndWellAsync();
        (await rig.Run.FirstEnd.Within()).ShouldBe(new NodeEnd(rig.Source.Name, null));
        for (byte i = 0; i < QueueCapacity; i++) (await rig.Sink.NextAsync()).ShouldBe([i]);
        await rig.DisposeAsync();
        Buffers.Outstanding.ShouldBe(0);
    }

    [Fact]
    public async Task When_the_line_breaks_the_source_ends_and_everything_is_given_back()
    {
        Rig rig = await StartAsync();
        await SendAsync(Message([1]));
        Pair.Cut();
        (await rig.Run.FirstEnd.Within()).Node.ShouldBe(rig.Source.Name);
        await rig.DisposeAsync();
        Buffers.Outstanding.ShouldBe(0);
    }

    [Fact]
    public async Task When_downstream_fails_the_run_ends_with_its_name_and_everything_is_given_back()
    {
        Rig rig = await StartAsync();
        rig.Sink.Failure = new IOException("downstream is gone");
        await SendAsync(Message([1]));
        (await rig.Run.FirstEnd.Within()).Node.ShouldBe("sink");
        await rig.DisposeAsync();
        Buffers.Outstanding.ShouldBe(0);
    }

    [Fact]
    public async Task Cancelled_in_the_middle_of_a_read_it_ends_at_once()
    {
        Rig rig = await StartAsync();
        await SendAsync(Encoding.UTF8.GetBytes(Message([1])).AsMemory(0, 10), endOfMessage: false);
        await rig.Run.StopAsync().Within();
        await rig.DisposeAsync();
        Buffers.Outstanding.ShouldBe(0);
    }

    [Fact]
    public async Task Stopped_from_outside_with_elements_waiting_everything_is_given_back()
    {
        Rig rig = await StartAsync();
        rig.Sink.Gate = new SyncPoint();
        for (byte i = 0; i < 20; i++) await SendAsync(Message([i]));
        await rig.DroppedAsync(20 - QueueCapacity - 1);
        await rig.DisposeAsync();
        Buffers.Outstanding.ShouldBe(0);
    }

    protected Task SendAsync(string message) => SendAsync(Encoding.UTF8.GetBytes(message), endOfMessage: true);

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, bool endOfMessage) =>
        await Peer.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage, TestContext.Current.CancellationToken);

    private async Task<Rig> StartAsync()
    {
        (Source source, Outlet<AudioFrame> audio) = await OpenAsync();
        return new Rig(source, audio, this);
    }

    private sealed class Rig : IAsyncDisposable, IRunObserver
    {
        private readonly SemaphoreSlim _drops = new(0);

        public Rig(Source source, Outlet<AudioFrame> audio, LegCases leg)
        {
            Source = source;
            var queue = new Boundary<AudioFrame>("queue", QueueCapacity, WhenFull.DropOldest);
            var rest = new Boundary<TurnInput>("rest", 64, WhenFull.DropOldest);
            var graph = new BlueprintBuilder("leg");
            graph.From(audio).Into(queue);
            graph.From(queue).To(Sink);
            leg.Connect(graph, source, rest);
            graph.From(rest).To(new Ignore());
            Run = new EmbeddedEngine(leg.Time).Start(graph.Build(), this);
        }

        public Source Source { get; }

        public GraphRun Run { get; }

        public FrameSink Sink { get; } = new();

        public async Task DroppedAsync(int count)
        {
            for (int i = 0; i < count; i++) await _drops.WaitAsync(TestContext.Current.CancellationToken).Within();
        }

        public ValueTask DisposeAsync() => Run.DisposeAsync();

        void IRunObserver.OnDropped(string boundary, bool firstOfEpisode)
        {
            if (boundary == "queue") _drops.Release();
        }
    }

    private sealed class FrameSink() : Sink<AudioFrame>("sink")
    {
        private readonly System.Threading.Channels.Channel<byte[]> _taken = System.Threading.Channels.Channel.CreateBounded<byte[]>(1024);

        public SyncPoint? Gate;

        public Exception? Failure { get; set; }

        public Task<byte[]> NextAsync() => _taken.Reader.ReadAsync(TestContext.Current.CancellationToken).Within();

        public override async ValueTask WriteAsync(AudioFrame element, CancellationToken cancellationToken)
        {
            using AudioBuffer audio = element.Buffer;
            if (Gate is { } gate) await gate.ArriveAsync(cancellationToken);
            if (Failure is { } failure) throw failure;
            await _taken.Writer.WriteAsync(audio.Span.ToArray(), cancellationToken);
        }
    }

    private sealed class Ignore() : Sink<TurnInput>("ignore")
    {
        public override ValueTask WriteAsync(TurnInput element, CancellationToken cancellationToken)
        {
            element.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
