using System.Globalization;

namespace AgenticAi.Conversations;

/// <summary>Costs in words. Amounts are shown to the ten-thousandth; the events have them in full.</summary>
internal static class ReportCost
{
    public static string Of(ConversationCost cost, DateOnly? pricesAsOf)
    {
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"Cost: {cost.Total:N4} {cost.Currency} ({cost.Responses:N4} responses, {cost.Transcriptions:N4} transcriptions)");
        string day = pricesAsOf is { } known ? string.Create(CultureInfo.InvariantCulture, $", prices of {known:yyyy-MM-dd}") : "";
        return line + day + (cost.IsComplete ? "" : ", without what has no price");
    }

    public static string Of(decimal spent, decimal limit, string currency) =>
        string.Create(CultureInfo.InvariantCulture, $"{spent:N4} of {limit:0.00##} {currency}");

    public static string Of(BudgetScope scope) => scope == BudgetScope.Call ? "call" : "day";
}
