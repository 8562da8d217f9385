using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Actors.Tests.Legs;
using AgenticAi.Calls.Actors.Tests.Stages;
using AgenticAi.Calls.Agents;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Testing;
using AgenticAi.Twilio.MediaStreams;
using Akka.Actor;
using Akka.Configuration;
using Akka.Streams;

namespace AgenticAi.Calls.Actors.Tests;

/// <summary>
/// Whatever ends a run, it ends once, by a name, and completely: all its stages stop, nobody writes any more, every buffer comes back.
/// </summary>
public sealed class FaultTests(StreamKit kit) : IClassFixture<StreamKit>, IDisposable
{
    private readonly WebSocketPair _caller = new();
    private readonly WebSocketPair _model = new();
    private readonly ManualTimeProvider _time = new();
    private readonly BrokenBrain _brain = new();
    private Action<CallDecision> _decided = _ => { };

    public void Dispose()
    {
        _caller.Dispose();
        _model.Dispose();
    }

    [Fact]
    public async Task A_stage_that_throws_ends_its_run_by_its_name_and_gives_back_what_it_had()
    {
        var buffers = new AudioBuffers();
        await kit.AllStopAsync(async materializer =>
        {
            var rig = new FlowRig<AudioFrame, AudioFrame>(kit, materializer, new Broken("MulawDecode"));
            rig.Out.Request(1);
            rig.Push(new AudioFrame(buffers.Rent(160), 0));
            (await rig.End.First.Within()).ShouldBe(new CallEnd(CallEndReason.OurFault, "Stage MulawDecode failed: broken"));
            rig.Out.ExpectError().Message.ShouldBe("broken");
            rig.In.ExpectCancellation();
            await rig.End.Stopped.Within();
        });
        buffers.Outstanding.ShouldBe(0);
    }

    [Fact]
    public Task A_fault_of_the_brain_s_side_branch_ends_the_call() => EndsAsync("Stage ConversationTap failed: broken", async _ =>
    {
        _brain.Fails = true;
        await SayAsync();
    });

    [Fact]
    public Task A_fault_of_the_PIN_s_gate_ends_the_call() => EndsAsync("Stage PinGate failed: broken", async _ =>
    {
        _brain.HasNoState = true;
        await SayAsync();
    });

    [Fact]
    public Task A_fault_of_who_carries_out_decisions_ends_the_call() => EndsAsync("Stage DecisionSink failed: broken", rig =>
    {
        _decided = _ => throw new InvalidOperationException("broken");
        // Turn-taking tells how much of the agent's words was heard.
        rig.Stop.Shutdown();
        return Task.CompletedTask;
    });

    [Fact]
    public Task A_flood_of_requests_ends_the_call_by_the_boundary_s_name() =>
        EndsAsync("Boundary turn inputs is full: its 4096 elements were not taken in time.", rig =>
        {
            // While turn-taking is at one input, the others wait.
            _brain.Holds = () =>
            {
                for (int i = 0; i < 4_097; i++) rig.Requests.Tell(new CallerGone());
            };
            rig.Requests.Tell(new CallerDigit("1"));
            return Task.CompletedTask;
        });

    [Fact]
    public async Task A_caller_who_hangs_up_ends_the_run_and_the_model_is_still_heard()
    {
        CallRig rig = await OpenAsync();
        await kit.AllStopAsync(async materializer =>
        {
            RunEnd end = rig.Run(materializer);
            await _caller.Client.SendTextAsync(TwilioMessages.Stop);
            (await end.First.Within()).ShouldBe(new CallEnd(CallEndReason.CallerHungUp));
            await end.CallerLeg.Within();
            end.ModelLeg.IsCompleted.ShouldBeFalse();
            await _model.Server.SendTextAsync(
                """{"type":"conversation.item.input_audio_transcription.completed","event_id":"e","item_id":"u1","content_index":0,"transcript":"Bye."}""");
            await Eventually.TrueAsync(() => _brain.Told.Contains(new TranscribeCaller("u1", "Bye.")), "the last words");
            rig.Stop.Shutdown();
            await end.Stopped.Within();
        });
        NothingIsLost(rig);
    }

    [Fact]
    public async Task A_session_that_cannot_be_had_again_ends_the_run()
    {
        CallRig rig = await OpenAsync();
        await kit.AllStopAsync(async materializer =>
        {
            RunEnd end = rig.Run(materializer);
            _model.Cut();
            (await end.First.Within()).Reason.ShouldBe(CallEndReason.OurFault);
            await end.ModelLeg.Within();
            rig.Stop.Shutdown();
            await end.Stopped.Within();
        });
        NothingIsLost(rig);
    }

    [Fact]
    public async Task Stopped_with_audio_on_all_its_ways_everything_comes_back()
    {
        CallRig rig = await OpenAsync();
        await kit.AllStopAsync(async materializer =>
        {
            RunEnd end = rig.Run(materializer);
            await FloodAsync();
            await Eventually.TrueAsync(() => rig.Buffers.Outstanding > 0, "audio on its way");
            rig.Stop.Shutdown();
            await end.Stopped.Within();
            (await end.First.Within()).Detail.ShouldBe("the graph was stopped from outside");
        });
        NothingIsLost(rig);
    }

    [Fact]
    public async Task When_the_materializer_shuts_down_under_a_live_call_everything_comes_back()
    {
        CallRig rig = await OpenAsync();
        ActorMaterializer materializer = kit.Materializer();
        RunEnd end = rig.Run(materializer);
        await FloodAsync();
        materializer.Shutdown();
        await end.Stopped.Within();
        (await end.First.Within()).ShouldBe(new CallEnd(CallEndReason.OurFault, "the graph was stopped from outside"));
        await Task.WhenAll(end.CallerLeg, end.ModelLeg).Within();
        NothingIsLost(rig);
    }

    [Fact]
    public async Task When_the_actor_system_terminates_under_a_live_call_everything_comes_back()
    {
        Config config = Hosting.CallsHosting.Config;
        ActorSystem system = ActorSystem.Create("ends", config);
        CallRig rig = await OpenAsync();
        RunEnd end = rig.Run(Actors.Hosting.CallsHostingExtensions.MaterializerOf(system));
        await FloodAsync();
        await system.Terminate().Within();
        await end.Stopped.Within();
        (await end.First.Within()).ShouldBe(new CallEnd(CallEndReason.OurFault, "the graph was stopped from outside"));
        NothingIsLost(rig);
    }

    private async Task EndsAsync(string detail, Func<CallRig, Task> fault)
    {
        CallRig rig = await OpenAsync();
        await kit.AllStopAsync(async materializer =>
        {
            RunEnd end = rig.Run(materializer);
            await FloodAsync();
            await TakenAsync();
            await fault(rig);
            (await end.First.Within()).ShouldBe(new CallEnd(CallEndReason.OurFault, detail));
            await end.Stopped.Within();
            await Task.WhenAll(end.CallerLeg, end.ModelLeg).Within();
        });
        NothingIsLost(rig);
    }

    private void NothingIsLost(CallRig rig)
    {
        rig.Dispose();
        rig.Lost.ShouldBe(0);
        _time.ArmedTimers.ShouldBe(0);
    }

    /// <summary>More than the other side has taken when the next step comes.</summary>
    private async Task FloodAsync()
    {
        for (int i = 0; i < 20; i++)
        {
            await _caller.Client.SendTextAsync(TwilioMessages.Media(new byte[160], i * 20));
            await _model.Server.SendTextAsync(ModelMessages.Delta(new byte[4_800]));
        }
    }

    /// <summary>Turn-taking has taken what the model sent until now.</summary>
    private async Task TakenAsync()
    {
        await _model.Server.SendTextAsync(
            """{"type":"conversation.item.input_audio_transcription.completed","event_id":"e","item_id":"u0","content_index":0,"transcript":"Hello."}""");
        await Eventually.TrueAsync(() => _brain.Told.Contains(new TranscribeCaller("u0", "Hello.")), "the last of what was sent");
    }

    private Task SayAsync() => _model.Server.SendTextAsync(
        """{"type":"input_audio_buffer.speech_started","event_id":"e","audio_start_ms":10,"item_id":"u1"}""");

    private async Task<CallRig> OpenAsync()
    {
        CallOptions options = Options.For(RealtimeAudioFormat.Pcm16At24kHz) with { EchoGateDb = -30, Work = new WorkOptions { Pin = "0815" } };
        MediaStreamConnection stream = await CallRig.AcceptAsync(_caller.Server, _time, _caller.Client.SendTextAsync).Within();
        RealtimeConnection connection = await CallRig.ConnectAsync(_model.Client, options.Session, _time, _model.Server.SendTextAsync).Within();
        int opened = 0;
        return new CallRig(
            stream, _ => opened++ == 0 ? Task.FromResult(connection) : throw new InvalidOperationException("There is no other session here."),
            options, _brain, _time, decision => _decided(decision));
    }

    /// <summary>A stage under another's name, which cannot do its work.</summary>
    private sealed class Broken(string name) : FrameStage<AudioFrame>(name)
    {
        protected override AudioFrame FrameOf(AudioFrame element) => element;

        protected override Func<AudioFrame, bool> Start() => frame =>
        {
            frame.Dispose();
            throw new InvalidOperationException("broken");
        };
    }

    private sealed class BrokenBrain : IBrain
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<ConversationCommand> _told = new();

        public IEnumerable<ConversationCommand> Told => _told;

        public bool Fails { get; set; }

        public bool HasNoState { get; set; }

        /// <summary>What happens while it is told of a key.</summary>
        public Action? Holds { get; set; }

        public ConversationState State => HasNoState ? throw new InvalidOperationException("broken") : ConversationState.New("CA1");

        public bool IsUpToDate => true;

        public void Tell(ConversationCommand command)
        {
            if (Fails) throw new InvalidOperationException("broken");
            _told.Enqueue(command);
            Action? holds = Holds;
            Holds = null;
            holds?.Invoke();
        }
    }
}
