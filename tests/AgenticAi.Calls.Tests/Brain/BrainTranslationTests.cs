using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Tests.Brain;

public sealed class BrainTranslationTests
{
    [Fact]
    public void The_brain_is_told_what_the_caller_said() =>
        BrainTranslation.Of(new ModelEvent(new InputTranscriptionCompleted("item_1", 0, "Call John Smith.", null)))
            .ShouldBe(new TranscribeCaller("item_1", "Call John Smith."));

    [Fact]
    public void The_brain_is_told_of_both_legs()
    {
        BrainTranslation.Of(new ModelReady("sess_1", "gpt-realtime-2.1", 1, OwesAnswer: false, new HashSet<string>()))
            .ShouldBe(new ConnectModel("sess_1", "gpt-realtime-2.1"));
        BrainTranslation.Of(new ModelGone("sess_1", "it fell silent")).ShouldBe(new LoseModel("it fell silent", "sess_1"));
        BrainTranslation.Of(new CallerDigit("5")).ShouldBe(new PressDigit("5"));
    }

    [Fact]
    public void What_it_need_not_know_it_is_not_told()
    {
        TurnInput[] inputs =
        [
            new ModelEvent(new InputAudioCleared()), new ModelAudio(new AudioFrame(default, readAt: 0)),
            new CallerMark("m1"), new CallerGone(),
            new SpeechRequest("r1", "Hello.", SpeechSources.Operator), new WorkProgress(true),
            new EndRequest(CallEndReason.Operator, "", SpeechSources.Operator),
            new ModelNote(new UserTextItem("a note")),
        ];
        inputs.Select(BrainTranslation.Of).ShouldAllBe(command => command == null);
    }
}
