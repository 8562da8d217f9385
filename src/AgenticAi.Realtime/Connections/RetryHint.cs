using System.Globalization;
using System.Text.RegularExpressions;

namespace AgenticAi.Realtime.Connections;

/// <summary>
/// Reads from an error's words when to try again: "try again in 20ms", "in 1.5s", "in 6m0s", "in 2 seconds", as the API writes it
/// (https://platform.openai.com/docs/guides/rate-limits).
/// </summary>
internal static partial class RetryHint
{
    /// <summary>More than a day is no hint but a mistake, and more than a time can hold.</summary>
    private const double MostSeconds = 86_400;

    public static TimeSpan? In(string? message)
    {
        if (message is null || Hint().Match(message) is not { Success: true } hint) return null;
        double seconds = 0;
        for (int i = 0; i < hint.Groups["number"].Captures.Count; i++)
        {
            double number = double.Parse(hint.Groups["number"].Captures[i].ValueSpan, CultureInfo.InvariantCulture);
            seconds += number * UnitOf(hint.Groups["unit"].Captures[i].Value);
        }

        return seconds <= MostSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static double UnitOf(string unit) => unit.ToLowerInvariant() switch
    {
        "ms" or "milliseconds" or "millisecond" => 0.001,
        ['m', ..] => 60,
        ['h', ..] => 3_600,
        _ => 1,
    };

    [GeneratedRegex(
        @"(?:try again|retry) (?:in|after)(?: ?(?<number>\d{1,9}(?:\.\d{1,9})?) ?(?<unit>ms|milliseconds?|s|sec(?:ond)?s?|m|min(?:ute)?s?|h|hours?)(?![a-z]))+",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Hint();
}
