using AgenticAi.Calls.Stages;
using AgenticAi.Calls.Tests.Model;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using AgenticAi.Streams.Graph;
using AgenticAi.Twilio.MediaStreams;

namespace AgenticAi.Calls.Tests.Stages;

public sealed class PinGateTests : TurnInputCases<TurnInput>
{
    private readonly RecordingBrain _brain = new();

    protected override Stage<TurnInput, TurnInput> Make() => new PinGate("0815", _brain);

    protected override byte[] BytesOf(TurnInput element) => element.Audio.Buffer.Span.ToArray();

    protected override byte[] Expected(byte[] input) => input;

    [Fact]
    public async Task Keys_go_on_while_no_PIN_is_asked_for()
    {
        await using StageRig<TurnInput, TurnInput> rig = Rig();

        Press(rig, "0815");

        rig.Count.ShouldBe(4);
        _brain.Told.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0815", true)]
    [InlineData("0816", false)]
    [InlineData("08#", false)]
    public async Task Only_whether_the_keys_were_right_goes_on(string keys, bool isRight)
    {
        AskForPin();
        await using StageRig<TurnInput, TurnInput> rig = Rig();

        Press(rig, keys);

        rig.Count.ShouldBe(0);
        _brain.Told.ShouldBe([new TryPin(isRight)]);
    }

    [Fact]
    public async Task After_a_wrong_PIN_the_keys_begin_anew()
    {
        AskForPin();
        await using StageRig<TurnInput, TurnInput> rig = Rig();

        Press(rig, "11110815");

        _brain.Told.ShouldBe([new TryPin(false), new TryPin(true)]);
    }

    [Theory]
    [InlineData("Zero eight one five.", true)]
    [InlineData("It is 1234.", false)]
    public async Task A_PIN_that_is_said_is_taken_out_of_the_words(string words, bool isRight)
    {
        AskForPin();
        var seen = new List<object?>();
        await using var rig = new StageRig<TurnInput, TurnInput>(Make, element => Seen(seen, element), Time);

        rig.Push(TurnInput.Of(new InputTranscriptionCompleted("u9", 0, words, null)));

        _brain.Told.ShouldBe([new TryPin(isRight)]);
        seen.ShouldHaveSingleItem().ShouldBe(new InputTranscriptionCompleted("u9", 0, PinGate.Redacted, null));
    }

    [Fact]
    public async Task Other_words_go_on_as_they_are()
    {
        AskForPin();
        var seen = new List<object?>();
        await using var rig = new StageRig<TurnInput, TurnInput>(Make, element => Seen(seen, element), Time);
        var words = new InputTranscriptionCompleted("u9", 0, "Never mind, we are two.", null);

        rig.Push(TurnInput.Of(words));

        seen.ShouldHaveSingleItem().ShouldBe(words);
        _brain.Told.ShouldBeEmpty();
    }

    private void AskForPin() => _brain.State = Past.Of(
    [
        new AdoptPolicy(new ConversationPolicy { Commands = new CommandPolicy { Road = CommandRoad.Transcripts, NeedsPin = true } }),
        .. Past.Said("u1", "Open the door."),
        new ReportIntent("u1", new Intent(IntentKind.Command, "open the door", [], 1, AskBack: false), "rules"),
    ]);

    private StageRig<TurnInput, TurnInput> Rig() => new(Make, BytesOf, Time);

    private static void Press(StageRig<TurnInput, TurnInput> rig, string keys)
    {
        foreach (char key in keys) rig.Push(TurnInput.Of(new Dtmf(key.ToString(), "inbound_track")));
    }

    private static byte[] Seen(List<object?> seen, TurnInput element)
    {
        seen.Add(element.Message);
        return [];
    }
}
