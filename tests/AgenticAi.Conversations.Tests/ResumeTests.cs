namespace AgenticAi.Conversations.Tests;

/// <summary>A call whose process died: the caller comes back on a new stream, and the conversation goes on.</summary>
public class ResumeTests
{
    [Fact]
    public void A_stream_is_resumed_once_and_the_first_one_never()
    {
        Story story = new Story().Tell(
            new ResumeConversation("MZ0", "nothing to resume yet"),
            Story.Start,
            new ResumeConversation("MZ1", "is the first stream"),
            new ResumeConversation("MZ2", "restart"),
            new ResumeConversation("MZ2", "told again"),
            new ResumeConversation("MZ3", "another restart"),
            new ResumeConversation("MZ2", "late"));

        story.Events.Skip(1).ShouldBe([new ConversationResumed("MZ2", "restart"), new ConversationResumed("MZ3", "another restart")]);
    }

    [Fact]
    public void A_call_that_began_without_a_stream_can_be_resumed_too() =>
        new Story().Tell(Story.Start with { StreamSid = null }, new ResumeConversation("MZ2", "restart"))
            .Events.Last().ShouldBe(new ConversationResumed("MZ2", "restart"));

    [Fact]
    public void The_report_tells_of_the_new_stream()
    {
        ConversationReport report = ConversationReport.Of(
            new Story().Tell(Story.Start).After(2_500).Tell(new ResumeConversation("MZ2", "the server was restarted")).Journal);

        report.ToText().ShouldContain("  00:02.500  ·       caller back on a new stream: the server was restarted\n");
        report.Entries.ShouldHaveSingleItem().Id.ShouldBe("MZ2");
    }
}
