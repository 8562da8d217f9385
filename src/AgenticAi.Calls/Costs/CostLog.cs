using AgenticAi.Conversations;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Costs;

/// <summary>The log lines about money.</summary>
internal static partial class CostLog
{
    [LoggerMessage(2061, LogLevel.Warning, "The budget of the {Scope} is nearly spent: {Spent} {Currency}; it warns at {Limit}")]
    public static partial void BudgetWarned(this ILogger logger, BudgetScope scope, decimal spent, string currency, decimal limit);

    [LoggerMessage(2062, LogLevel.Warning, "The budget of the {Scope} is spent: {Spent} {Currency} of {Limit}; the call is ended")]
    public static partial void BudgetExceeded(this ILogger logger, BudgetScope scope, decimal spent, string currency, decimal limit);

    [LoggerMessage(2063, LogLevel.Warning, "What was spent today could not be read from the journal, and is tried again: {Reason}")]
    public static partial void SpendingNotRead(this ILogger logger, string reason);
}
