using AgenticAi.Calls.Agents;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Tests.Model;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Tests.Agents;

public sealed class PinFilterTests
{
    private readonly RecordingBrain _brain = new();
    private readonly PinFilter _filter;

    public PinFilterTests() => _filter = new PinFilter("0815", _brain);

    [Fact]
    public void Keys_go_on_while_no_PIN_is_asked_for()
    {
        Press("0815").Count.ShouldBe(4);
        _brain.Told.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0815", true)]
    [InlineData("0816", false)]
    [InlineData("08#", false)]
    public void Only_whether_the_keys_were_right_goes_on(string keys, bool isRight)
    {
        AskForPin();
        Press(keys).ShouldBeEmpty();
        _brain.Told.ShouldBe([new TryPin(isRight)]);
    }

    [Fact]
    public void After_a_wrong_PIN_the_keys_begin_anew()
    {
        AskForPin();
        Press("11110815").ShouldBeEmpty();
        _brain.Told.ShouldBe([new TryPin(false), new TryPin(true)]);
    }

    [Fact]
    public void Keys_of_a_PIN_that_is_not_asked_for_any_more_do_not_count_for_the_next()
    {
        AskForPin();
        Press("08");
        ConversationState asking = _brain.State;
        _brain.State = ConversationState.New("CA1");
        Press("7").Count.ShouldBe(1);
        _brain.State = asking;
        Press("0815");
        _brain.Told.ShouldBe([new TryPin(true)]);
    }

    [Theory]
    [InlineData("Zero eight one five.", true)]
    [InlineData("It is 1234.", false)]
    public void A_PIN_that_is_said_is_taken_out_of_the_words(string words, bool isRight)
    {
        AskForPin();
        TurnInput? seen = _filter.Filter(Words(words));
        _brain.Told.ShouldBe([new TryPin(isRight)]);
        seen.ShouldBe(Words(PinFilter.Redacted));
    }

    [Fact]
    public void Other_words_go_on_as_they_are()
    {
        AskForPin();
        TurnInput words = Words("Never mind, we are two.");
        _filter.Filter(words).ShouldBeSameAs(words);
        _brain.Told.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Audio_of_the_model_goes_on_untouched(bool isAsking)
    {
        if (isAsking) AskForPin();
        var buffers = new AudioBuffers();
        using var audio = new ModelAudio(new AudioFrame(buffers.Copy([1, 2, 3]), readAt: 0, part: new SpeechPart("resp_1", "item_1", 0)));
        _filter.Filter(audio).ShouldBeSameAs(audio);
        audio.Frame.Buffer.Span.ToArray().ShouldBe([1, 2, 3]);
        buffers.Outstanding.ShouldBe(1, "it belongs to whoever comes next");
    }

    private static ModelEvent Words(string words) => new(new InputTranscriptionCompleted("u9", 0, words, null)) { ReadAt = 7 };

    private void AskForPin() => _brain.State = Past.Of(
    [
        new AdoptPolicy(new ConversationPolicy { Commands = new CommandPolicy { Road = CommandRoad.Transcripts, NeedsPin = true } }),
        .. Past.Said("u1", "Open the door."),
        new ReportIntent("u1", new Intent(IntentKind.Command, "open the door", [], 1, AskBack: false), "rules"),
    ]);

    /// <summary>What went on of these keys.</summary>
    private List<TurnInput> Press(string keys) =>
        [.. keys.Select(key => _filter.Filter(new CallerDigit(key.ToString()))).OfType<TurnInput>()];
}
