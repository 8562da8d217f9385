namespace AgenticAi.Conversations.Tests;

public class AgreementStories
{
    private static readonly CommandWords Words = new();

    [Fact]
    public void What_needs_a_yes_is_asked_and_done_after_it()
    {
        WorkStory story = Confirming("send");
        story.Wants("send the letter to Bob");
        story.Ran.ShouldBeEmpty();

        story.Says(IntentKind.Confirm);

        story.Told.ShouldBe([Words.AskConfirmation.Replace("{command}", "send the letter to Bob", StringComparison.Ordinal)]);
        story.Ran.ShouldBe(["send the letter to Bob"]);
    }

    [Fact]
    public void What_has_none_of_the_words_is_done_at_once()
    {
        WorkStory story = Confirming("send");

        story.Wants("read the sender's name");

        story.Ran.ShouldBe(["read the sender's name"]);
    }

    [Fact]
    public void After_a_no_nothing_is_done()
    {
        WorkStory story = Confirming("*");
        story.Wants("pay the bill");

        story.Says(IntentKind.Decline);

        story.Ran.ShouldBeEmpty();
        story.Jobs.ShouldBe([("pay the bill", CommandStatus.Cancelled)]);
    }

    [Fact]
    public void A_yes_from_before_the_question_agrees_to_nothing()
    {
        WorkStory story = Confirming("*");
        string yes = story.Says("Yes.");
        story.Wants("pay the bill");

        story.Story.Tell(new ReportIntent(yes, Intent.Of(IntentKind.Confirm, 1), "rules"));

        story.Ran.ShouldBeEmpty();
        story.Story.Events.Last().ShouldBe(new IntentSetAside(yes, "it was said before the question"));
    }

    [Fact]
    public void One_question_is_asked_at_a_time_and_a_yes_answers_the_oldest()
    {
        WorkStory story = Confirming("*");
        story.Wants("pay the bill");
        story.Wants("send the letter");
        story.Told.Count().ShouldBe(1);

        story.Says(IntentKind.Confirm);

        story.Ran.ShouldBe(["pay the bill"]);
        story.Told.Count().ShouldBe(2);
        story.Says(IntentKind.Decline);
        story.Ran.ShouldBe(["pay the bill"]);
    }

    [Fact]
    public void The_first_command_needs_the_PIN_and_the_next_does_not()
    {
        WorkStory story = WithPin();
        story.Wants("open the door");
        story.Told.ShouldBe([Words.AskPin]);

        story.Story.Tell(new TryPin(IsRight: true));
        story.Wants("close the door");

        story.Ran.ShouldBe(["open the door", "close the door"]);
    }

    [Fact]
    public void A_wrong_PIN_may_be_tried_again_and_not_for_ever()
    {
        WorkStory story = WithPin();
        story.Wants("open the door");
        story.Wants("close the door");

        story.Story.Tell(new TryPin(IsRight: false), new TryPin(IsRight: false), new TryPin(IsRight: true));
        story.Wants("open the window");

        story.Ran.ShouldBeEmpty();
        story.Told.ShouldBe([Words.AskPin, Words.WrongPin, Words.PinRefused, Words.PinRefused]);
        story.Jobs.ShouldAllBe(job => job.Status == CommandStatus.Refused);
    }

    [Fact]
    public void The_PIN_does_not_stand_for_a_yes()
    {
        var story = new WorkStory(
            new CommandPolicy { Road = CommandRoad.Transcripts, NeedsPin = true, ConfirmWords = new WordList(["pay"]) });
        story.Wants("pay the bill");
        story.Wants("open the door");

        story.Story.Tell(new TryPin(IsRight: true));

        story.Ran.ShouldBe(["open the door"]);
        story.Says(IntentKind.Confirm);
        story.Ran.ShouldBe(["open the door", "pay the bill"]);
    }

    [Fact]
    public void A_PIN_nobody_asked_for_changes_nothing()
    {
        WorkStory story = WithPin();

        story.Story.Tell(new TryPin(IsRight: false), new TryPin(IsRight: true));

        story.Story.Events.OfType<PinRejected>().ShouldBeEmpty();
        story.Work.IsAuthorised.ShouldBeFalse();
    }

    private static WorkStory Confirming(string word) =>
        new(new CommandPolicy { Road = CommandRoad.Transcripts, ConfirmWords = new WordList([word]) });

    private static WorkStory WithPin() => new(new CommandPolicy { Road = CommandRoad.Transcripts, NeedsPin = true, PinAttempts = 2 });
}
