using System.Diagnostics.Metrics;
using System.Net.WebSockets;
using System.Text;
using AgenticAi.Calls.Actors.Boundaries;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using AgenticAi.Testing;
using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Calls.Actors.Tests.Legs;

/// <summary>
/// The nine cases for the two stages that read a socket: there, "pulled while the consumer is blocked" means that reading never stops,
/// and what does not fit is dropped by the boundary's rule and counted.
/// </summary>
/// <typeparam name="T">What carries audio.</typeparam>
public abstract class LegCases<T> : IClassFixture<StreamKit>, IDisposable
    where T : class
{
    private const int Capacity = 8;

    private readonly CallMetrics _metrics = new(() => []);
    private readonly MeterListener _drops = new();
    private readonly SemaphoreSlim _dropped = new(0);

    protected LegCases(StreamKit kit)
    {
        Kit = kit;
        Telemetry = new CallTelemetry(_metrics, NullLogger.Instance, logTranscripts: false);
        Out = kit.CreateSubscriberProbe<T>();
        _drops.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument == _metrics.Dropped) listener.EnableMeasurementEvents(instrument);
        };
        _drops.SetMeasurementEventCallback<long>((_, count, _, _) => _dropped.Release((int)count));
        _drops.Start();
    }

    protected StreamKit Kit { get; }

    protected WebSocketPair Pair { get; } = new();

    protected AudioBuffers Buffers { get; } = new();

    protected ManualTimeProvider Time { get; } = new();

    private protected CallTelemetry Telemetry { get; }

    private protected RunEnd End { get; } = new();

    private protected Boundary Boundary { get; } = new("test", Capacity, WhenFull.DropOldest);

    /// <summary>Where audio comes out; nothing is wanted until a test asks.</summary>
    protected TestSubscriber.Probe<T> Out { get; }

    /// <summary>The far end of the socket.</summary>
    protected abstract WebSocket Peer { get; }

    /// <summary>How the run ends when the leg ends well.</summary>
    protected abstract CallEnd GoodEnd { get; }

    /// <summary>How the run ends when the line breaks.</summary>
    protected abstract CallEndReason BrokenEnd { get; }

    /// <summary>How many elements of audio the boundary holds when the leg has ended.</summary>
    protected virtual int Held => Capacity;

    /// <summary>Opens the leg on the near end, handshake included, and draws it with <see cref="Out"/>.</summary>
    protected abstract Task<IGraph<ClosedShape, NotUsed>> OpenAsync();

    /// <summary>A message that carries these bytes of audio.</summary>
    protected abstract string Message(ReadOnlySpan<byte> audio);

    /// <summary>The message, if any, and the close that end the leg well.</summary>
    protected abstract Task EndWellAsync();

    protected abstract AudioFrame FrameOf(T element);

    /// <summary>Takes what a leg says before any audio.</summary>
    protected virtual void TakeBeginning()
    {
    }

    /// <summary>Takes what a leg says after all audio.</summary>
    protected virtual void TakeEnd()
    {
    }

    public virtual void Dispose()
    {
        Pair.Dispose();
        _drops.Dispose();
        _dropped.Dispose();
        _metrics.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public Task Split_at_every_byte_a_message_is_read_whole() => RunAsync(async () =>
    {
        byte[] message = Encoding.UTF8.GetBytes(Message([1, 2, 3, 4, 5]));
        for (int cut = 0; cut <= message.Length; cut++)
        {
            await Peer.SendPartAsync(message.AsMemory(0, cut), endOfMessage: false);
            await Peer.SendPartAsync(message.AsMemory(cut), endOfMessage: true);
            Next().ShouldBe([1, 2, 3, 4, 5], $"cut at {cut}");
        }

        Leave();
    });

    [Fact]
    public Task Many_messages_at_once_are_read_one_by_one() => RunAsync(async () =>
    {
        for (byte i = 0; i < Capacity; i++) await Peer.SendTextAsync(Message([i]));
        for (byte i = 0; i < Capacity; i++) Next().ShouldBe([i]);
        Leave();
    });

    [Fact]
    public Task What_cannot_be_read_is_skipped_and_reading_goes_on() => RunAsync(async () =>
    {
        foreach (string nonsense in (string[])["", "{", "[]", "null", "{}", Message([1])[..^2]]) await Peer.SendTextAsync(nonsense);
        await Peer.SendTextAsync(Message([7]));
        Next().ShouldBe([7]);
        Leave();
    });

    [Fact]
    public Task While_the_consumer_is_blocked_reading_goes_on_and_the_oldest_is_dropped() => RunAsync(async () =>
    {
        for (byte i = 0; i < 40; i++) await Peer.SendTextAsync(Message([i]));
        await DroppedAsync(40 - Capacity);
        Next().ShouldBe([40 - Capacity]);
        Leave();
    });

    [Fact]
    public Task When_the_leg_ends_well_what_was_read_is_delivered() => RunAsync(async () =>
    {
        for (byte i = 0; i < Held; i++) await Peer.SendTextAsync(Message([i]));
        await EndWellAsync();
        (await End.First.Within()).ShouldBe(GoodEnd);
        for (byte i = 0; i < Held; i++) Next().ShouldBe([i]);
        TakeEnd();
        Out.Request(1);
        Out.ExpectComplete();
        StopRest();
    });

    [Fact]
    public Task When_the_line_breaks_the_run_ends_and_everything_is_given_back() => RunAsync(async () =>
    {
        await Peer.SendTextAsync(Message([1]));
        Pair.Cut();
        (await End.First.Within()).Reason.ShouldBe(BrokenEnd);
        Out.Cancel();
        StopRest();
    });

    [Fact]
    public Task When_downstream_cancels_the_read_under_way_is_given_up() => RunAsync(async () =>
    {
        await Peer.SendPartAsync(Encoding.UTF8.GetBytes(Message([1])).AsMemory(0, 10), endOfMessage: false);
        Leave();
        await End.Stopped.Within();
    });

    [Fact]
    public async Task Stopped_from_outside_with_elements_waiting_everything_is_given_back()
    {
        IGraph<ClosedShape, NotUsed> graph = await OpenAsync();
        ActorMaterializer materializer = Kit.Materializer();
        Start(graph, materializer);
        for (byte i = 0; i < 20; i++) await Peer.SendTextAsync(Message([i]));
        await DroppedAsync(20 - Capacity);
        Buffers.Outstanding.ShouldBe(Capacity);
        materializer.Shutdown();
        await End.Stopped.Within();
        (await End.First.Within()).Detail.ShouldBe("the graph was stopped from outside");
        Buffers.Outstanding.ShouldBe(0);
        Time.ArmedTimers.ShouldBe(0);
    }

    /// <summary>Wants nothing more of what the leg reads.</summary>
    protected virtual void Leave() => Out.Cancel();

    /// <summary>Ends what of the stage is not ended by its audio.</summary>
    private protected virtual void StopRest()
    {
    }

    protected byte[] Next()
    {
        Out.Request(1);
        using AudioFrame frame = FrameOf(Out.ExpectNext());
        return frame.Buffer.Span.ToArray();
    }

    private protected async Task RunAsync(Func<Task> test)
    {
        IGraph<ClosedShape, NotUsed> graph = await OpenAsync();
        await Kit.AllStopAsync(async materializer =>
        {
            Start(graph, materializer);
            await test();
            await End.Stopped.Within();
        });
        Buffers.Outstanding.ShouldBe(0);
        Time.ArmedTimers.ShouldBe(0);
    }

    private protected void Start(IGraph<ClosedShape, NotUsed> graph, IMaterializer materializer)
    {
        RunnableGraph.FromGraph(graph).WithAttributes(new Attributes(End)).Run(materializer);
        End.Release();
        Out.EnsureSubscription();
        TakeBeginning();
    }

    private async Task DroppedAsync(int count)
    {
        for (int i = 0; i < count; i++) (await _dropped.WaitAsync(TestTimeout.Default)).ShouldBeTrue();
    }
}
