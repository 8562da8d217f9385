using AgenticAi.Conversations.Tests;

namespace AgenticAi.Conversations.Actors.Tests;

/// <summary>A running brain keeps its budget: stored first, then carried out, and again after a restart.</summary>
public class BudgetBrainTests
{
    private static readonly ConversationCommand[] Spent =
    [
        Story.Start,
        new AdoptPolicy(Budget),
        new ReportUsage("r1", new TokenUsage(1_000, 0, 1_000, 0, 0, 0, 1_000, 0)),
    ];

    private static ConversationPolicy Budget => new()
    {
        Budget = new BudgetPolicy
        {
            Currency = "USD",
            PricesAsOf = new DateOnly(2026, 11, 22),
            Voice = new ModelPrice("gpt-realtime-2.1") { AudioOut = 64 },
            Call = new BudgetLimits(null, 0.01m),
        },
    };

    [Fact]
    public async Task The_end_is_wanted_when_the_limit_is_in_the_journal_and_again_after_a_restart()
    {
        await using var fixture = new BrainFixture();
        await fixture.Tell(Spent).CompleteAsync();
        fixture.Effects.Performed.Select(effect => effect.GetType()).ShouldBe([typeof(BookCost), typeof(TellOfBudget), typeof(EndCall)]);

        await using var restarted = new BrainFixture(fixture.Stored);
        await restarted.Tell(new EndConversation(CallEndReason.Budget, null)).CompleteAsync();
        restarted.Effects.Performed.ShouldHaveSingleItem().ShouldBe(fixture.Effects.Performed.Last());

        await using var over = new BrainFixture(fixture.Stored);
        await over.CompleteAsync();
        over.Effects.Performed.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_carried_out_is_noted_and_the_conversation_goes_on()
    {
        await using var fixture = new BrainFixture(onPerform: _ => throw new InvalidOperationException("no line"));
        await fixture.Tell([.. Spent, new PressDigit("1")]).CompleteAsync();

        fixture.Events.OfType<ProblemNoted>().Select(problem => problem.Message).ShouldBe(
            ["BookCost could not be carried out.", "TellOfBudget could not be carried out.", "EndCall could not be carried out."]);
        fixture.Brain.State.Digits.ShouldBe("1");
        fixture.Brain.Health.EffectsFailed.ShouldBe(3);
    }
}
