using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Costs;

/// <summary>Performs what the brain wants done about money; everything else is handed on.</summary>
internal sealed class CostEffects(
    string callSid, IConversationEffects others, DayLedger? ledger, CallMetrics metrics, ILogger logger) : IConversationEffects
{
    public void Perform(ConversationEffect effect)
    {
        switch (effect)
        {
            case BookCost booked:
                metrics.Spent(booked.Cost);
                if (ledger?.Currency == booked.Cost.Currency) ledger.Book(callSid, booked.Own);
                break;
            case TellOfBudget { IsHard: false } told:
                metrics.BudgetReached(told);
                logger.BudgetWarned(told.Scope, told.Spent, told.Currency, told.Limit);
                break;
            case TellOfBudget told:
                metrics.BudgetReached(told);
                logger.BudgetExceeded(told.Scope, told.Spent, told.Currency, told.Limit);
                break;
            default:
                others.Perform(effect);
                break;
        }
    }
}
