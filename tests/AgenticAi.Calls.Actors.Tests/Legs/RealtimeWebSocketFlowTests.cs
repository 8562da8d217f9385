using System.Net.WebSockets;
using AgenticAi.Calls.Actors.Legs;
using AgenticAi.Calls.Actors.Tests.Stages;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Supervision;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Testing;
using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Calls.Actors.Tests.Legs;

public sealed class RealtimeWebSocketFlowTests : LegCases<TurnInput>
{
    private readonly TestPublisher.Probe<AudioFrame> _audio;
    private readonly TestPublisher.Probe<ModelCommand> _commands;
    private RealtimeSessions? _sessions;

    public RealtimeWebSocketFlowTests(StreamKit kit)
        : base(kit)
    {
        _audio = kit.CreatePublisherProbe<AudioFrame>();
        _commands = kit.CreatePublisherProbe<ModelCommand>();
    }

    protected override WebSocket Peer => Pair.Server;

    /// <summary>The session ended, and there was no other.</summary>
    protected override CallEnd GoodEnd => LegPolicy.Of(NoOther()).End!;

    protected override CallEndReason BrokenEnd => GoodEnd.Reason;

    /// <summary>The last place is for the news that the session is gone.</summary>
    protected override int Held => base.Held - 1;

    protected override Task<IGraph<ClosedShape, NotUsed>> OpenAsync() => OpenAsync(Pair);

    protected override void TakeBeginning()
    {
        _audio.EnsureSubscription();
        _commands.EnsureSubscription();
        Out.Request(1);
        Out.ExpectNext().ShouldBeOfType<ModelReady>().Generation.ShouldBe(1);
    }

    protected override void TakeEnd()
    {
        Out.Request(1);
        Out.ExpectNext().ShouldBeOfType<ModelGone>();
    }

    protected override string Message(ReadOnlySpan<byte> audio) => ModelMessages.Delta(audio);

    protected override Task EndWellAsync() => Peer.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);

    protected override AudioFrame FrameOf(TurnInput element) => ((ModelAudio)element).Frame;

    /// <summary>Its inlets are still open: what the caller says is waited for until the run ends.</summary>
    private protected override void StopRest()
    {
        _audio.SendComplete();
        _commands.SendComplete();
    }

    public override void Dispose()
    {
        _sessions?.Dispose();
        base.Dispose();
    }

    [Fact]
    public Task Audio_and_commands_are_written_to_the_session() => RunAsync(async () =>
    {
        _audio.SendNext(Frame(3));
        (await Peer.ReceiveTextAsync()).ShouldBe("""{"type":"input_audio_buffer.append","audio":"AAAA"}""");
        _commands.SendNext(new ModelCommand(new InputAudioCommit(), 1));
        (await Peer.ReceiveTextAsync()).ShouldContain("input_audio_buffer.commit");
        Out.Cancel();
        _sessions!.Dispose();
    });

    [Fact]
    public Task When_there_will_be_no_session_any_more_nobody_waits_to_write_to_one() => RunAsync(async () =>
    {
        await EndWellAsync();
        await End.ModelLeg.Within();
        _audio.ExpectCancellation();
        _commands.ExpectCancellation();
        TakeEnd();
        Out.Request(1);
        Out.ExpectComplete();
    });

    [Fact]
    public Task A_command_for_a_session_that_is_no_more_is_dropped_and_the_next_is_taken() => RunAsync(async () =>
    {
        _commands.SendNext(new ModelCommand(new InputAudioCommit(), 0));
        _commands.SendNext(new ModelCommand(new ResponseCancel("resp_1"), 1));
        (await Peer.ReceiveTextAsync()).ShouldContain("response.cancel");
        Out.Cancel();
    });

    [Fact]
    public Task When_the_caller_s_side_ends_the_model_is_heard_to_its_end() => RunAsync(async () =>
    {
        _audio.SendComplete();
        _commands.SendComplete();
        await Peer.SendTextAsync(Message([1]));
        Next().ShouldBe([1]);
        Out.Cancel();
    });

    [Fact]
    public async Task Cancelled_in_the_middle_of_a_write_everything_is_given_back()
    {
        // The frame and the ones behind it: a wire of 64 bytes takes none of them.
        using var narrow = new WebSocketPair(wireBytes: 64);
        IGraph<ClosedShape, NotUsed> graph = await OpenAsync(narrow);
        await Kit.AllStopAsync(async materializer =>
        {
            Start(graph, materializer);
            _audio.SendNext(Frame(4_800));
            _audio.SendNext(Frame(4_800));
            _audio.Pending.ShouldBe(0);
            _audio.Probe.HasMessages.ShouldBeFalse("one is being written, one waits before the stage, and no more is wanted");
            Out.Cancel();
            await End.Stopped.Within();
        });
        _audio.ExpectCancellation();
        _sessions!.Dispose();
        Buffers.Outstanding.ShouldBe(1, "the one that never reached the stage");
    }

    private static InvalidOperationException NoOther() => new("There is no other session here.");

    private AudioFrame Frame(int bytes)
    {
        AudioBuffer audio = Buffers.Rent(bytes);
        audio.Span.Clear();
        return new AudioFrame(audio, Time.GetTimestamp());
    }

    private async Task<IGraph<ClosedShape, NotUsed>> OpenAsync(WebSocketPair pair)
    {
        Task<RealtimeConnection> connecting = RealtimeConnection.ConnectAsync(
            pair.Client, Options.Endpoint, new RealtimeSession(), new RealtimeConnectionOptions(), Time, NullLogger.Instance,
            CancellationToken.None);
        await pair.Server.SendTextAsync(ModelMessages.Handshake[0]);
        (await pair.Server.ReceiveTextAsync()).ShouldContain("session.update");
        await pair.Server.SendTextAsync(ModelMessages.Handshake[1]);
        await connecting.Within();
        int opened = 0;
        _sessions = new RealtimeSessions(
            _ => opened++ == 0 ? connecting : throw NoOther(),
            Options.For(RealtimeAudioFormat.Pcm16At24kHz), new RecordingBrain(), Buffers, Telemetry, new LastWords(), Time);
        return GraphDsl.Create(graph =>
        {
            FanInShape<AudioFrame, ModelCommand, TurnInput> realtime = graph.Add(new RealtimeWebSocketFlow(_sessions, Boundary, Telemetry));
            graph.From(Source.FromPublisher(_audio)).To(realtime.In0);
            graph.From(Source.FromPublisher(_commands)).To(realtime.In1);
            graph.From(realtime.Out).To(Sink.FromSubscriber(Out));
            return ClosedShape.Instance;
        });
    }
}
