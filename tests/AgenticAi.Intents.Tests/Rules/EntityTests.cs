using AgenticAi.Conversations;

namespace AgenticAi.Intents.Tests.Rules;

public sealed class EntityTests
{
    [Theory]
    [InlineData("book a table for two at Luigi's on Friday at eight", "number:two", "place:Luigi's", "date:Friday", "time:eight")]
    [InlineData("schedule a meeting with John Smith tomorrow at 3 pm", "person:John Smith", "date:tomorrow", "time:3 pm")]
    [InlineData("send the report to bob@example.com", "email:bob@example.com")]
    [InlineData("send the report to bob dot miller at example dot co dot uk", "email:bob dot miller at example dot co dot uk")]
    [InlineData("dial 0 3 0 1 2 3 4 5 6", "phone:0 3 0 1 2 3 4 5 6")]
    [InlineData("call +49 30 1234567", "phone:+49 30 1234567")]
    [InlineData("wake me at half past six", "time:half past six")]
    [InlineData("remind me in twenty minutes to call Bob", "time:twenty minutes", "person:Bob")]
    [InlineData("look for flights to London on the third of May", "place:London", "date:third of May")]
    [InlineData("order two hundred and ten bottles at noon", "number:two hundred and ten", "time:noon")]
    [InlineData("find a hotel in New York next weekend", "place:New York", "date:next weekend")]
    [InlineData("call alice tomorrow morning", "person:alice", "date:tomorrow morning")]
    [InlineData("move it to Saturday evening at 7:30", "date:Saturday evening", "time:7:30")]
    [InlineData("open Spotify", "thing:Spotify")]
    [InlineData("buy 20 shares of Siemens", "number:20", "thing:Siemens")]
    [InlineData("call Dr. Weiss", "person:Dr. Weiss")]
    [InlineData("turn on the heating")]
    public void Entities_are_found_in_the_order_they_were_said(string said, params string[] entities) =>
        Understanding.Of(said, Understanding.Done("book a flight", "Booked.")).Entities
            .Select(entity => $"{entity.Kind}:{entity.Value}").ShouldBe(entities);

    [Fact]
    public void What_is_no_command_has_none() =>
        Understanding.Of("I met Bob in Berlin on Friday.").ShouldBe(Intent.Of(IntentKind.Chat, 0.6));
}
