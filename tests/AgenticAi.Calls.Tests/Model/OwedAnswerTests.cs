using AgenticAi.Calls.Model.Memory;
using AgenticAi.Conversations;

namespace AgenticAi.Calls.Tests.Model;

public sealed class OwedAnswerTests
{
    private static readonly ConversationCommand[] _question = Past.Said("u1", "When do you open?");

    [Fact]
    public void A_question_nobody_answered_is_owed_an_answer() => Owes(_question).ShouldBeTrue();

    [Fact]
    public void An_answer_that_was_heard_is_not_owed() => Owes([.. _question, .. Past.Heard("a1", "At eight.")]).ShouldBeFalse();

    [Fact]
    public void An_answer_that_was_heard_in_part_is_not_owed() =>
        Owes([.. _question, .. Past.Cut("a1", "At eight.", 200, "At")]).ShouldBeFalse();

    [Fact]
    public void An_answer_of_which_nothing_was_heard_is_owed() =>
        Owes([.. _question, .. Past.Cut("a1", "At eight.", 0, "")]).ShouldBeTrue();

    [Fact]
    public void An_answer_that_was_lost_is_owed() => Owes([.. _question, .. Past.Unheard("a1", "At eight.")]).ShouldBeTrue();

    [Fact]
    public void An_answer_still_being_spoken_is_not_owed()
    {
        Owes(["a1"], [.. _question, .. Past.Unheard("a1", "At eight.")]).ShouldBeFalse();
        Owes(["a1"], [.. _question, new HearItem("a1", "u1", ItemRole.Assistant)]).ShouldBeFalse("even if its words are not known");
    }

    [Fact]
    public void What_was_said_after_the_answer_is_owed_one_again() =>
        Owes([.. _question, .. Past.Heard("a1", "At eight."), .. Past.Said("u2", "And on Sunday?")]).ShouldBeTrue();

    [Fact]
    public void Words_that_are_not_known_can_not_be_answered() =>
        Owes([.. Past.Heard("a1", "Hi."), .. Past.Spoke("u1"), new FailTranscription("u1", "lost"), .. Past.Spoke("u2")]).ShouldBeFalse();

    [Fact]
    public void A_noise_after_the_question_does_not_take_its_answer_away() =>
        Owes([.. _question, .. Past.Said("u2", ""), .. Past.Spoke("u3"), new FailTranscription("u3", "timeout")]).ShouldBeTrue();

    [Fact]
    public void The_budget_has_no_say_in_it() =>
        RestoredMemory.Of(Past.Of(_question), new HashSet<string>(), tokenBudget: 0).OwesAnswer.ShouldBeTrue();

    private static bool Owes(params ConversationCommand[] past) => Owes([], past);

    private static bool Owes(string[] stillSpoken, ConversationCommand[] past) =>
        RestoredMemory.Of(Past.Of(past), stillSpoken.ToHashSet(), 1_000).OwesAnswer;
}
