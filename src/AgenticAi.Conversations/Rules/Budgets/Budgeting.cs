using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>What follows from usage: its cost, and what that means for the budgets of the call and of the day.</summary>
internal static class Budgeting
{
    /// <summary>One warning is enough for the caller, however many budgets there are.</summary>
    private const string WarningId = "budget-warning";

    /// <summary>What is added to a decision.</summary>
    /// <param name="state">The state before it.</param>
    /// <param name="command">What was told.</param>
    /// <param name="decided">What was decided already.</param>
    /// <param name="at">The time.</param>
    public static BudgetStep Following(
        ConversationState state, ConversationCommand command, ImmutableArray<ConversationEvent> decided, DateTimeOffset at)
    {
        BudgetPolicy policy = decided.OfType<PolicyAdopted>().FirstOrDefault()?.Policy.Budget ?? state.Policy.Budget;
        if (policy == BudgetPolicy.None || !(command is ReportDaySpending || decided.Any(IsPaidFor))) return BudgetStep.None;
        DateOnly today = DaySpending.DayOf(at);
        CostReported[] costs = [.. decided.Select(happened => Price(policy, happened)).OfType<CostReported>()];
        ConversationState after = decided.Concat(costs).Aggregate(state, (known, happened) => Applying.Event(known, happened, at));
        DaySpending? others = command is ReportDaySpending told ? told.Others : policy.SpentBefore;
        decimal spentByOthers = others?.Day == today ? others.Amount : 0;
        ConversationEvent[] limits =
        [
            .. Reached(after, BudgetScope.Call, policy.Call, after.Cost.Total, policy.Currency),
            .. Reached(after, BudgetScope.Day, policy.Day, spentByOthers + after.Cost.On(today), policy.Currency),
        ];
        SpeechRequested[] warnings = Warning(after, policy, limits) is { } warning ? [warning] : [];
        return new BudgetStep(
            [.. costs, .. limits, .. warnings],
            [
                .. costs.Select(cost => new BookCost(cost, new DaySpending(today, after.Cost.On(today)))),
                .. limits.Select(Told),
                .. warnings.Select(warning => new Speak(warning.Id, warning.Text, warning.Source)),
                .. limits.Any(limit => limit is BudgetExceeded) ? [End(policy)] : Array.Empty<ConversationEffect>(),
            ]);
    }

    /// <summary>A call that was to be ended and did not end.</summary>
    public static IEnumerable<ConversationEffect> Outstanding(ConversationState state) =>
        state.Ended is null && !state.ExceededBudgets.IsEmpty ? [End(state.Policy.Budget)] : [];

    private static bool IsPaidFor(ConversationEvent happened) => happened is UsageReported or TranscriptUsageReported or PolicyAdopted;

    private static CostReported? Price(BudgetPolicy policy, ConversationEvent happened) => happened switch
    {
        UsageReported e when policy.Voice is { } price =>
            Reported(e.ResponseId, CostSource.Response, price, CostCalculator.Of(price, e.Tokens), policy.Currency),
        TranscriptUsageReported e when policy.Transcription is { } price =>
            Reported(e.ItemId, CostSource.Transcription, price, CostCalculator.Of(price, e.Usage), policy.Currency),
        _ => null,
    };

    private static CostReported Reported(string usageId, CostSource source, ModelPrice price, Cost cost, string currency) =>
        new(usageId, source, price.Model, cost.Amount, currency, cost.IsComplete);

    /// <summary>A conversation that is over spends no more; what comes late is counted and limits nothing.</summary>
    private static IEnumerable<ConversationEvent> Reached(
        ConversationState state, BudgetScope scope, BudgetLimits limits, decimal spent, string currency)
    {
        if (state.Ended is not null || state.ExceededBudgets.Contains(scope)) return [];
        if (limits.Hard is { } hard && spent >= hard) return [new BudgetExceeded(scope, hard, spent, currency)];
        return limits.Soft is { } soft && spent >= soft && !state.WarnedBudgets.Contains(scope)
            ? [new BudgetWarned(scope, soft, spent, currency)]
            : [];
    }

    private static SpeechRequested? Warning(ConversationState state, BudgetPolicy policy, ConversationEvent[] limits)
    {
        bool isEnding = !state.ExceededBudgets.IsEmpty || limits.Any(limit => limit is BudgetExceeded);
        bool isSaid = state.PendingSpeech.ContainsKey(WarningId) || state.SettledSpeech.Contains(WarningId);
        return policy.Warning.Length > 0 && limits.Any(limit => limit is BudgetWarned) && !isEnding && !isSaid
            ? new SpeechRequested(WarningId, policy.Warning, SpeechSources.BudgetWarning)
            : null;
    }

    private static TellOfBudget Told(ConversationEvent limit) => limit switch
    {
        BudgetWarned e => new TellOfBudget(e.Scope, IsHard: false, e.Limit, e.Spent, e.Currency),
        BudgetExceeded e => new TellOfBudget(e.Scope, IsHard: true, e.Limit, e.Spent, e.Currency),
        _ => throw new ArgumentOutOfRangeException(nameof(limit), limit, "An event that is no limit."),
    };

    private static EndCall End(BudgetPolicy policy) => new(CallEndReason.Budget, policy.Goodbye, SpeechSources.BudgetGoodbye);
}
