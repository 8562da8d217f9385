using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using Akka;
using Akka.Streams;

namespace AgenticAi.Calls.Actors.Tests.Stages;

public sealed class ConversationTapTests(StreamKit kit) : TurnInputCases(kit)
{
    private readonly RecordingBrain _brain = new();

    protected override IGraph<FlowShape<TurnInput, TurnInput>, NotUsed> Make() => new ConversationTap(_brain);

    protected override byte[] Expected(byte[] input) => input;

    [Fact]
    public Task The_brain_is_told_and_the_input_goes_on_as_it_is() => Kit.AllStopAsync(materializer =>
    {
        FlowRig<TurnInput, TurnInput> rig = Rig(materializer);
        rig.Out.Request(3);
        TurnInput words = new ModelEvent(new InputTranscriptionCompleted("item_1", 0, "Yes.", new TranscriptionUsage { Seconds = 1.5 }));
        TurnInput nothing = new ModelEvent(new InputAudioCleared());
        rig.Push(words);
        rig.Push(nothing);
        rig.Out.ExpectNext().ShouldBeSameAs(words);
        rig.Out.ExpectNext().ShouldBeSameAs(nothing);
        _brain.Told.ShouldBe([new TranscribeCaller("item_1", "Yes."), new ReportTranscriptUsage("item_1", new TranscriptUsage(1.5m, 0, 0, 0))]);
        Complete(rig).ShouldBeEmpty();
        return Task.CompletedTask;
    });
}
