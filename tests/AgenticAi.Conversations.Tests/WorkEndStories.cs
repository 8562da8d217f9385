namespace AgenticAi.Conversations.Tests;

public class WorkEndStories
{
    private static readonly EndConversation End = new(CallEndReason.CallerHungUp, null);

    [Fact]
    public void What_runs_at_the_end_is_finished_and_recorded_without_a_word()
    {
        var story = new WorkStory();
        string item = story.Wants("send the letter");

        story.Story.Tell(End);
        story.Work.IsBusy.ShouldBeTrue();
        story.Done($"{item}.command", "Sent.");

        story.Jobs.ShouldBe([("send the letter", CommandStatus.Completed)]);
        story.Told.ShouldBeEmpty();
        story.Work.IsBusy.ShouldBeFalse();
    }

    [Fact]
    public void What_runs_at_the_end_is_stopped_when_the_policy_says_so()
    {
        var story = new WorkStory(new CommandPolicy { Road = CommandRoad.Both, AtHangUp = JobsAtHangUp.Cancel });
        story.Wants("send the letter");

        story.Story.Tell(End);

        story.Jobs.ShouldBe([("send the letter", CommandStatus.Cancelled)]);
        story.Story.Effects.OfType<StopCommand>().Count().ShouldBe(1);
        story.Work.IsBusy.ShouldBeFalse();
    }

    [Fact]
    public void The_last_words_before_hanging_up_are_understood_and_done()
    {
        var story = new WorkStory();
        string item = story.Says("Send the letter, bye.");
        story.Story.Tell(End);

        story.Story.Tell(new ReportIntent(item, new Intent(IntentKind.Command, "send the letter", [], 0.9, AskBack: false), "rules"));

        story.Ran.ShouldBe(["send the letter"]);
    }

    [Fact]
    public void What_waits_for_the_caller_is_given_up_at_the_end()
    {
        var story = new WorkStory(new CommandPolicy { Road = CommandRoad.Transcripts, ConfirmWords = new WordList(["*"]) });
        story.Wants("send the letter");

        story.Story.Tell(End);

        story.Story.Events.OfType<CommandCancelled>().Single().Reason.ShouldBe("the call ended before the caller agreed");
    }

    [Fact]
    public void What_ran_in_a_process_that_is_gone_is_not_run_again()
    {
        var story = new WorkStory(new CommandPolicy { Road = CommandRoad.Transcripts, MaxRunning = 1 });
        story.Wants("send the letter");
        story.Wants("book a table");

        story.Story.Tell(new NoteRestart());

        story.Ran.ShouldBe(["send the letter", "book a table"]);
        story.Jobs.ShouldBe([("send the letter", CommandStatus.Failed), ("book a table", CommandStatus.Running)]);
        story.Told.ShouldBe([new CommandWords().Failed]);
    }

    [Fact]
    public void A_question_for_an_intent_that_was_open_is_asked_again()
    {
        var story = new WorkStory();
        string item = story.Says("Book a table.");

        ConversationRules.Outstanding(story.Story.State).ShouldHaveSingleItem().ShouldBeOfType<AnalyzeIntent>().ItemId.ShouldBe(item);
    }

    [Fact]
    public void What_was_asked_for_in_earlier_calls_is_remembered()
    {
        var story = new WorkStory();
        var earlier = new RememberedCommand("book a table", [], CommandStatus.Completed, "Booked.");

        story.Story.Tell(new RecallEarlier([earlier]), new RecallEarlier([earlier, earlier]));
        story.Says("Do that again.");

        story.Story.Effects.OfType<RemindModel>().ShouldHaveSingleItem();
        story.Story.Effects.OfType<AnalyzeIntent>().Single().Question.Memory.Earlier.ShouldBe([earlier]);
    }

    [Fact]
    public void What_is_remembered_has_a_bound_and_the_newest_is_kept()
    {
        var story = new WorkStory();
        for (int i = 0; i < 60; i++) story.Says($"{i} {new string('x', 90)}");

        ConversationMemory memory = ConversationMemory.Of(story.Story.State);

        memory.Turns.Sum(turn => turn.Text.Length).ShouldBeLessThanOrEqualTo(2_000);
        memory.Turns[^1].Text.ShouldStartWith("59 ");
    }
}
