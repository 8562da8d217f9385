using AgenticAi.Conversations.Tests;
using AgenticAi.Testing;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Conversations.Actors.Tests;

/// <summary>A brain in which something throws.</summary>
public class BrainFaultTests
{
    /// <summary>A command that throws where its name says, and what it would break if it were let through.</summary>
    public static TheoryData<string, ConversationCommand> Poisons => new()
    {
        { "deciding", new TranscribeCaller(null!, "words of nobody") },
        { "applying", new ReportUsage("r1", null!) },
        { "storing", new PressDigit(null!) },
    };

    [Theory]
    [MemberData(nameof(Poisons))]
    public async Task A_command_that_throws_anywhere_costs_itself_alone(string where, ConversationCommand poison)
    {
        var atAppend = new SyncPoint();
        await using BrainFixture fixture = new(
            script: journal => journal.BeforeAppend = _ => atAppend.ArriveAsync());
        fixture.Tell(Story.Start);
        await atAppend.Arrived;
        fixture.Tell(new PressDigit("1"), poison, new RequestSpeech("s1", "Hi.", "api"), poison, new PressDigit("2"));
        atAppend.Release();
        await fixture.Tell(new ReportSpeech("s1", SpeechOutcome.Spoken)).CompleteAsync();

        fixture.Events.ShouldBe(
            [
                new Story().Tell(Story.Start).Events.Single(),
                new DigitPressed("1"),
                new SpeechRequested("s1", "Hi.", "api"),
                new DigitPressed("2"),
                new SpeechSpoken("s1"),
            ],
            where);
        fixture.Effects.Performed.ShouldHaveSingleItem();
        fixture.Brain.Health.ShouldBe(BrainHealth.None with { Failed = 2 });
        fixture.Logs.Lines.Select(line => (line.Event.Id, line.Level)).ShouldBe([(5002, LogLevel.Error), (5002, LogLevel.Error)]);
    }

    [Fact]
    public void The_health_of_many_brains_is_their_sum()
    {
        DateTimeOffset noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);
        BrainHealth away = new(1, 2, 3, 4, 5, 6, null, 7, noon);
        BrainHealth stopped = new(10, 20, 30, 40, 50, 60, "corrupt", 70, null);
        BrainHealth longer = BrainHealth.None with { JournalFailingSince = noon.AddMinutes(-1) };

        away.Plus(stopped).ShouldBe(new BrainHealth(11, 22, 33, 44, 55, 66, "corrupt", 77, noon));
        stopped.Plus(away).ShouldBe(away.Plus(stopped));
        away.Plus(longer).JournalFailingSince.ShouldBe(longer.JournalFailingSince);
        longer.Plus(away).JournalFailingSince.ShouldBe(longer.JournalFailingSince);
        BrainHealth.None.Plus(away).ShouldBe(away);
    }
}
