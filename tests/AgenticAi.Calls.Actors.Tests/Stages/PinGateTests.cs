using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Agents;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using Akka;
using Akka.Streams;

namespace AgenticAi.Calls.Actors.Tests.Stages;

public sealed class PinGateTests(StreamKit kit) : TurnInputCases(kit)
{
    private readonly RecordingBrain _brain = new();

    protected override IGraph<FlowShape<TurnInput, TurnInput>, NotUsed> Make() => new PinGate("0815", _brain);

    protected override byte[] Expected(byte[] input) => input;

    [Fact]
    public Task Keys_go_on_while_no_PIN_is_asked_for() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<TurnInput, TurnInput> rig = Open(materializer);
        foreach (char key in "0815") rig.Push(new CallerDigit(key.ToString()));
        for (int i = 0; i < 4; i++) rig.Out.ExpectNext().ShouldBeOfType<CallerDigit>();
        _brain.Told.ShouldBeEmpty();
        Complete(rig).ShouldBeEmpty();
        return Task.CompletedTask;
    });

    [Fact]
    public Task While_one_is_asked_for_keys_stay_here_and_what_comes_after_them_goes_on() => Kit.AllStopAsync(materializer =>
    {
        _brain.State = AskingForPin();
        FlowRig<TurnInput, TurnInput> rig = Open(materializer);
        foreach (char key in "0815") rig.Push(new CallerDigit(key.ToString()));
        var words = new ModelEvent(new InputTranscriptionCompleted("u9", 0, "It is 1234.", null));
        rig.Push(words);
        rig.Out.ExpectNext().ShouldBe(words with { Event = new InputTranscriptionCompleted("u9", 0, PinFilter.Redacted, null) });
        rig.Out.ExpectNoMsg(TimeSpan.Zero);
        _brain.Told.ShouldBe([new TryPin(true), new TryPin(false)]);
        Complete(rig).ShouldBeEmpty();
        return Task.CompletedTask;
    });

    private FlowRig<TurnInput, TurnInput> Open(IMaterializer materializer)
    {
        FlowRig<TurnInput, TurnInput> rig = Rig(materializer);
        rig.Out.Request(int.MaxValue);
        return rig;
    }

    private static ConversationState AskingForPin()
    {
        ConversationCommand[] commands =
        [
            new AdoptPolicy(new ConversationPolicy { Commands = new CommandPolicy { Road = CommandRoad.Transcripts, NeedsPin = true } }),
            new CallerStartsSpeaking("u1", 100), new CallerStopsSpeaking("u1", 900), new TranscribeCaller("u1", "Open the door."),
            new ReportIntent("u1", new Intent(IntentKind.Command, "open the door", [], 1, AskBack: false), "rules"),
        ];
        return commands.Aggregate(ConversationState.New("c1"), (state, command) =>
            ConversationRules.Apply(state, ConversationRules.Decide(state, command, DateTimeOffset.UnixEpoch).Events));
    }
}
