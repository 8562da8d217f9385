namespace AgenticAi.Conversations.Tests;

public class WorkStories
{
    [Fact]
    public void What_the_caller_asks_for_is_done_and_the_answer_told()
    {
        var story = new WorkStory();

        string item = story.Wants("book a table for two");
        story.Done($"{item}.command", "A table is booked.");

        story.Ran.ShouldBe(["book a table for two"]);
        story.Told.ShouldBe(["A table is booked."]);
        story.Jobs.ShouldBe([("book a table for two", CommandStatus.Completed)]);
        story.Work.IsBusy.ShouldBeFalse();
    }

    [Fact]
    public void The_words_are_analysed_when_they_are_known_with_what_was_said_before_them()
    {
        var story = new WorkStory();
        story.Says("Hello there.", Intent.Of(IntentKind.Greeting, 1));

        story.Says("Book a table.");

        AnalyzeIntent asked = story.Story.Effects.OfType<AnalyzeIntent>().Last();
        asked.Question.Text.ShouldBe("Book a table.");
        asked.Question.Memory.Turns.ShouldBe([new RememberedWords(ItemRole.Caller, "Hello there.")]);
    }

    [Fact]
    public void Nothing_is_analysed_in_a_conversation_that_only_listens()
    {
        var story = new WorkStory(CommandPolicy.None);

        story.Says("Book a table.");
        story.Calls("c1", "book a table");

        story.Story.Effects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(IntentKind.Unclear)]
    [InlineData(IntentKind.Greeting)]
    [InlineData(IntentKind.Farewell)]
    [InlineData(IntentKind.Chat)]
    [InlineData(IntentKind.Confirm)]
    [InlineData(IntentKind.Decline)]
    [InlineData(IntentKind.Cancel)]
    public void Talk_is_no_command(IntentKind kind)
    {
        var story = new WorkStory();

        story.Says(kind);

        story.Ran.ShouldBeEmpty();
        story.Told.ShouldBeEmpty();
    }

    [Fact]
    public void An_analyser_that_fails_is_no_command()
    {
        var story = new WorkStory();
        string item = story.Says("Book a table.");

        story.Story.Tell(new FailIntent(item, "no answer within 2000 ms"));

        story.Ran.ShouldBeEmpty();
        story.Work.IsBusy.ShouldBeFalse();
    }

    [Fact]
    public void A_wish_that_is_not_sure_enough_is_set_aside_with_the_reason()
    {
        var story = new WorkStory();

        string item = story.Wants("book a table", confidence: 0.4);

        story.Ran.ShouldBeEmpty();
        story.Story.Events.Last().ShouldBe(new IntentSetAside(item, "the confidence of 0.40 is less than 0.60"));
    }

    [Fact]
    public void What_is_missing_is_asked_for()
    {
        var story = new WorkStory();

        story.Says("Send it.", new Intent(IntentKind.Command, "send it", [], 0.9, AskBack: true));

        story.Ran.ShouldBeEmpty();
        story.Told.ShouldBe([new CommandWords().AskBack]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_wish_that_comes_both_ways_runs_once(bool functionFirst)
    {
        var story = new WorkStory();
        string item = story.Says("Book a table.");

        if (functionFirst) story.Calls("c1", "book a table for the caller");
        story.Story.Tell(new ReportIntent(item, new Intent(IntentKind.Command, "book a table", [], 0.9, AskBack: false), "rules"));
        if (!functionFirst) story.Calls("c1", "book a table for the caller");
        story.Done(story.Work.Jobs.Keys.Single(), "Booked.");

        story.Ran.Count().ShouldBe(1);
        story.Story.Effects.OfType<SpeakAnswer>().ShouldHaveSingleItem().CallId.ShouldBe("c1");
    }

    [Fact]
    public void A_function_call_that_comes_after_the_answer_gets_it_and_nothing_is_said_twice()
    {
        var story = new WorkStory();
        string item = story.Wants("book a table");
        story.Done($"{item}.command", "Booked.");

        story.Calls("c1", "book a table");

        story.Story.Effects.OfType<GiveOutput>().ShouldHaveSingleItem().ShouldBe(new GiveOutput("c1", CommandStatus.Completed, "Booked."));
        story.Told.ShouldBe(["Booked."]);
    }

    [Fact]
    public void The_same_wish_in_other_words_of_the_caller_is_another_command()
    {
        var story = new WorkStory();
        story.Wants("send it");
        story.Calls("c1", "send it");

        story.Wants("send it");
        story.Calls("c2", "send it");

        story.Ran.ShouldBe(["send it", "send it"]);
    }

    [Fact]
    public void Two_calls_for_one_utterance_are_two_commands()
    {
        var story = new WorkStory();
        story.Says("Book a table and call my wife.");

        story.Calls("c1", "book a table").Calls("c2", "call the wife");

        story.Ran.ShouldBe(["book a table", "call the wife"]);
    }

    [Fact]
    public void The_output_of_a_function_call_is_not_given_to_another_session()
    {
        var story = new WorkStory();
        story.Says("Book a table.");
        story.Calls("c1", "book a table");

        story.Story.Tell(new LoseModel("gone"), new ConnectModel("s2", "m"));
        story.Done("c1.command");

        story.Story.Effects.OfType<SpeakAnswer>().Single().CallId.ShouldBeNull();
    }

    [Fact]
    public void The_caller_hears_that_it_takes_long_once()
    {
        var story = new WorkStory();
        string item = story.Wants("book a table");

        story.Story.Tell(new ReportSlow($"{item}.command"), new ReportSlow($"{item}.command"));

        story.Told.ShouldBe([new CommandWords().Working]);
    }

    [Fact]
    public void Never_mind_stops_what_runs_and_its_late_answer_is_not_told()
    {
        var story = new WorkStory();
        string item = story.Wants("book a table");

        story.Says(IntentKind.Cancel);
        story.Done($"{item}.command", "Booked.");

        story.Story.Effects.OfType<StopCommand>().ShouldHaveSingleItem().CommandId.ShouldBe($"{item}.command");
        story.Told.ShouldBe([new CommandWords().Cancelled]);
        story.Jobs.ShouldBe([("book a table", CommandStatus.Cancelled)]);
    }

    [Fact]
    public void A_correction_takes_the_place_of_what_it_corrects()
    {
        var story = new WorkStory();
        story.Wants("book a table for Monday");

        story.Says("No, Tuesday.", new Intent(IntentKind.Correction, "book a table for Tuesday", [], 0.9, AskBack: false));

        story.Jobs.ShouldBe([("book a table for Monday", CommandStatus.Cancelled), ("book a table for Tuesday", CommandStatus.Running)]);
    }

    [Fact]
    public void More_than_may_run_at_a_time_wait_their_turn()
    {
        var story = new WorkStory(new CommandPolicy { Road = CommandRoad.Transcripts, MaxRunning = 2 });
        string first = story.Wants("one");
        story.Wants("two");
        story.Wants("three");
        story.Ran.ShouldBe(["one", "two"]);

        story.Done($"{first}.command");

        story.Ran.ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public void A_caller_who_is_not_on_the_list_is_told_so()
    {
        var story = new WorkStory(new CommandPolicy { Road = CommandRoad.Tool, IsCallerAllowed = false });
        story.Says("Open the door.");

        story.Calls("c1", "open the door");

        story.Ran.ShouldBeEmpty();
        story.Told.ShouldBe([new CommandWords().NotAllowed]);
        story.Story.Effects.OfType<GiveOutput>().Single().Status.ShouldBe(CommandStatus.Refused);
    }

    [Fact]
    public void A_call_has_so_many_commands_and_no_more()
    {
        var story = new WorkStory(new CommandPolicy { Road = CommandRoad.Transcripts, MaxCommands = 2 });

        foreach (string command in new[] { "one", "two", "three" }) story.Wants(command);

        story.Ran.ShouldBe(["one", "two"]);
        story.Told.ShouldBe([new CommandWords().TooMany]);
    }
}
