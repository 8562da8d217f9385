using AgenticAi.Calls.Model.Memory;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Tests.Model;

public sealed class RestoredCommandsTests
{
    private static readonly AdoptPolicy Both = new(new ConversationPolicy { Commands = new CommandPolicy { Road = CommandRoad.Both } });

    [Fact]
    public void A_function_call_and_its_output_stand_behind_the_words_that_led_to_them() => ItemsOf(
    [
        Both,
        .. Past.Said("u1", "Book a table."),
        new HearItem("f1", "u1", ItemRole.Function),
        new AskAgent("call_1", "f1", "book a \"table\""),
        new ReportCommand("call_1.command", new CommandOutcome.Completed("Booked.")),
        .. Past.Said("u2", "Thanks."),
    ]).ShouldBe(
    [
        new UserTextItem("Book a table."),
        new FunctionCallItem("call_1", "ask_agent", """{"request":"book a \u0022table\u0022"}"""),
        new FunctionCallOutputItem("call_1", """{"status":"done","result":"Booked."}"""),
        new UserTextItem("Thanks."),
    ]);

    [Fact]
    public void A_call_that_has_no_output_yet_is_a_note()
    {
        NewItem[] items = ItemsOf([Both, .. Past.Said("u1", "Book a table."), new AskAgent("call_1", "f1", "book a table")]);

        items[^1].ShouldBe(new SystemTextItem("The caller's request \"book a table\" is being worked on."));
    }

    [Fact]
    public void What_came_from_the_words_alone_is_a_note()
    {
        NewItem[] items = ItemsOf(
        [
            Both, .. Past.Said("u1", "Book a table."),
            new ReportIntent("u1", new Intent(IntentKind.Command, "book a table", [], 1, AskBack: false), "rules"),
            new ReportCommand("u1.command", new CommandOutcome.Failed("closed")),
        ]);

        items[^1].ShouldBe(new SystemTextItem("The caller's request \"book a table\" is not done, it failed."));
    }

    [Fact]
    public void A_pair_is_left_out_together_when_there_is_no_room()
    {
        ConversationCommand[] past =
        [
            Both, .. Past.Said("u1", "Book a table."), new AskAgent("call_1", "f1", "book a table"),
            new ReportCommand("call_1.command", new CommandOutcome.Completed(new string('x', 2_000))),
            .. Past.Said("u2", "Thanks."),
        ];

        IReadOnlyList<NewItem> items = RestoredMemory.Of(Past.Of(past), new HashSet<string>(), tokenBudget: 100).Items;

        items.OfType<FunctionCallItem>().ShouldBeEmpty();
        items.OfType<FunctionCallOutputItem>().ShouldBeEmpty();
        items[^1].ShouldBe(new UserTextItem("Thanks."));
    }

    [Fact]
    public void What_was_asked_for_in_earlier_calls_comes_first()
    {
        NewItem[] items = ItemsOf(
        [
            new RecallEarlier([new RememberedCommand("book a table", [], CommandStatus.Completed, "Booked.")]),
            .. Past.Said("u1", "Again."),
        ]);

        items[0].ShouldBeOfType<SystemTextItem>().Text.ShouldEndWith("\n- \"book a table\": done, \"Booked.\"");
        items.Length.ShouldBe(2);
    }

    private static NewItem[] ItemsOf(ConversationCommand[] past) =>
        [.. RestoredMemory.Of(Past.Of(past), new HashSet<string>(), tokenBudget: 10_000).Items];
}
