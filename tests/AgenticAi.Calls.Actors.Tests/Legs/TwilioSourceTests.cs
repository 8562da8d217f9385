using System.Net.WebSockets;
using AgenticAi.Calls.Actors.Legs;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Testing;
using AgenticAi.Twilio.MediaStreams;
using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;

namespace AgenticAi.Calls.Actors.Tests.Legs;

public sealed class TwilioSourceTests : LegCases<AudioFrame>
{
    private readonly TestSubscriber.Probe<TurnInput> _signals;

    public TwilioSourceTests(StreamKit kit)
        : base(kit) => _signals = kit.CreateSubscriberProbe<TurnInput>();

    protected override WebSocket Peer => Pair.Client;

    protected override CallEnd GoodEnd => new(CallEndReason.CallerHungUp);

    protected override CallEndReason BrokenEnd => CallEndReason.CallerLineLost;

    protected override async Task<IGraph<ClosedShape, NotUsed>> OpenAsync()
    {
        MediaStreamConnection connection = await CallRig.AcceptAsync(Pair.Server, Time, Peer.SendTextAsync).Within();
        return GraphDsl.Create(graph =>
        {
            TwilioSourceShape twilio = graph.Add(new TwilioSource(connection, Boundary, Boundary, Buffers, Telemetry, Time));
            graph.From(twilio.Audio).To(Sink.FromSubscriber(Out));
            graph.From(twilio.Signals).To(Sink.FromSubscriber(_signals));
            return ClosedShape.Instance;
        });
    }

    protected override string Message(ReadOnlySpan<byte> audio) => TwilioMessages.Media(audio);

    protected override Task EndWellAsync() => Peer.SendTextAsync(TwilioMessages.Stop);

    protected override AudioFrame FrameOf(AudioFrame element) => element;

    protected override void Leave()
    {
        Out.Cancel();
        _signals.Cancel();
    }

    private protected override void StopRest()
    {
        _signals.Request(1);
        _signals.ExpectComplete();
    }

    [Fact]
    public Task Marks_and_keys_go_the_other_way() => RunAsync(async () =>
    {
        _signals.Request(2);
        await Peer.SendTextAsync("""{"event":"mark","sequenceNumber":"4","streamSid":"MZ1","mark":{"name":"m1"}}""");
        await Peer.SendTextAsync("""{"event":"dtmf","streamSid":"MZ1","sequenceNumber":"5","dtmf":{"track":"inbound_track","digit":"7"}}""");
        _signals.ExpectNext().ShouldBe(new CallerMark("m1"));
        _signals.ExpectNext().ShouldBe(new CallerDigit("7"));
        Leave();
    });

    [Fact]
    public Task What_we_play_ourselves_is_not_what_the_caller_says() => RunAsync(async () =>
    {
        await Peer.SendTextAsync(TwilioMessages.Media([1], track: "outbound"));
        await Peer.SendTextAsync(TwilioMessages.Media([2]));
        Next().ShouldBe([2]);
        Leave();
    });

    [Fact]
    public Task A_frame_has_the_time_of_the_line_and_that_of_its_reading() => RunAsync(async () =>
    {
        Time.Advance(70);
        await Peer.SendTextAsync(TwilioMessages.Media([1], timestamp: 320));
        Out.Request(1);
        using (AudioFrame frame = Out.ExpectNext())
        {
            frame.StreamTimeMs.ShouldBe(320);
            frame.ReadAt.ShouldBe(Time.GetTimestamp());
        }

        Leave();
    });

    [Fact]
    public Task When_nobody_wants_audio_any_more_marks_still_come() => RunAsync(async () =>
    {
        await Peer.SendTextAsync(TwilioMessages.Media([1]));
        Out.Cancel();
        await Peer.SendTextAsync(TwilioMessages.Media([2]));
        await Peer.SendTextAsync("""{"event":"mark","sequenceNumber":"4","streamSid":"MZ1","mark":{"name":"m1"}}""");
        _signals.Request(1);
        _signals.ExpectNext().ShouldBe(new CallerMark("m1"));
        Buffers.Outstanding.ShouldBe(0);
        _signals.Cancel();
    });
}
