namespace AgenticAi.Conversations.Actors.Tests;

public class RelayOptionsTests
{
    [Fact]
    public void Defaults_are_those_that_are_documented() => new RelayOptions().ShouldBe(new RelayOptions
    {
        Capacity = 1_024,
        MaxBatch = 64,
        Gather = TimeSpan.FromMilliseconds(50),
        AnswerLimit = TimeSpan.FromSeconds(12),
        FirstRetry = TimeSpan.FromMilliseconds(50),
        LongestRetry = TimeSpan.FromSeconds(2),
        CompletionPatience = TimeSpan.FromSeconds(10),
    });

    [Fact]
    public void Values_out_of_range_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new RelayOptions { Capacity = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new RelayOptions { Capacity = 65_537 });
        Should.Throw<ArgumentOutOfRangeException>(() => new RelayOptions { MaxBatch = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new RelayOptions { MaxBatch = 1_025 });
        Should.Throw<ArgumentOutOfRangeException>(() => new RelayOptions { FirstRetry = TimeSpan.Zero });
        Should.Throw<ArgumentOutOfRangeException>(() => new RelayOptions { LongestRetry = TimeSpan.FromMinutes(2) });
        Should.Throw<ArgumentOutOfRangeException>(() => new RelayOptions { CompletionPatience = TimeSpan.Zero });
        Should.Throw<ArgumentOutOfRangeException>(() => new RelayOptions { Gather = TimeSpan.FromMilliseconds(-1) });
        Should.Throw<ArgumentOutOfRangeException>(() => new RelayOptions { Gather = TimeSpan.FromSeconds(2) });
        Should.Throw<ArgumentOutOfRangeException>(() => new RelayOptions { AnswerLimit = TimeSpan.Zero });
    }
}
