using AgenticAi.Calls.Model.Memory;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Tests.Model;

public sealed class RestoredMemoryTests
{
    private const int Plenty = 10_000;

    [Fact]
    public void Both_sides_are_told_in_the_order_of_the_conversation() => ItemsOf(
    [
        .. Past.Heard("a1", "Good morning."),
        .. Past.Said("u1", "When do you open?"),
        new HearItem("a2", "u1", ItemRole.Assistant),
        .. Past.Said("u2", "Thanks."),
        .. Past.Heard("a2", "At eight."),
        new HearItem("u2", "a2", ItemRole.Caller),
    ]).ShouldBe(
    [
        new AssistantTextItem("Good morning."),
        new UserTextItem("When do you open?"),
        new AssistantTextItem("At eight."),
        new UserTextItem("Thanks."),
    ]);

    [Fact]
    public void What_was_told_before_is_not_told_again()
    {
        ConversationCommand[] before = [.. Past.Said("u1", "When do you open?"), .. Past.Heard("a1", "At eight.")];
        RestoredConversation first = RestoredMemory.Of(Past.Of(before), new HashSet<string>(), Plenty);
        first.Turns.ShouldBe(["u1", "a1"]);
        first.OwesAnswer.ShouldBeFalse();

        ConversationState later = Past.Of([.. before, .. Past.Spoke("u2"), .. Past.Said("u3", "And on Sundays?")]);
        RestoredConversation rest = RestoredMemory.Of(later, new HashSet<string>(), Plenty, first.Turns.ToHashSet());
        rest.Items.ShouldBe([new UserTextItem("And on Sundays?")]);
        rest.Turns.ShouldBe(["u3"]);
        rest.OwesAnswer.ShouldBeTrue();
        RestoredMemory.Of(later, new HashSet<string>(), Plenty, new HashSet<string> { "u1", "a1", "u3" })
            .OwesAnswer.ShouldBeTrue("told or not");
    }

    [Fact]
    public void Of_a_conversation_of_which_nothing_is_known_nothing_is_told()
    {
        RestoredConversation restored = RestoredMemory.Of(ConversationState.New("c1"), new HashSet<string>(), Plenty);

        restored.Items.ShouldBeEmpty();
        restored.OwesAnswer.ShouldBeFalse();
    }

    [Fact]
    public void Of_an_answer_that_was_interrupted_only_the_words_that_were_heard_are_told() =>
        ItemsOf(Past.Cut("a1", "We open at eight and close at six.", 500, "We open at"))
            .ShouldBe([new AssistantTextItem("We open at")]);

    [Theory]
    [InlineData(0, "")]
    [InlineData(0, "We open")]
    [InlineData(300, "")]
    [InlineData(300, null)]
    public void Of_an_answer_of_which_no_word_is_known_to_be_heard_nothing_is_told(int heardMs, string? heard) =>
        ItemsOf(Past.Cut("a1", "We open at eight.", heardMs, heard)).ShouldBeEmpty();

    [Fact]
    public void Heard_words_are_told_even_if_the_whole_text_never_came() =>
        ItemsOf(new AssistantHeard("a1", 500, "We open at", Interrupted: true)).ShouldBe([new AssistantTextItem("We open at")]);

    [Fact]
    public void An_answer_that_is_still_being_spoken_is_told_whole() =>
        ItemsOf(["a1"], Past.Unheard("a1", "We open at eight.")).ShouldBe([new AssistantTextItem("We open at eight.")]);

    [Fact]
    public void An_answer_that_was_lost_before_it_was_spoken_is_left_out() =>
        ItemsOf(["a2"], Past.Unheard("a1", "We open at eight.")).ShouldBeEmpty();

    [Fact]
    public void What_is_known_to_be_cut_is_no_longer_being_spoken()
    {
        ItemsOf(["a1"], Past.Cut("a1", "We open at eight.", 500, "We open")).ShouldBe([new AssistantTextItem("We open")]);
        ItemsOf(["a1"], [.. Past.Unheard("a1", "We open at eight."), new EndConversation(CallEndReason.Operator, null)]).ShouldBeEmpty();
    }

    [Fact]
    public void Speech_that_could_not_be_transcribed_is_told_as_such()
    {
        ConversationCommand[] reports = Past.Spoke("u1");
        foreach (ConversationCommand[] known in (ConversationCommand[][])[reports, reports[..1], reports[1..]])
        {
            ItemsOf([.. known, new FailTranscription("u1", "audio_unintelligible")])
                .ShouldBe([new UserTextItem("(words that could not be understood)")]);
        }
    }

    [Fact]
    public void Words_that_came_after_a_failure_are_told() =>
        ItemsOf([new FailTranscription("u1", "timeout"), .. Past.Said("u1", "Hello?")]).ShouldBe([new UserTextItem("Hello?")]);

    [Fact]
    public void A_failure_without_speech_is_left_out() => ItemsOf(new FailTranscription("u1", "timeout")).ShouldBeEmpty();

    [Fact]
    public void Speech_that_is_still_being_transcribed_is_left_out() => ItemsOf(Past.Spoke("u1")).ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void A_noise_without_words_is_left_out(string words) => ItemsOf(Past.Said("u1", words)).ShouldBeEmpty();

    private static IReadOnlyList<NewItem> ItemsOf(params ConversationCommand[] past) => ItemsOf([], past);

    private static IReadOnlyList<NewItem> ItemsOf(string[] stillSpoken, ConversationCommand[] past) =>
        RestoredMemory.Of(Past.Of(past), stillSpoken.ToHashSet(), Plenty).Items;
}
