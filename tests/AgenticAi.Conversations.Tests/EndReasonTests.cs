using System.Text;

namespace AgenticAi.Conversations.Tests;

public sealed class EndReasonTests
{
    public static TheoryData<CallEndReason> Reasons => [.. Enum.GetValues<CallEndReason>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_reason_is_stored_under_its_name_and_found_by_it(CallEndReason reason)
    {
        StoredEvent stored = ConversationEventJson.Write(new ConversationEnded(reason, null));

        Encoding.UTF8.GetString(stored.Json.Span).ShouldBe($$"""{"reason":"{{reason.Name()}}","detail":null}""");
        EndReason read = ((ConversationEnded)ConversationEventJson.Read(stored.Name, stored.Version, stored.Json.Span)).Reason;
        read.Known.ShouldBe(reason);
        read.ShouldBe(EndReason.Of(reason));
    }

    [Fact]
    public void A_reason_of_a_newer_version_ends_the_conversation_is_shown_and_stays_as_it_is()
    {
        ReadOnlySpan<byte> json = """{"reason":"bored","detail":null}"""u8;

        var told = (EndConversation)ConversationCommandJson.Read("end-conversation", 1, json);
        Story story = new Story().Tell(Story.Start, told);

        ConversationEnded ended = story.State.Ended.ShouldNotBeNull();
        ended.Reason.Known.ShouldBeNull();
        ConversationEventJson.Write(ended).Json.Span.SequenceEqual(json).ShouldBeTrue();
        ConversationCommandJson.Write(told).Json.Span.SequenceEqual(json).ShouldBeTrue();
        ConversationReport report = ConversationReport.Of(
            [.. story.Events.Select((happened, i) => new JournaledEvent("CA1", i + 1, DateTimeOffset.UnixEpoch, happened))]);
        report.ToText().ShouldContain(": bored\n");
        report.ToJson().ShouldContain("\"endReason\": \"bored\"");
    }

    [Theory]
    [InlineData("""{"reason":null,"detail":null}""")]
    [InlineData("""{"reason":7,"detail":null}""")]
    [InlineData("""{"detail":null}""")]
    public void What_is_no_name_is_no_reason(string json) =>
        Should.Throw<UnknownEventException>(() => ConversationEventJson.Read("conversation-ended", 1, Encoding.UTF8.GetBytes(json)));
}
