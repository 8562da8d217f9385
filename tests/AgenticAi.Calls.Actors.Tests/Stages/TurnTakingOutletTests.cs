using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using AgenticAi.Testing;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Calls.Actors.Tests.Stages;

/// <summary>The three outlets of turn-taking: what goes where and when, and that its last words go out whatever ends it.</summary>
public sealed class TurnTakingOutletTests : IClassFixture<StreamKit>, IDisposable
{
    private static readonly SpeechPart Part = new("resp_1", "item_1", 0);
    private static readonly SpeechRequest Wish = new("wish_1", "Hello.", SpeechSources.Operator);
    private static readonly BrainReport Dropped = new(new ReportSpeech("wish_1", SpeechOutcome.Dropped("call-ended")));

    private readonly StreamKit _kit;
    private readonly CallMetrics _metrics = new(() => []);
    private readonly AudioBuffers _buffers = new();
    private readonly ManualTimeProvider _time = new();
    private readonly QuietMoments _quiet = new();
    private readonly AgentVoice _voice;
    private readonly TestPublisher.Probe<TurnInput> _in;
    private readonly TestSubscriber.Probe<CallerCommand> _caller;
    private readonly TestSubscriber.Probe<ModelCommand> _model;
    private readonly TestSubscriber.Probe<CallDecision> _decisions;
    private readonly RunEnd _end = new();

    /// <summary>Audio that came out and that no test has looked at.</summary>
    private readonly List<PlayAudio> _delivered = [];

    public TurnTakingOutletTests(StreamKit kit)
    {
        _kit = kit;
        _voice = new AgentVoice(_time);
        _in = kit.CreatePublisherProbe<TurnInput>();
        _caller = kit.CreateSubscriberProbe<CallerCommand>();
        _model = kit.CreateSubscriberProbe<ModelCommand>();
        _decisions = kit.CreateSubscriberProbe<CallDecision>();
    }

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public Task What_is_said_goes_to_the_caller_in_order_and_as_the_clock_lets_it() => RunAsync(() =>
    {
        WantEverything();
        _in.SendNext(Audio(2400));
        Played().ShouldBe(160);
        _caller.ExpectNext().ShouldBeOfType<SendMark>();
        Played().ShouldBe(800);
        _caller.ExpectNext().ShouldBeOfType<SendMark>();
        _caller.ExpectNoMsg(TimeSpan.Zero);
        _voice.MayEcho(_time.GetTimestamp()).ShouldBeTrue("the caller hears it");
        _time.Advance(25);
        Played().ShouldBe(800);
        _caller.ExpectNext().ShouldBeOfType<SendMark>();
        _in.SendComplete();
        _caller.ExpectComplete();
    });

    [Fact]
    public Task The_next_input_is_taken_when_all_that_followed_from_the_last_was() => RunAsync(() =>
    {
        _decisions.Request(10);
        _caller.Request(10);
        _in.SendNext(Wish);
        _in.SendNext(Audio(160));
        _caller.ExpectNoMsg(TimeSpan.Zero);
        _model.Request(1);
        _model.ExpectNext().Event.ShouldBeOfType<ResponseCreate>();
        Played().ShouldBe(160);
        _in.SendComplete();
        // The last word waits for nothing that has no use any more.
        ExpectLastWords();
        _model.ExpectComplete();
    });

    [Fact]
    public Task A_command_is_meant_for_the_session_of_its_moment() => RunAsync(() =>
    {
        WantEverything();
        _in.SendNext(new ModelReady("sess_1", "gpt-realtime", 7, OwesAnswer: false, new HashSet<string>()));
        _in.SendNext(Wish);
        _model.ExpectNext().Generation.ShouldBe(7);
        _in.SendComplete();
        _decisions.ExpectNext().ShouldBe(Dropped);
    });

    [Fact]
    public Task The_quiet_moments_are_told() => RunAsync(async () =>
    {
        WantEverything();
        _in.SendNext(new WorkProgress(false));
        int moment = await _quiet.NextAsync(CancellationToken.None).Within();
        _in.SendNext(Audio(160));
        _quiet.IsStill(moment).ShouldBeFalse();
        _in.SendComplete();
    });

    [Fact]
    public Task Without_a_model_s_side_it_goes_on() => RunAsync(() =>
    {
        _caller.Request(10);
        _decisions.Request(10);
        _model.Cancel();
        _in.SendNext(Wish);
        _in.SendNext(Audio(160));
        Played().ShouldBe(160);
        _caller.ExpectNext().ShouldBeOfType<SendMark>();
        _in.SendComplete();
        ExpectLastWords();
        _decisions.ExpectComplete();
    });

    [Fact]
    public Task When_its_inputs_end_its_last_words_go_out_first() => RunAsync(() =>
    {
        Ask();
        _in.SendComplete();
        TakeLastWords();
        _decisions.ExpectComplete();
        CallerSideEnds();
        _model.ExpectComplete();
    });

    [Fact]
    public Task When_its_inputs_fail_its_last_words_go_out_first() => RunAsync(() =>
    {
        Ask();
        _in.SendError(new IOException("upstream is gone"));
        TakeLastWords();
        _decisions.ExpectError().Message.ShouldBe("upstream is gone");
        _model.ExpectError();
    });

    [Fact]
    public Task When_the_caller_s_side_wants_nothing_more_its_last_words_go_out_first() => RunAsync(() =>
    {
        Ask();
        _caller.Cancel();
        TakeLastWords();
        _decisions.ExpectComplete();
        _model.ExpectComplete();
        _in.ExpectCancellation();
    });

    [Fact]
    public Task When_the_caller_s_side_fails_so_does_it_but_its_last_words_go_out_first() => RunAsync(() =>
    {
        Ask();
        ((ISubscriptionWithCancelException)_caller.Subscription).Cancel(new IOException("downstream is gone"));
        TakeLastWords();
        _decisions.ExpectError().Message.ShouldBe("downstream is gone");
        _in.ExpectCancellation();
    });

    [Fact]
    public Task When_it_fails_itself_its_last_words_go_out_first_and_the_run_ends_by_its_name() => RunAsync(async () =>
    {
        Ask();
        _in.SendNext(new NobodyKnows());
        CallEnd end = await _end.First.Within();
        end.Reason.ShouldBe(CallEndReason.OurFault);
        end.Detail!.ShouldStartWith("Stage TurnTaking failed: Turn-taking does not know this input.");
        TakeLastWords();
        _decisions.ExpectError().ShouldBeOfType<ArgumentOutOfRangeException>();
        _in.ExpectCancellation();
    });

    [Fact]
    public Task Without_anybody_to_decide_for_it_ends_all_the_same() => RunAsync(() =>
    {
        Ask();
        _decisions.Cancel();
        _in.SendComplete();
        CallerSideEnds();
    });

    [Fact]
    public async Task Stopped_from_outside_with_audio_held_everything_is_given_back()
    {
        ActorMaterializer materializer = _kit.Materializer();
        Start(materializer);
        _decisions.Request(1);
        _in.SendNext(Audio(4800));
        _buffers.Outstanding.ShouldBeGreaterThan(0);
        materializer.Shutdown();
        await _end.Stopped.Within();
        _buffers.Outstanding.ShouldBe(0);
        _time.ArmedTimers.ShouldBe(0);
    }

    /// <summary>Turn-taking owes an answer to who asked for words to be said.</summary>
    private void Ask()
    {
        _caller.Request(10);
        _model.Request(10);
        _decisions.Request(1);
        _in.SendNext(Wish);
        _in.SendNext(Audio(2400));
        _model.ExpectNext().Event.ShouldBeOfType<ResponseCreate>();
        _end.First.IsCompleted.ShouldBeFalse();
    }

    /// <summary>The stage stands as long as nobody took them, and as long as the one who did is not ready again.</summary>
    private void TakeLastWords()
    {
        _decisions.ExpectNext().ShouldBeOfType<BrainReport>().Command.ShouldBeOfType<AssistantHeard>();
        _end.Stopped.IsCompleted.ShouldBeFalse();
        _decisions.Request(1);
        _decisions.ExpectNext().ShouldBe(Dropped);
        _end.Stopped.IsCompleted.ShouldBeFalse();
        _decisions.Request(1);
        _end.Stopped.IsCompleted.ShouldBeTrue();
    }

    /// <summary>Behind what was on its way to it.</summary>
    private void CallerSideEnds()
    {
        object next;
        do next = _caller.ExpectNextOrComplete();
        while (next is CallerCommand);
    }

    private void ExpectLastWords()
    {
        _decisions.ExpectNext().ShouldBeOfType<BrainReport>().Command.ShouldBeOfType<AssistantHeard>();
        _decisions.ExpectNext().ShouldBe(Dropped);
    }

    private int Played()
    {
        using var play = _caller.ExpectNext().ShouldBeOfType<PlayAudio>();
        _delivered.RemoveAll(delivered => ReferenceEquals(delivered, play));
        return play.Audio.Length;
    }

    private CallerCommand Delivered(CallerCommand command)
    {
        if (command is PlayAudio play) _delivered.Add(play);
        return command;
    }

    private ModelAudio Audio(int bytes) => new(new AudioFrame(_buffers.Rent(bytes), 0, part: Part));

    private void WantEverything()
    {
        _caller.Request(int.MaxValue);
        _model.Request(int.MaxValue);
        _decisions.Request(int.MaxValue);
    }

    private void Start(IMaterializer materializer)
    {
        var telemetry = new CallTelemetry(_metrics, NullLogger.Instance, logTranscripts: false);
        var stage = new TurnTakingStage(() => new TurnTaking(new TurnOptions(), _buffers), _quiet, _voice, telemetry, new SharedTick(_time));
        RunnableGraph.FromGraph(GraphDsl.Create(graph =>
        {
            FanOutShape<TurnInput, CallerCommand, ModelCommand, CallDecision> turns = graph.Add(stage);
            graph.From(Source.FromPublisher(_in)).To(turns.In);
            graph.From(turns.Out0).Via(Flow.Create<CallerCommand>().Select(Delivered)).To(Sink.FromSubscriber(_caller));
            graph.From(turns.Out1).To(Sink.FromSubscriber(_model));
            graph.From(turns.Out2).To(Sink.FromSubscriber(_decisions));
            return ClosedShape.Instance;
        })).WithAttributes(new Attributes(_end)).Run(materializer);
        _end.Release();
        _in.EnsureSubscription();
        _caller.EnsureSubscription();
        _model.EnsureSubscription();
        _decisions.EnsureSubscription();
    }

    private Task RunAsync(Action test) => RunAsync(() =>
    {
        test();
        return Task.CompletedTask;
    });

    private async Task RunAsync(Func<Task> test)
    {
        await _kit.AllStopAsync(async materializer =>
        {
            Start(materializer);
            await test();
        });
        await _end.Stopped.Within();
        foreach (PlayAudio play in _delivered) play.Dispose();
        _buffers.Outstanding.ShouldBe(0);
        _time.ArmedTimers.ShouldBe(0);
    }

    private sealed record NobodyKnows : TurnInput;
}
