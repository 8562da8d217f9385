namespace AgenticAi.Conversations.Tests;

public class ConversationOptionsTests
{
    [Fact]
    public void Defaults_are_those_that_are_documented() => new ConversationOptions().ShouldBe(new ConversationOptions
    {
        MailboxCapacity = 1_024,
        MaxBatch = 64,
        FirstRetry = TimeSpan.FromMilliseconds(50),
        LongestRetry = TimeSpan.FromSeconds(2),
        CompletionPatience = TimeSpan.FromSeconds(10),
    });

    [Fact]
    public void Values_out_of_range_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new ConversationOptions { MailboxCapacity = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new ConversationOptions { MailboxCapacity = 65_537 });
        Should.Throw<ArgumentOutOfRangeException>(() => new ConversationOptions { MaxBatch = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new ConversationOptions { MaxBatch = 1_025 });
        Should.Throw<ArgumentOutOfRangeException>(() => new ConversationOptions { FirstRetry = TimeSpan.Zero });
        Should.Throw<ArgumentOutOfRangeException>(() => new ConversationOptions { LongestRetry = TimeSpan.FromMinutes(2) });
        Should.Throw<ArgumentOutOfRangeException>(() => new ConversationOptions { CompletionPatience = TimeSpan.Zero });
        Should.Throw<ArgumentOutOfRangeException>(() => new ConversationQuery { Limit = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new ConversationQuery { Limit = ConversationQuery.MaxLimit + 1 });
    }
}
