namespace AgenticAi.Conversations.Tests;

public class ConversationQueryTests
{
    [Fact]
    public void A_page_has_a_largest_size()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new ConversationQuery { Limit = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new ConversationQuery { Limit = ConversationQuery.MaxLimit + 1 });
    }
}
