using System.Globalization;

namespace AgenticAi.Configuration.Reading;

/// <summary>Amounts of money, and the day they are of. Decimal: what is written is what is counted with.</summary>
internal static class MoneyKinds
{
    /// <summary>Finer than any price list; with it the cost of tokens is exact.</summary>
    private const int Decimals = 6;

    /// <summary>A day of the calendar, or empty.</summary>
    public static ValueKind<DateOnly?> DayOrEmpty { get; } = Kinds.OrEmpty(new ValueKind<DateOnly>(
        "a day as YYYY-MM-DD",
        text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            ? day
            : Parsed<DateOnly>.No(),
        day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    public static ValueKind<decimal> Amount(int max) => new(
        $"an amount from 0 to {max.ToString(CultureInfo.InvariantCulture)} with at most {Decimals} decimals",
        text => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount)
            && amount <= max && decimal.Round(amount, Decimals) == amount
            ? amount
            : Parsed<decimal>.No(),
        amount => amount.ToString("0.######", CultureInfo.InvariantCulture));

    /// <summary>An amount that may not be reached; 0 and empty are none.</summary>
    public static ValueKind<decimal?> Limit(int max)
    {
        ValueKind<decimal?> amount = Kinds.OrEmpty(Amount(max));
        return amount with
        {
            Parse = text =>
            {
                Parsed<decimal?> parsed = amount.Parse(text);
                return parsed is { IsValue: true, Value: 0 } ? Parsed<decimal?>.But(null, null) : parsed;
            },
        };
    }
}
