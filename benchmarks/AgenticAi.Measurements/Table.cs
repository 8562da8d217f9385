using System.Globalization;

namespace AgenticAi.Measurements;

/// <summary>Rows of Markdown tables.</summary>
internal static class Table
{
    /// <summary>Writes median, 99th percentile and maximum.</summary>
    public static void Row(string beginning, IEnumerable<double> values, string format)
    {
        double[] sorted = [.. values.Order()];
        string[] cells = [.. new[] { 0.5, 0.99, 1 }.Select(part => At(sorted, part).ToString(format, CultureInfo.InvariantCulture))];
        Console.WriteLine($"{beginning} | {string.Join(" | ", cells)} |");
    }

    private static double At(double[] sorted, double part) =>
        sorted.Length == 0 ? double.NaN : sorted[(int)Math.Ceiling(part * sorted.Length) - 1];
}
