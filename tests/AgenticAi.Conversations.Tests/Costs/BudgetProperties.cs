using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Conversations.Tests;

/// <summary>What holds of costs and budgets whatever a conversation is told, and in whatever order.</summary>
public class BudgetProperties
{
    [Fact]
    public void The_cost_is_the_sum_of_what_was_reported() => Check(story =>
        story.State.Cost.Total == story.Events.OfType<CostReported>().Sum(cost => cost.Amount));

    [Fact]
    public void Each_usage_after_the_policy_has_its_cost() => Check(story => story.Events
        .SkipWhile(happened => happened is not PolicyAdopted)
        .Count(happened => happened is UsageReported or TranscriptUsageReported) == story.Events.OfType<CostReported>().Count());

    [Fact]
    public void Nothing_is_warned_of_that_is_exceeded_and_nothing_is_reached_after_the_end() => Check(story =>
    {
        ConversationEvent[] events = [.. story.Events];
        int end = Array.FindIndex(events, happened => happened is ConversationEnded);
        return events.Index().All(entry => entry.Item switch
        {
            BudgetWarned warned => (end < 0 || entry.Index < end)
                && !events.Take(entry.Index).Any(before => before is BudgetExceeded exceeded && exceeded.Scope == warned.Scope),
            BudgetExceeded => end < 0 || entry.Index < end,
            _ => true,
        });
    });

    [Fact]
    public void A_call_is_asked_to_end_exactly_when_a_hard_limit_was_reached() => Check(story =>
        story.Effects.Any(effect => effect is EndCall) == story.Events.Any(happened => happened is BudgetExceeded));

    private static void Check(Func<Story, bool> holds) => Prop.ForAll(Generated.Commands, commands =>
    {
        Story story = new();
        foreach (ConversationCommand command in commands) story.After(7).Tell(command);
        return holds(story);
    }).QuickCheckThrowOnFailure();
}
